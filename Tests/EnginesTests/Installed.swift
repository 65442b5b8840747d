import Foundation
import Support
import Testing

/// Programs that a machine may have.
enum Installed {
  /// A program's path; nil where it isn't installed.
  static func path(of program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
      "\($0)/\(program)"
    }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What a program in Python prints.
  static func python(_ program: String, input: String) throws -> Data {
    let outcome = try Program(try #require(path(of: "python3"))).run(
      ["-c", program], input: Array(input.utf8))
    #expect(outcome.status == 0, "\(outcome.errorText)")
    return Data(outcome.text.utf8)
  }
}
