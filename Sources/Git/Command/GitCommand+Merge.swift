import SystemPackage
import Text

extension GitCommand {
  /// What conflicts name the three texts of a merge.
  package struct MergeLabels: Sendable {
    let yours: String
    let before: String
    let now: String

    /// Labels in the order of `git merge-file`.
    package init(yours: String, before: String, now: String) {
      (self.yours, self.before, self.now) = (yours, before, now)
    }
  }

  /// What becomes of lines that both sides changed.
  package enum MergeStyle: Sendable {
    /// They are a conflict, which is marked.
    case marked
    /// Both sides' lines stay, as the attribute `merge=union` has it.
    case union
  }

  /// What became of a merge.
  package struct Merge: Sendable {
    /// The text, with marks around what is in conflict.
    package let bytes: [UInt8]
    /// Places in conflict.
    package let conflicts: Int
  }

  /// Places in conflict that git tells of at the most (git-merge-file(1)).
  private static let maximumConflicts = 127

  /// Brings the change from one text to another into a third one: what `git merge-file` makes of them, in the style
  /// of conflicts that the user has set. The texts stand in memory alone, so that nothing is left of them however
  /// this ends.
  ///
  /// - Parameters:
  ///   - gitFolder: The git folder whose configuration counts.
  ///   - patience: How long git has for it.
  /// - Throws: ``GitError/overdue(words:seconds:)`` where it takes longer, else ``GitError/command(words:status:output:)``
  ///   with what git says.
  package func merge(
    into yours: [UInt8], from before: [UInt8], to now: [UInt8], labels: MergeLabels,
    style: MergeStyle = .marked, gitFolder: FilePath, within patience: Duration = .seconds(20)
  ) throws(GitError) -> Merge {
    var files: [MemoryFile] = []
    defer { for file in files { file.close() } }
    do {
      for text in [yours, before, now] { files.append(try MemoryFile(text)) }
    } catch {
      throw .file(
        path: "in memory", operation: "keep a text",
        reason: "\((error as? Errno)?.description ?? String(describing: error))")
    }
    var arguments = ["merge-file", "-p"]
    switch style {
    case .marked: break
    case .union: arguments.append("--union")
    }
    for label in [labels.yours, labels.before, labels.now] { arguments += ["-L", label] }
    arguments.append("--")
    arguments += files.map { "/proc/self/fd/\($0.descriptor.rawValue)" }
    let answer = try ask(
      arguments, of: gitFolder, in: gitFolder, passing: files.map(\.descriptor), within: patience)
    guard answer.overdue == nil, 0...Int32(Self.maximumConflicts) ~= answer.status else {
      throw Self.failure(answer, of: arguments)
    }
    var conflicts = Int(answer.status)
    if conflicts == Self.maximumConflicts {
      let mark = Array("<<<<<<< \(labels.yours)".utf8)
      conflicts = max(
        conflicts, answer.output.split(separator: 0x0A).count { $0.starts(with: mark) })
    }
    return Merge(bytes: answer.output, conflicts: conflicts)
  }
}
