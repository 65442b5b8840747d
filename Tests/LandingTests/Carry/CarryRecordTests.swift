import Git
import Landing
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// What `carry --write` leaves when it is killed, and what the next run makes of it.
@Suite struct CarryRecordTests {
  private static let path: RepoPath = "services/api/requirements.txt"
  private static let file = "edge/services/api/requirements.txt"
  private static let old = "fastapi==1 # arm"
  private static let new = "fastapi==2 # arm"
  private static let saved = "a person's\n"
  private let pair: EdgePair
  private let record: CarryRecord
  private let reference: String

  init() throws {
    pair = try EdgePair()
    let git = pair.edge.git
    reference = "refs/edgesync/rescue/" + (try git.line("rev-parse", "HEAD"))
    try git.run("update-ref", reference, "HEAD")
    func blob(_ text: String) throws -> ObjectID {
      try #require(
        ObjectID(hex: try git.line("hash-object", "-w", "--stdin", input: Array(text.utf8))))
    }
    let step = CarryRecord.Step(
      path: Self.path, old: TreeItem(mode: .file, id: try blob(Self.old)),
      new: TreeItem(mode: .file, id: try blob(Self.new)))
    record = CarryRecord([step], keptBy: reference)
    let place = try EdgeRepo.Place(at: git.folder)
    try record.write(in: place.workTreeState)
  }

  /// Where the run was killed: what stood at the path and beside it, and what stands at the path afterwards.
  private static let kills: [(path: String, beside: String?, after: String)] = [
    (old, nil, old), (old, "", old), (old, "fastapi==2", old), (old, new, old),
    (new, old, new), (new, nil, new),
    // A person saved the file in that moment, and once more after it.
    (new, saved, saved), (saved, old, saved), (saved, new, saved),
  ]

  @Test(arguments: kills.indices)
  func nothingIsLeftBeside(_ index: Int) throws {
    let kill = Self.kills[index]
    try pair.folder.write(kill.path, to: Self.file)
    if let beside = kill.beside {
      try pair.folder.write(beside, to: "edge/services/api/" + record.temporaryName(0))
    }
    let recovered = try #require(
      try Lander.recover(in: EdgeRepo.Place(at: pair.edge.git.folder), now: 1))
    #expect(pair.folder.text(of: Self.file) == kill.after)
    #expect(try pair.leftovers().isEmpty)
    #expect(
      try pair.edge.git.run("ls-files", "--others").lines.filter { $0.contains(".edgesync") }
        .isEmpty)
    // What was written and changed since is nowhere else.
    let isWritten = kill.after != Self.old
    let told = recovered.text.string
    #expect(told.contains("git restore") == isWritten, "\(told)")
    #expect(told.contains("nothing was changed") != isWritten, "\(told)")
    #expect(told.contains("changed since") == (kill.after == Self.saved), "\(told)")
    let kept = try pair.edge.git.outcome(["rev-parse", "--verify", "--quiet", reference])
    #expect((kept.status == 0) == isWritten)
    // Once.
    #expect(try Lander.recover(in: EdgeRepo.Place(at: pair.edge.git.folder), now: 1) == nil)
  }

  /// A ref that is no rescue is no part of a command that people are told.
  @Test func aRecordOfAnotherProgramIsPassedOver() throws {
    let state = try EdgeRepo.Place(at: pair.edge.git.folder).workTreeState.entry("carry.json")
    let name = String(state.string.dropFirst(pair.folder.path.string.count + 1))
    let text = try #require(pair.folder.text(of: name))
    for other in ["{}", text.replacing("refs\\/edgesync\\/rescue\\/", with: "x; touch canary ")] {
      try pair.folder.write(other, to: name)
      #expect(try Lander.recover(in: EdgeRepo.Place(at: pair.edge.git.folder), now: 1) == nil)
      #expect(pair.folder.text(of: name) == nil)
    }
  }
}
