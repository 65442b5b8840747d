import Git
import Journal
import Rules
import Terminal
import Text

@testable import Console

/// A literal model in which everything is longer than the screen.
extension LiteralModel {
  /// Entries that each list has.
  static let count = 60

  /// What an entry is called by: all are as long, so that none begins with another's.
  static func name(_ place: Int) -> Int { 10 + place }

  /// The id of a number, in its first digits.
  static func numbered(_ number: Int) -> ObjectID {
    let digits = String(1_000 + number)
    return ObjectID(hex: digits + String(repeating: "0", count: 40 - digits.count)) ?? .emptyTree
  }

  static func numberedCommit(_ number: Int) -> CommitList.Row {
    CommitList.Row(
      id: numbered(number), parent: numbered(number + 1), time: 2000 - number, author: "Ada",
      subject: "Change \(name(number))", counts: GroupCounts())
  }

  /// Entries by their names: commits, files, checks, overrides that are pending, notes, themes.
  static func long() throws -> Model {
    let places = 0..<count
    let files = places.map { file("a/file\(name($0))") }
    var model = try opened(
      summary(checks: places.map { "check\(name($0))" }), commits: places.map(numberedCommit),
      files: files)
    let owed = places.map { RepoPath("a/req\(name($0))") }
    _ = update(&model, .repo(.position(position(owed: owed))))
    let notes = try places.map {
      try note("Note \(name($0))", on: .commit(numbered(0)), date: 1900 - $0)
    }
    _ = update(&model, .notes(.known(NoteBook(notes))))
    model.themeNames = places.map { "theme\(name($0))" }
    model.configuration.theme = "theme10"
    return model
  }

  /// Events of as many syncs.
  static let events = (0..<count).map { place in
    SyncEvent(
      id: "event\(place)", kind: .weekly, outcome: .landed, date: 1900 - place,
      by: "Ana \(name(place)) <a@example.com>", from: id(1), to: id(2), commit: id(3))
  }
}
