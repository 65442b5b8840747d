import Foundation
import Git
import SystemPackage
import Text

/// What a diagnosis looks at beside the edge repo: the environment, the clock, the disk.
package struct Surroundings: Sendable {
  /// The variables of whoever runs it.
  package var environment: [String: String]
  /// Whether a terminal is there to be drawn on.
  package var hasTerminal: Bool
  /// The present moment, in seconds since 1970.
  package var now: Int
  /// How long one question may take.
  package var patience = Duration.seconds(20)
  /// Bytes that are free where a path is; nil where that isn't known.
  package var freeBytes: @Sendable (FilePath) -> Int?

  /// What is given.
  package init(
    environment: [String: String], hasTerminal: Bool, now: Int,
    freeBytes: @escaping @Sendable (FilePath) -> Int? = Surroundings.free
  ) {
    self.environment = environment
    self.hasTerminal = hasTerminal
    self.now = now
    self.freeBytes = freeBytes
  }

  /// Bytes that a user may still write where a path is; nil where the system doesn't say.
  package static func free(_ path: FilePath) -> Int? {
    var status = statvfs()
    guard path.withPlatformString({ statvfs($0, &status) }) == 0 else { return nil }
    return Int(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
  }

  /// The folder for temporary files.
  var temporaryFolder: FilePath { FilePath(environment["TMPDIR"] ?? "/tmp") }

  /// Whether the user is the machine's administrator.
  var isAdministrator: Bool { geteuid() == 0 }
}

extension Surroundings {
  /// Those of this process.
  package static var current: Surroundings {
    let environment = ProcessInfo.processInfo.environment
    // As for every command, so that what is told of ages can be told again.
    let now = environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }
    return Surroundings(
      environment: environment, hasTerminal: isatty(STDOUT_FILENO) == 1,
      now: now ?? Int(Date().timeIntervalSince1970))
  }
}
