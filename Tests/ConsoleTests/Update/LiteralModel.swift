import Git
@testable import Rules
import Terminal
import Testing
import Text

@testable import Console

/// A model written down as a literal: three commits past the pin, two files of the newest, one check that is declared.
enum LiteralModel {
  /// The id whose digits are all one.
  static func id(_ digit: Int) -> ObjectID {
    guard let id = ObjectID(hex: String(repeating: String(digit), count: 40)) else {
      return .emptyTree
    }
    return id
  }

  static func commit(_ digit: Int) -> CommitList.Row {
    CommitList.Row(
      id: id(digit), parent: id(digit - 1), time: 1000 + digit, author: "Ada",
      subject: "Change \(digit)", counts: GroupCounts())
  }

  static func file(_ name: String) -> FileChange {
    let path = RepoPath(name)
    return FileChange(
      placement: Placement(
        group: .synced, path: path, upstreamPath: path, rule: .mapping(name: "api", line: 4),
        mapping: 0),
      change: TreeChange(path: path, old: nil, new: nil))
  }

  /// The model as it is once everything about the newest commit is known.
  static func make() throws -> Model {
    let manifest = try Manifest(
      parsing: Array(
        """
        version: 1
        upstream: { url: ../platform, branch: main }
        mode: selective
        mappings: [{ name: api, from: a, to: a }]
        checks: [{ name: tests, run: "true" }]

        """.utf8))
    var model = Model(size: Size(width: 140, height: 40), now: 2000)
    let summary = RepoSummary(
      name: "edge", upstream: "platform main", branch: "main",
      pin: Lock.Pin(id: id(1), date: 1001, subject: "Change 1"), checks: manifest.checks,
      isFetched: true, runsChecks: true)
    _ = update(&model, .repo(.opened(summary, reviewed: [])))
    _ = update(&model, .commits(.found([4, 3, 2].map(commit), listing: 1)))
    _ = update(&model, .commits(.complete(listing: 1)))
    let key = FileList.Key(candidate: id(4), scope: .sincePin)
    _ = update(&model, .files(.found(key, [file("a/one"), file("a/two")])))
    _ = ConsoleView.draw(&model)
    return model
  }
}
