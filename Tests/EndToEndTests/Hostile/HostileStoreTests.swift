import Foundation
import Support
import SystemPackage
import Testing

/// An upstream that is read in place, whose files say other than its objects do.
@Suite struct HostileStoreTests {
  /// Puts the checksum at a file's end right.
  private func seal(_ bytes: [UInt8]) throws -> [UInt8] {
    let text = try Program("/usr/bin/sha1sum").run(input: bytes.dropLast(20)).text
    let digits = Array(text.utf8.prefix(40)).compactMap {
      UInt8(String(UnicodeScalar($0)), radix: 16)
    }
    return bytes.dropLast(20)
      + stride(from: 0, to: 40, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// Every filter of a commit-graph says that nothing was changed.
  @Test func aForgedCommitGraphHidesNothing() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    try pair.platform.git.run("commit-graph", "write", "--reachable", "--changed-paths")
    let path = pair.platform.git.folder.appending(".git/objects/info/commit-graph").string
    var graph = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let name = try #require(
      (0..<Int(graph[6])).first {
        graph[(8 + 12 * $0)..<(12 + 12 * $0)].elementsEqual("BDAT".utf8)
      })
    let start = graph[(16 + 12 * name)..<(20 + 12 * name)].reduce(0) { $0 << 8 | Int($1) }
    for place in (start + 12)..<(graph.count - 20) { graph[place] = 0 }
    try FileManager.default.removeItem(atPath: path)
    try Data(try seal(graph)).write(to: URL(fileURLWithPath: path))
    let outcome = try pair.run("log", "--ids")
    #expect(outcome.lines == [commits[3], commits[2], commits[0]])
  }

  /// A history that is long enough to get a commit-graph of edgesync's own.
  private func long(_ pair: EdgePair, _ count: Int) throws -> [String] {
    var script = ""
    for number in 0..<count {
      let path = number.isMultiple(of: 3) ? "services/api/app.py" : "other/\(number % 40).txt"
      script += """
        commit refs/heads/main
        committer Ana Silva <ana@example.com> \(1_790_000_600 + number) +0000
        data 1
        x
        \(number == 0 ? "from \(pair.pin)\n" : "")M 100644 inline \(path)
        data \("\(number)".utf8.count)
        \(number)

        """
    }
    try pair.platform.git.run("fast-import", "--quiet", "--force", input: Array(script.utf8))
    return try pair.platform.git.run(
      "rev-list", "main", "^" + pair.pin, "--", EdgePair.service
    ).lines
  }

  @Test func anUpstreamInPlaceGetsACommitGraphBesideIt() throws {
    let pair = try EdgePair()
    let listed = try long(pair, 600)
    #expect(try pair.run("log", "--ids").lines == listed)
    let graph = "edge/.git/edgesync/graph/info/commit-graph"
    let bytes = try #require(
      FileManager.default.contents(atPath: pair.folder.path.appending(graph).string))
    #expect(try pair.run("log", "--ids").lines == listed)
    // New commits come, and it is brought up to date.
    let more = try long(pair, 1200)
    #expect(try pair.run("log", "--ids").lines == more)
    #expect(try pair.run("log", "--ids").lines == more)
    let newer = FileManager.default.contents(atPath: pair.folder.path.appending(graph).string)
    #expect(newer != bytes)
    // Damaged or missing, it is made again.
    for damaged in [Data(bytes.prefix(900)), Data("no graph".utf8), nil] as [Data?] {
      let path = pair.folder.path.appending(graph).string
      try FileManager.default.removeItem(atPath: path)
      try damaged?.write(to: URL(fileURLWithPath: path))
      let outcome = try pair.run("log", "--ids")
      #expect(outcome.lines == more && outcome.errorText.isEmpty)
      #expect(FileManager.default.contents(atPath: path) == newer)
    }
    // Nothing of it is upstream's.
    #expect(pair.folder.text(of: "platform/.git/objects/info/commit-graph") == nil)
  }

  /// A blob that the pin would land is another, or isn't there.
  @Test(arguments: ["other", "gone", "cut"])
  func whatIsNotWhatItsIDSaysDoesNotLand(_ kind: String) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let tip = commits[3]
    let blob = try pair.platform.git.line("rev-parse", tip + ":services/api/app.py")
    let place = ".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))"
    let other = try pair.platform.blob(Array("another text\n".utf8))
    let state = try pair.state()
    let script =
      switch kind {
      case "other": "cp -f .git/objects/\(other.prefix(2))/\(other.dropFirst(2)) \(place)"
      case "gone": "rm -f \(place)"
      default: "chmod u+w \(place) && truncate -s 12 \(place)"
      }
    let done = try Program("/bin/sh").run(["-c", script], in: pair.platform.git.folder)
    try #require(done.status == 0)
    let outcome = try pair.run("pin", "--yes", tip)
    #expect(outcome.status == 1, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(blob.prefix(7)))
    #expect(try pair.state() == state)
    let found = try Remedy(pair: pair).follow("git -C ", of: outcome, succeeds: false)
    #expect((found.text + found.errorText).contains(blob))
  }

  /// A commit on the way that is none to git either.
  @Test func whatIsMalformedIsFoundAsTold() throws {
    let pair = try EdgePair()
    let git = pair.platform.git
    let text =
      "tree none\nauthor A <a@example.com> 1 +0000\ncommitter A <a@example.com> 1 +0000\n\nx\n"
    let commit = try git.line(
      "hash-object", "-t", "commit", "-w", "--stdin", "--literally", input: Array(text.utf8))
    try pair.platform.point(
      "main", at: pair.platform.commit(tree: pair.platform.tree([]), parents: [commit], message: [])
    )
    let outcome = try pair.run("log")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("is malformed"), "\(outcome.errorText)")
    let found = try Remedy(pair: pair).follow(
      "git fsck", of: outcome, in: "platform", succeeds: false)
    #expect((found.text + found.errorText).contains(commit))
  }

  /// What git would read of an upstream's configuration, edgesync doesn't.
  @Test func theConfigurationOfAnUpstreamInPlaceIsNotRead() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    try pair.folder.write(
      "[include]\n\tpath = /dev/zero\n[core]\n\tbare = maybe\n", to: "platform/.git/config")
    let outcome = try pair.run("log", "--ids")
    #expect(outcome.lines == [commits[3], commits[2], commits[0]])
  }
}
