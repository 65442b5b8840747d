import Git
import Journal
import Rules
import Text

@testable import Console

/// What is read in a literal model, and what is pending in it.
extension LiteralModel {
  /// A change of a file of the same path upstream, from one digit's blob to another's.
  static func change(_ name: String, _ old: Int?, _ new: Int?) -> TreeChange {
    func item(_ digit: Int) -> TreeItem { TreeItem(mode: .file, id: id(digit)) }
    return TreeChange(path: RepoPath(name), old: old.map(item), new: new.map(item))
  }

  /// A file with two hunks, longer than the screen; a short one; an override; one outside.
  static let readFiles = [
    file("a/one", .synced, change("a/one", 5, 6)), file("a/two", .synced, change("a/two", 5, 7)),
    file("a/req", .edge, change("a/req", 5, 8)),
    file("b/out", .outside, change("b/out", 5, 9)),
  ]

  /// A line that is wider than the reading pane.
  static let wideLine = String(repeating: "wide ", count: 30) + "end"

  /// The lines of those that are open.
  static let patches = [
    LiteralPatch.make([
      [" alpha", "-beta", "+BETA", " " + wideLine],
      [" omega"] + (1...60).map { "+line \($0)" },
    ]),
    LiteralPatch.make([[" x", "-y", "+Y", " z"]]),
    LiteralPatch.make([["-fastapi==1", "+fastapi==2"]]),
  ]

  /// The source of one of those as it is read at first.
  static func source(_ file: Int, _ lens: DiffLens = .upstream) -> DiffSource {
    DiffSource(change: readFiles[file].change, settings: DiffSettings(), lens: lens)
  }

  /// What is read of one of those.
  static func body(_ file: Int) -> DiffBody {
    DiffBody(patches[file], of: readFiles[file].change)
  }

  /// The key of the newest commit's files.
  static let key = FileList.Key(candidate: id(4), scope: .sincePin)

  static func read(_ summary: RepoSummary) throws -> Model {
    var model = try opened(summary, files: readFiles)
    for file in patches.indices { _ = update(&model, .diff(.found(source(file), body(file)))) }
    return model
  }

  // MARK: What is pending

  /// An emergency that took a commit.
  static let owed = Lock.OwedReview(
    from: id(8), to: id(9), reason: "on fire", by: "Ana <a@example.com>", date: 1500)

  static func position(
    owed: [RepoPath] = [], drift: Int = 0, isRewritten: Bool = false
  ) -> RepoPosition {
    RepoPosition(
      behind: GroupCounts(readFiles), drift: drift, strays: 0, owed: owed,
      isRewritten: isRewritten, lastSync: nil)
  }

  /// A hold of a commit.
  static func hold(_ digit: Int) -> Lock.Hold {
    Lock.Hold(id: id(digit), reason: "slow", by: "Ana <a@example.com>", date: 1500)
  }

  // MARK: What was noted

  /// A note that somebody made.
  static func note(
    _ text: String, on subject: Note.Subject = .commit(id(3)), isFollowUp: Bool = false,
    date: Int = 1500
  ) throws -> Note {
    guard let draft = Note.Draft(on: subject, text: text, isFollowUp: isFollowUp) else {
      throw CancellationError()
    }
    return try Note(draft, by: "Ana", date: date)
  }

  /// What a note is on that is on a line of `a/one`, at the newest commit.
  static func line(_ number: Int) -> Note.Subject {
    .file(
      NotedFile(
        FileVersion(upstreamPath: "a/one", blob: id(6)), path: "a/one", line: number))
  }
}

/// What is told of commits.
extension LiteralModel {
  /// The key of the newest commit's own files.
  static let alone = FileList.Key(candidate: id(4), scope: .commitAlone)

  static func whole(_ digit: Int) -> Commit {
    let who = Signature(name: "Ada", email: "ada@example.com", time: 1000 + digit)
    return Commit(
      id: id(digit), tree: .emptyTree, parents: [id(digit - 1)], author: who, committer: who,
      message: "Change \(digit)\n\nBecause of \(digit).\n")
  }

  static func text(_ digit: Int) -> CommitText { CommitText(whole(digit)) }
}
