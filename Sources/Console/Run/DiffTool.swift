import Foundation
import Git
import Subprocess
import SystemPackage
import Text

/// The diff tool that git is set to use, on the terminal that the console gave back for it.
struct DiffTool {
  /// Why it couldn't be used.
  struct Failure: ActionableError {
    let reason: SafeText

    /// What failed.
    var what: SafeText { "`git difftool` failed" }
    /// Why it failed.
    var why: SafeText { reason }
    /// The next step.
    var remedy: SafeText { "See which tools there are with `git difftool --tool-help`" }
    /// The exit status it leads to.
    var exitStatus: ExitStatus { .failed }
  }

  /// The edge repo, whose settings and whose user's say which tool it is.
  let root: FilePath

  /// Shows two versions of a file, and waits until the tool ends; one that isn't there is an empty file.
  func show(_ old: [UInt8], _ new: [UInt8], of path: RepoPath) async throws {
    guard let git = ProgramSearch(outside: [root]).find("git") else {
      throw Failure(reason: "there is no git")
    }
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "edgesync-diff-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: folder) }
    // By its name a tool knows what the text is; nothing else of a name that somebody else made is used.
    let suffix = path.name.split(separator: UInt8(ascii: ".")).dropFirst().last.map {
      String(decoding: $0, as: UTF8.self)
    }
    let isPlain = suffix?.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? false
    let name = isPlain ? "file.\(suffix ?? "")" : "file"
    for (side, bytes) in [("before", old), ("after", new)] {
      let place = folder.appending(path: side)
      try manager.createDirectory(
        at: place, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try Data(bytes).write(to: place.appending(path: name))
    }
    let status = try await TerminalProgram.run(
      git,
      [
        "difftool", "--no-index", "--no-prompt",
        folder.appending(path: "before/\(name)").path(percentEncoded: false),
        folder.appending(path: "after/\(name)").path(percentEncoded: false),
      ], in: root)
    // With 1 it says that they differ.
    if case .exited(let code) = status, code <= 1 { return }
    throw Failure(reason: SafeText("\(status)"))
  }
}
