import Foundation
import Git
import Support
import SystemPackage
import Testing
import Text

/// What git keeps of commits beside them: read as git wrote it, and not used where it is damaged.
@Suite struct CommitGraphTests {
  private let folder: TemporaryFolder
  private let repo: HistoryRepo

  init() throws {
    folder = try TemporaryFolder()
    repo = try HistoryRepo(
      (0..<15).map { RandomHistory(seed: 300 + $0) }, at: folder.path.appending("upstream"))
  }

  private var file: String { repo.folder.appending("objects/info/commit-graph").string }

  @Test(arguments: HistoryRepo.Graph.allCases)
  func saysOfEachCommitWhatItSays(_ graph: HistoryRepo.Graph) throws {
    try repo.write(graph)
    let repository = try Repository(at: repo.folder)
    let plain = try Repository(at: repo.folder)
    let known = repository.commitGraph
    #expect((known != nil) == graph.isUsable)
    var found = 0
    for id in try repo.ids.joined().map({ try #require(ObjectID(hex: $0)) }) {
      let node = try repository.node(id)
      let commit = try plain.commit(id)
      #expect((node.id, node.tree) == (id, commit.tree))
      #expect(node.parents == commit.parents)
      #expect(node.time == commit.committer.time)
      guard let known, let position = known.position(of: id) else { continue }
      found += 1
      #expect(known.id(at: position) == id)
      for parent in try known.parents(at: position) {
        #expect(known.generation(at: parent) < known.generation(at: position))
      }
    }
    let all = repo.ids.joined().count
    switch graph {
    case .whole, .plain, .levels, .chain: #expect(found == all)
    case .outdated: #expect(found > 0 && found < all)
    case .none, .corrupt, .truncated, .foreign: #expect(found == 0)
    }
  }

  /// A filter may only ever be wrong by saying that a path may have changed; and mostly it isn't.
  @Test(arguments: [HistoryRepo.Graph.whole, .chain])
  func filtersHideNoChange(_ graph: HistoryRepo.Graph) throws {
    try repo.write(graph)
    let repository = try Repository(at: repo.folder)
    let known = try #require(repository.commitGraph)
    var paths: Set<RepoPath> = []
    var changed: [(position: Int, paths: Set<RepoPath>)] = []
    for id in try repo.ids.joined().map({ try #require(ObjectID(hex: $0)) }) {
      let node = try repository.node(id)
      let parent = try node.parents.first.map { try repository.node($0).tree }
      var own: Set<RepoPath> = []
      for change in try repository.changes(fromAll: [parent], to: node.tree) {
        var path = change.path
        while !path.isRoot {
          own.insert(path)
          path = path.parent
        }
      }
      paths.formUnion(own)
      changed.append((try #require(node.position), own))
    }
    var (hidden, excess) = (0, 0)
    for (position, own) in changed {
      for path in paths {
        let mayBe = known.mayChange([ChangedPath(path)], at: position)
        if own.contains(path) {
          #expect(mayBe, "\(path.text) at \(known.id(at: position).hex)")
        } else if path.bytes.allSatisfy({ $0 < 0x80 }) {
          // Others are hashed in one way here and in another there, and aren't asked for.
          if mayBe { excess += 1 } else { hidden += 1 }
        }
      }
    }
    #expect(excess * 10 < hidden)
  }

  /// Damage at each part of the file, and files that are another's or end too early.
  @Test func isNotUsedWhereItIsDamaged() throws {
    try repo.write(.whole)
    let whole = Array(try #require(FileManager.default.contents(atPath: file)))
    var random = SeededGenerator(seed: 1)
    var damaged = (0..<30).map { _ in
      var bytes = whole
      bytes[random.below(bytes.count)] ^= UInt8(1 << random.below(8))
      return bytes
    }
    damaged += [0, 1, 8, 20, 100, whole.count / 2, whole.count - 1].map { Array(whole.prefix($0)) }
    damaged += [whole + [0], whole + whole, [UInt8](repeating: 0, count: 5000)]
    let tip = try #require(repo.ids[0].last)
    for (number, bytes) in damaged.enumerated() {
      try FileManager.default.removeItem(atPath: file)
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      let repository = try Repository(at: repo.folder)
      #expect(repository.commitGraph == nil, "\(number)")
      #expect(repository.commitGraphFault != nil, "\(number)")
      let id = try #require(ObjectID(hex: tip))
      #expect(try repository.node(id).tree == repository.commit(id).tree)
    }
  }

  /// Files that say something else and whose checksum is right: answers or errors, and nothing worse.
  @Test(arguments: [HistoryRepo.Graph.whole, .levels])
  func aForgedOneDoesNoHarm(_ graph: HistoryRepo.Graph) throws {
    try repo.write(graph)
    let whole = Array(try #require(FileManager.default.contents(atPath: file)))
    let ids = try repo.ids.joined().map { try #require(ObjectID(hex: $0)) }
    var random = SeededGenerator(seed: 7)
    var used = 0
    for number in 0..<40 {
      var bytes = Array(whole.dropLast(20))
      // Half of it in the header and the counts, where it does most.
      let end = number % 2 == 0 ? bytes.count : 1200
      for _ in 0...random.below(4) {
        let place = random.below(end - 4)
        let value: UInt8 = [0, 0x7F, 0x80, 0xFF][random.below(4)]
        for offset in 0...random.below(4) { bytes[place + offset] = value }
      }
      let sum = try Program("/usr/bin/sha1sum").run(["-b"], input: bytes).text.prefix(40)
      bytes += try #require(ObjectID(hex: sum)).bytes
      try FileManager.default.removeItem(atPath: file)
      try Data(bytes).write(to: URL(fileURLWithPath: file))
      let repository = try Repository(at: repo.folder)
      guard let known = repository.commitGraph else { continue }
      used += 1
      for id in ids {
        _ = try? repository.node(id)
        _ = try? repository.isAncestor(ids[0], of: id)
        guard let position = known.position(of: id) else { continue }
        _ = known.mayChange([ChangedPath(RepoPath("a/b"))], at: position)
        _ = known.generation(at: position)
      }
    }
    #expect(used > 10)
  }

  /// A file that was found whole isn't hashed again, unless it has changed since.
  @Test func aSealIsOfTheFileAsItWas() throws {
    try repo.write(.whole)
    let seal = folder.path.appending("seal")
    func isUsed() throws -> Bool {
      let repository = try Repository(at: repo.folder)
      repository.commitGraphSeal = seal
      return repository.commitGraph != nil
    }
    func damage(_ offset: Int) throws {
      let bytes = try #require(FileManager.default.contents(atPath: file))
      let script = """
        f=objects/info/commit-graph; cp -p $f old; chmod u+w $f
        printf X | dd of=$f bs=1 seek=\(bytes.count - offset) conv=notrunc status=none
        touch -r old $f
        """
      try #require(try repo.git.shell(script).status == 0)
    }
    #expect(try isUsed())
    // It was written a moment ago, and could be changed within the same tick.
    #expect(folder.text(of: "seal") == nil)
    // In the filters, so that nothing but its checksum tells.
    try damage(30)
    #expect(try !isUsed())
    let told = try repo.git.shell(
      "stat -c '%d %i %s %.9Y %.9Z' objects/info/commit-graph"
    ).text
    let words = told.split { $0 == " " || $0 == "." }.compactMap { Int($0) }
    try #require(words.count == 7)
    try folder.write(
      "\(words[0]) \(words[1]) \(words[2]) \(words[3]).\(words[4]) \(words[5]).\(words[6])\n",
      to: "seal")
    #expect(try isUsed())
    try damage(31)
    #expect(try !isUsed())
  }

  @Test(arguments: [
    "mkfifo objects/info/commit-graph", "mkdir objects/info/commit-graph",
    "ln -s /dev/zero objects/info/commit-graph",
    "ln -s commit-graph objects/info/commit-graph",
    "mkdir objects/info/commit-graphs; yes | head -n 5000 > objects/info/commit-graphs/commit-graph-chain",
    "mkdir objects/info/commit-graphs; echo 0123456789012345678901234567890123456789 > objects/info/commit-graphs/commit-graph-chain",
  ])
  func whatIsNoGraphIsNotRead(_ script: String) throws {
    let outcome = try repo.git.shell("mkdir -p objects/info; \(script)")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let repository = try Repository(at: repo.folder)
    #expect(repository.commitGraph == nil)
    #expect(repository.commitGraphFault != nil)
  }

  /// One that shares no commit is said to be another's; a fork's has what both have, and more.
  @Test(arguments: [(own: 0, isUsed: false), (15, true)])
  func anothersIsUsedForWhatIsHere(own: Int, isUsed: Bool) throws {
    let seeds = [999] + (0..<own).map { 300 + $0 }
    let other = try HistoryRepo(
      seeds.map { RandomHistory(seed: $0) }, at: folder.path.appending("other"))
    try other.write(.whole)
    _ = try repo.git.shell(
      "mkdir -p objects/info; cp ../other/objects/info/commit-graph objects/info")
    let repository = try Repository(at: repo.folder)
    let known = repository.commitGraph
    #expect((known != nil) == isUsed)
    let fault = repository.commitGraphFault?.string ?? ""
    #expect(fault.contains("another repository") != isUsed, "\(fault)")
    for id in repo.ids.joined() {
      let id = try #require(ObjectID(hex: id))
      #expect((known?.position(of: id) != nil) == isUsed)
      #expect(try repository.node(id).parents == repository.commit(id).parents)
    }
  }
}
