import Foundation

/// Programs that a machine may have.
enum InstalledProgram {
  /// A program's path; nil where it isn't installed.
  static func path(of program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
      "\($0)/\(program)"
    }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
