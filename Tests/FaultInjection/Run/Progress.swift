import Foundation
import SystemPackage

/// The progress of all suites, as it is kept in a file.
struct Progress: Codable {
  /// The seed of the cases.
  let seed: UInt64
  /// The program they were run on, by the hash of its bytes.
  let program: String
  /// What is done, by the suite's name.
  var suites: [String: SuiteProgress] = [:]

  /// Reads what is kept for a seed and a program; fresh where there is none, or it is another's.
  init(in file: FilePath, seed: UInt64, program: String) {
    self.seed = seed
    self.program = program
    guard let data = FileManager.default.contents(atPath: file.string),
      let kept = try? JSONDecoder().decode(Progress.self, from: data), kept.seed == seed,
      kept.program == program
    else { return }
    suites = kept.suites
  }

  /// Keeps it.
  func write(to file: FilePath) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try encoder.encode(self).write(to: URL(fileURLWithPath: file.string), options: .atomic)
  }
}
