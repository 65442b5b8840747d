import Foundation
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
  /// of conflicts that the user has set.
  ///
  /// - Parameter gitFolder: The git folder whose configuration counts.
  package func merge(
    into yours: [UInt8], from before: [UInt8], to now: [UInt8], labels: MergeLabels,
    gitFolder: FilePath
  ) throws(GitError) -> Merge {
    let folder = try Self.makeFolder()
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let result = folder.entry("yours")
    try Self.write(yours, to: result)
    try Self.write(before, to: folder.entry("before"))
    try Self.write(now, to: folder.entry("now"))
    let arguments = [
      "merge-file", "--quiet", "-L", labels.yours, "-L", labels.before, "-L", labels.now, "--",
      "yours", "before", "now",
    ]
    let answer = try ask(arguments, of: gitFolder, in: folder)
    guard 0...Int32(Self.maximumConflicts) ~= answer.status else {
      throw Self.failure(answer, of: arguments)
    }
    let bytes = try FileSync.readFile(result, limit: .max) ?? []
    var conflicts = Int(answer.status)
    if conflicts == Self.maximumConflicts {
      let mark = Array("<<<<<<< \(labels.yours)".utf8)
      conflicts = max(
        conflicts, bytes.split(separator: 0x0A).count { $0.starts(with: mark) })
    }
    return Merge(bytes: bytes, conflicts: conflicts)
  }

  /// Makes a folder that nobody else may look into.
  private static func makeFolder() throws(GitError) -> FilePath {
    let place = FilePath(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")
    var template = place.entry("edgesync-merge-XXXXXX").bytes.map { CChar(bitPattern: $0) } + [0]
    guard mkdtemp(&template) != nil else {
      throw .file(
        path: place.text, operation: "make a folder in",
        reason: SafeText(Errno(rawValue: errno).description))
    }
    return FilePath(platformString: template)
  }

  private static func write(_ bytes: [UInt8], to path: FilePath) throws(GitError) {
    do {
      let file = try FileDescriptor.open(
        path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
        permissions: .ownerReadWrite)
      _ = try file.closeAfter { try file.writeAll(bytes) }
    } catch {
      throw .file(
        path: path.text, operation: "write",
        reason: SafeText((error as? Errno)?.description ?? String(describing: error)))
    }
  }
}
