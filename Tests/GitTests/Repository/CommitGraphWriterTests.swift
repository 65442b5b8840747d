import Foundation
import Git
import Support
import SystemPackage
import Testing

/// The commit-graph that edgesync writes beside an upstream that is read in place.
@Suite struct CommitGraphWriterTests {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func gitFindsItSoundAndWalksAsBefore(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    let raw = try RawRepository(makingAt: folder.path.appending("repo"))
    var ids: [String] = []
    for number in 0..<60 {
      let parents = ids.isEmpty ? [] : (0...min(3, random.below(5))).map { _ in random.pick(ids) }
      let tree = try raw.tree([
        (Array("a\(random.below(3))".utf8), .text("\(random.below(9))")),
        (Array("d".utf8), .folder(["é\(random.below(2))": .text("\(random.below(9))")])),
      ])
      ids.append(
        try raw.commit(
          tree: tree, parents: Array(Set(parents)).sorted(), message: Array("\(number)".utf8),
          time: number == 7 ? 10_000_000_000 : 1_790_000_000 + random.below(100_000)))
    }
    let tree = try raw.tree([])
    let tip = try raw.commit(tree: tree, parents: Array(ids.suffix(12)), message: Array("tip".utf8))
    try raw.point("main", at: tip)
    let repository = try Repository(reading: raw.git.folder)
    let wanted = try #require(ObjectID(hex: tip))
    let objects = raw.git.folder.appending(".git/objects")
    try FileManager.default.createDirectory(
      atPath: objects.appending("info").string, withIntermediateDirectories: true)
    let listed = try raw.git.run("rev-list", "main").lines
    try CommitGraphWriter(from: wanted, in: repository).write(
      to: objects, filtering: ids.compactMap { ObjectID(hex: $0) })
    let sound = try raw.git.outcome(["commit-graph", "verify"])
    #expect(sound.status == 0, "\(sound.errorText)")
    #expect(try raw.git.run("rev-list", "main").lines == listed)

    let opened = try Repository(reading: raw.git.folder)
    let graph = try #require(opened.commitGraph)
    #expect(graph.count == listed.count)
    for id in listed {
      let commit = try #require(ObjectID(hex: id))
      let position = try #require(graph.position(of: commit))
      let parent = try raw.git.outcome(["rev-parse", "--verify", "--quiet", id + "^1"])
      let changed = try raw.git.outcome(
        ["diff-tree", "--root", "--no-commit-id", "--name-only", "-r", "-z"]
          + (parent.status == 0 ? [parent.text] : []) + [id])
      for bytes in changed.output.split(separator: 0) {
        let path = RepoPath(bytes)
        let isTold = [path, path.parent].allSatisfy {
          graph.mayChange([ChangedPath($0)], at: position)
        }
        #expect(isTold, "\(path)")
      }
    }
    // A filter that passes everything would say nothing.
    let second = try #require(ObjectID(hex: ids[1]))
    let first = try #require(graph.position(of: second))
    let passesAll = (0..<50).allSatisfy {
      graph.mayChange([ChangedPath(RepoPath("no/\($0)"))], at: first)
    }
    #expect(!passesAll)
  }
}
