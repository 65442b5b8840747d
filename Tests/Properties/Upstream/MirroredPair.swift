import Foundation
import Support
import SystemPackage

/// An edge repo whose upstream is reached by ssh, with a stand-in for it that breaks as planned.
package struct MirroredPair {
  /// Upstream and the edge repo.
  package let pair: EdgePair
  /// The way between them.
  package let transport: FaultyTransport
  /// Upstream's tip before the last commit, where the mirror stands once it was fetched.
  package let first: String
  /// Upstream's tip.
  package let last: String

  /// Where the mirror is.
  package var mirror: FilePath { pair.edge.git.folder.appending(".git/edgesync/mirror.git") }
  private var state: FilePath { pair.edge.git.folder.appending(".git/edgesync") }
  private var kept: FilePath { pair.folder.path.appending("kept") }

  /// Makes the pair.
  ///
  /// - Parameter size: Bytes that upstream's last commit brings, and as many its first.
  package init(size: Int, seed: Int) throws {
    pair = try EdgePair(url: "ssh://git@platform.example@FOLDER@/platform")
    transport = try FaultyTransport(in: pair.folder.path)
    var random = SeededGenerator(seed: seed)
    let noise = { (random: inout SeededGenerator) in
      (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }
    var ids: [String] = []
    for index in 0..<2 {
      ids.append(
        try pair.advance(
          ["app.py": .text("app \(index)\n"), "data.bin": .file(noise(&random))],
          subject: "Noise \(index)"))
    }
    (first, last) = (ids[0], ids[1])
    try point("main", at: first)
    try FileManager.default.createDirectory(
      atPath: state.string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    _ = try Program("/bin/cp").run(["-a", state.string, kept.string])
    try makeMirror()
  }

  /// Fetches the first of the two commits, and keeps the mirror as it is then.
  private func makeMirror() throws {
    let outcome = try run("fetch")
    guard outcome.status == 0 else {
      throw Plumbing.Failure(description: "the first fetch: \(outcome.errorText)")
    }
    _ = try Program("/bin/cp").run(["-a", state.string, kept.string + "-mirrored"])
    try point("main", at: last)
  }

  /// Puts edgesync's folder back as it was.
  ///
  /// - Parameter isMirrored: Whether the first commit was fetched by then.
  package func reset(isMirrored: Bool) throws {
    try FileManager.default.removeItem(atPath: state.string)
    let source = kept.string + (isMirrored ? "-mirrored" : "")
    _ = try Program("/bin/cp").run(["-a", source, state.string])
    try transport.plan(.none)
  }

  /// Points one of upstream's branches at something, whatever it is.
  package func point(_ branch: String, at id: String) throws {
    try (id + "\n").write(
      toFile: pair.platform.git.folder.appending(".git/refs/heads/\(branch)").string,
      atomically: true, encoding: .utf8)
  }

  private var program: EdgesyncProgram {
    pair.edgesync.with(FaultyTransport.variables(pair.folder.path))
  }

  /// Runs the program in the edge repo.
  ///
  /// - Parameter time: What its clock shows, in seconds since 1970.
  package func run(_ arguments: String..., clock time: Int = EdgesyncProgram.now) throws
    -> Program.Outcome
  {
    try program.with(["SOURCE_DATE_EPOCH": String(time)])
      .run(arguments, in: pair.edge.git.folder)
  }

  /// Runs the program and goes on.
  package func start(_ arguments: String...) throws -> RunningProgram {
    try program.start(arguments, in: pair.edge.git.folder)
  }

  /// What the mirror's branch stands at; nil where there is none.
  package func mirrorTip() throws -> String? {
    guard FileManager.default.fileExists(atPath: mirror.appending("HEAD").string) else {
      return nil
    }
    let git = Plumbing(mirror, variables: ["GIT_DIR": "."])
    let outcome = try git.outcome(["rev-parse", "--verify", "--quiet", "refs/heads/main"])
    return outcome.status == 0 ? outcome.text : nil
  }

  /// What is wrong with the mirror, and what a fetch left where nothing should be.
  package func faults() throws -> [String] {
    var faults: [String] = []
    let manager = FileManager.default
    if manager.fileExists(atPath: mirror.appending("HEAD").string) {
      let git = Plumbing(mirror, variables: ["GIT_DIR": "."])
      // An author that is missing upstream is missing here.
      let check = try git.outcome([
        "-c", "fsck.missingAuthor=ignore", "fsck", "--strict", "--no-dangling", "--no-progress",
      ])
      // A branch that isn't there yet is no fault.
      let words = check.errorText.split(separator: "\n").filter {
        !$0.hasPrefix("notice: ")
      }
      if check.status != 0 || !words.isEmpty { faults.append("git fsck: \(check.errorText)") }
      let graph = try git.outcome(["commit-graph", "verify"])
      if graph.status != 0 { faults.append("git commit-graph verify: \(graph.errorText)") }
      if manager.fileExists(atPath: mirror.appending("incoming").string) {
        faults.append("the mirror's incoming objects were left")
      }
      for case let name as String in manager.enumerator(atPath: mirror.string) ?? .init()
      where name.hasSuffix(".lock") || name.contains("tmp_") {
        faults.append("the mirror's \(name) was left")
      }
    }
    faults += try pair.leftovers().map { "\($0) was left among temporary files" }
    return faults
  }

  /// Processes of the pair's that go on, once they have had a moment to end.
  package func processes() -> [String] {
    let end = ContinuousClock.now + .seconds(5)
    var left = Processes.all(mentioning: pair.folder.path)
    while let process = left.first, ProcessEnd.wait(for: process.id, until: end) {
      left = Processes.all(mentioning: pair.folder.path)
    }
    return left.map(\.words)
  }
}
