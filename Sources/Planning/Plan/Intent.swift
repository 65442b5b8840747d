import Foundation
import Git
import Rules
import SystemPackage
import Text

/// What a landing is about to do, on disk before the branch moves: enough for the next run to finish it
/// or to know that nothing happened.
package struct Intent: Codable {
  /// What stands in the place of an intent is none.
  struct Damaged: ActionableError {
    let path: FilePath

    /// What failed.
    var what: SafeText { "\(path.text) can't be read" }
    /// Why it failed.
    var why: SafeText { "it doesn't say which sync was being landed" }
    /// The next step.
    var remedy: SafeText {
      let other = FilePath(bytes: path.bytes + Array(".damaged".utf8))
      return
        "Compare the files with HEAD by `git status`, and move it away with `mv \(word: path) \(word: other)`"
    }
    /// The exit status it leads to.
    var exitStatus: ExitStatus { .failed }
  }

  /// Bytes of an intent at the most: hundreds of thousands of steps.
  private static let maximumBytes = 1 << 28

  /// A path and what becomes of it.
  struct Step: Codable {
    /// What index and work tree held, where that wasn't what HEAD had.
    struct Drifted: Codable {
      let index: String?
      let workTree: String?
    }

    let path: String
    let old: String?
    let new: String?
    let drifted: Drifted?
  }

  /// The branch's full name.
  package let branch: String
  /// The commit it leads to before.
  package let before: String
  /// The commit it leads to after.
  package let after: String
  /// Every path that changes, the lock and the changelog among them.
  let steps: [Step]
  /// What it is, for people.
  package let title: String

  package init(
    branch: String, before: ObjectID, after: ObjectID, steps: [Plan.Step], title: SafeText
  ) {
    self.branch = branch
    self.before = before.hex
    self.after = after.hex
    self.title = title.string
    self.steps = steps.map { step in
      Step(
        path: step.path.lineText, old: step.old.map(Self.text), new: step.new.map(Self.text),
        drifted: step.drifted.map {
          Step.Drifted(index: $0.index.map(Self.text), workTree: $0.workTree.map(Self.text))
        })
    }
  }

  /// The steps as the plan has them; those that can't be read, and those that no plan has, are left out.
  package var planSteps: [Plan.Step] {
    steps.compactMap { step in
      guard let path = RepoPath(percentEscaped: step.path), PathGuard.refusal(of: path) == nil
      else {
        return nil
      }
      return Plan.Step(
        path: path, old: Self.item(step.old), new: Self.item(step.new),
        drifted: step.drifted.map {
          Plan.Step.Drifted(index: Self.item($0.index), workTree: Self.item($0.workTree))
        })
    }
  }

  /// A name that no other landing uses for the file it exchanges at a step.
  package func temporaryName(_ step: Int) -> String { ".edgesync-\(after.prefix(12))-\(step)" }

  private static func text(_ item: TreeItem) -> String { "\(item.mode.digits) \(item.id.hex)" }

  private static func item(_ text: String?) -> TreeItem? {
    guard let words = text?.split(separator: " "), words.count == 2,
      let mode = UInt32(words[0], radix: 8).map({ FileMode(canonical: $0) }),
      let id = ObjectID(hex: words[1])
    else { return nil }
    return TreeItem(mode: mode, id: id)
  }

  private static func path(in state: FilePath) -> FilePath { state.entry("intent.json") }

  /// Reads the intent that an ended run left; nil where there is none.
  package static func read(in state: FilePath) throws -> Intent? {
    guard let bytes = try FileSync.readFile(path(in: state), limit: maximumBytes) else {
      return nil
    }
    do {
      return try JSONDecoder().decode(Intent.self, from: Data(bytes))
    } catch {
      throw Damaged(path: path(in: state))
    }
  }

  /// Writes the intent, synced to disk.
  package func write(in state: FilePath) throws {
    try FileSync.replaceFile(Self.path(in: state), with: Array(try JSONEncoder().encode(self)))
  }

  /// Removes the intent, synced to disk.
  package static func clear(in state: FilePath) throws(GitError) {
    try FileSync.removeFile(path(in: state))
  }

  /// When the intent was written, in seconds since 1970; nil where there is none.
  package static func date(in state: FilePath) -> Int? {
    var buffer = stat()
    guard path(in: state).withPlatformString({ stat($0, &buffer) }) == 0 else { return nil }
    #if canImport(Darwin)
      return buffer.st_mtimespec.tv_sec
    #else
      return buffer.st_mtim.tv_sec
    #endif
  }
}
