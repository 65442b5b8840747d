import Foundation
import SystemPackage

/// A place in a check's command where it says that it got there and waits to be let on.
public struct Gate: Sendable {
  private let began: FilePath
  private let open: FilePath

  /// Makes a gate in a folder.
  public init(in folder: FilePath) throws {
    began = folder.appending("gate.began")
    open = folder.appending("gate.open")
    for path in [began, open] where mkfifo(path.string, 0o600) != 0 {
      throw Errno(rawValue: errno)
    }
  }

  /// The command that waits at the gate of an ``EdgePair``, whose folder stands for `@FOLDER@`.
  public static let command = "echo > @FOLDER@/gate.began; cat @FOLDER@/gate.open"

  /// Waits until somebody is at the gate; whether anybody came within a minute.
  public func someoneCame() throws -> Bool {
    try Program("/usr/bin/timeout").run(["60", "cat", began.string]).status == 0
  }

  /// Lets one on.
  public func letOn() throws {
    _ = try Program("/usr/bin/timeout").run(
      ["60", "sh", "-c", "echo > \"$1\"", "sh", open.string])
  }
}
