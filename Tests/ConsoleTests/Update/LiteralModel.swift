import Git
@testable import Rules
import Terminal
import Testing
import Text

@testable import Console

/// Models written down as literals: three commits past the pin, some files of the newest, one check that is declared.
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
    file(name, .synced, TreeChange(path: RepoPath(name), old: nil, new: nil))
  }

  static func file(_ name: String, _ group: FileGroup, _ change: TreeChange) -> FileChange {
    FileChange(
      placement: Placement(
        group: group, path: RepoPath(name), upstreamPath: change.path,
        rule: .mapping(name: "api", line: 4), mapping: 0),
      change: change)
  }

  /// The edge repo as it is opened.
  ///
  /// - Parameters:
  ///   - pin: The pin's digit.
  ///   - owed: Emergencies that are owed a review.
  ///   - runsChecks: Whether somebody has said that checks may run.
  static func summary(
    pin: Int = 1, owed: [Lock.OwedReview] = [], runsChecks: Bool = true,
    checks: [String] = ["tests"]
  ) throws -> RepoSummary {
    let checks = checks.map { "{ name: \($0), run: \"true\" }" }.joined(separator: ", ")
    let manifest = try Manifest(
      parsing: Array(
        """
        version: 1
        upstream: { url: ../platform, branch: main }
        mode: selective
        mappings: [{ name: api, from: a, to: a }]
        checks: [\(checks)]

        """.utf8))
    return RepoSummary(
      name: "edge", upstream: "platform main", branch: "main",
      pin: Lock.Pin(id: id(pin), date: 1000 + pin, subject: "Change \(pin)"),
      checks: manifest.checks, isFetched: true, owedReviews: owed, runsChecks: runsChecks)
  }

  /// The model as it is once everything about the newest commit is known.
  static func make() throws -> Model { try make(.plain) }

  /// A literal model to begin with.
  enum Start: CaseIterable {
    /// Two files without versions.
    case plain
    /// Files whose patches are read: see ``readFiles``.
    case read
    /// The same where an override and the review of an emergency are pending.
    case pending
    /// The same where nobody has said yet that checks may run.
    case unasked
    /// The same on a small screen, where one pane is seen at a time.
    case small
    /// Before anything is known.
    case opening
    /// Lists that are longer than the screen: see ``long()``.
    case long
  }

  private static let made = Dictionary(
    uniqueKeysWithValues: Start.allCases.map { start in (start, Result { try build(start) }) })

  static func make(_ start: Start) throws -> Model {
    let made = try #require(made[start])
    return try made.get()
  }

  private static func build(_ start: Start) throws -> Model {
    var model: Model
    switch start {
    case .plain: model = try opened(summary(), files: [file("a/one"), file("a/two")])
    case .read: model = try read(summary())
    case .pending:
      model = try read(summary(owed: [owed]))
      _ = update(&model, .repo(.position(position(owed: ["a/req"]))))
    case .unasked: model = try read(summary(runsChecks: false))
    case .small:
      model = try read(summary())
      _ = update(&model, .input(.resize(Size(width: 80, height: 24))))
    case .opening:
      model = Model(size: Size(width: 140, height: 40), now: 2000)
      _ = model.begin()
    case .long: model = try long()
    }
    _ = ConsoleView.draw(&model)
    return model
  }

  /// The model of an edge repo with three commits past the pin, of which the newest has some files.
  static func opened(
    _ summary: RepoSummary, commits: [CommitList.Row] = [4, 3, 2].map(commit), files: [FileChange]
  ) throws -> Model {
    var model = Model(size: Size(width: 140, height: 40), now: 2000)
    _ = update(&model, .repo(.opened(summary, reviewed: [])))
    _ = update(&model, .commits(.found(commits, listing: 1)))
    _ = update(&model, .commits(.complete(listing: 1)))
    let key = FileList.Key(candidate: commits[0].id, scope: .sincePin)
    _ = update(&model, .files(.found(key, files)))
    return model
  }
}
