import Foundation
import Git
import Subprocess
import SystemPackage
import Text

/// The user's editor, on the terminal that the console gave back for it.
struct Editor {
  /// Why it couldn't be used.
  struct Failure: ActionableError {
    let command: SafeText
    let reason: SafeText

    /// What failed.
    var what: SafeText { "the editor `\(command)` failed" }
    /// Why it failed.
    var why: SafeText { reason }
    /// The next step.
    var remedy: SafeText { "Set EDITOR to one that is installed" }
    /// The exit status it leads to.
    var exitStatus: ExitStatus { .failed }
  }

  /// Editors that take `+LINE` before the file.
  private static let knowingLines: Set<String> = [
    "ed", "emacs", "emacsclient", "ex", "jed", "joe", "kak", "mg", "micro", "nano", "ne", "nvi",
    "nvim", "vi", "view", "vim",
  ]

  /// What the user set, as git takes it: a command for the shell.
  private let command: String

  /// The editor that an environment names.
  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    command =
      ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
  }

  /// Opens a file and waits until the editor ends.
  func open(_ path: FilePath, line: Int?) async throws {
    var arguments = ["-c", "exec \(command) \"$@\"", "edgesync"]
    let program = command.split(separator: " ").first.map { $0.split(separator: "/").last ?? $0 }
    if let line, let program, Self.knowingLines.contains(String(program)) {
      arguments.append("+\(line)")
    }
    // The path is absolute, so that no editor takes it for an option.
    arguments.append(path.string)
    let status = try await TerminalProgram.run("/bin/sh", arguments)
    if !status.isSuccess {
      throw Failure(command: SafeText(command), reason: SafeText("\(status)"))
    }
  }
}
