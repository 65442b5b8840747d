import Foundation
import SystemPackage

/// A program that tests run and wait for.
public struct Program: Sendable {
  /// How a run ended, and what it printed.
  public struct Outcome: Sendable {
    /// The exit status; 128 and the signal's number where a signal ended it.
    public let status: Int32
    /// Standard output.
    public let output: [UInt8]
    /// Standard error.
    public let error: [UInt8]

    /// Standard output as text, without the newline at its end.
    public var text: String {
      var text = String(decoding: output, as: UTF8.self)
      if text.hasSuffix("\n") { text.removeLast() }
      return text
    }

    /// Standard error as text.
    public var errorText: String { String(decoding: error, as: UTF8.self) }

    /// Standard output's lines.
    public var lines: [String] { text.isEmpty ? [] : text.components(separatedBy: "\n") }
  }

  private let path: String
  private let variables: [String: String]

  /// A program by its path.
  ///
  /// - Parameter variables: Its whole environment; this process's where nil.
  public init(_ path: String, variables: [String: String]? = nil) {
    self.path = path
    self.variables = variables ?? ProcessInfo.processInfo.environment
  }

  /// Runs the program to its end.
  public func run(
    _ arguments: [String] = [], in folder: FilePath? = nil, input: [UInt8] = []
  ) throws -> Outcome {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(
      "edgesync-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Files rather than pipes: nothing has to be read while it runs, however much it prints.
    let names = ["in", "out", "err"].map { scratch.appendingPathComponent($0) }
    try Data(input).write(to: names[0])
    for name in names[1...] { try Data().write(to: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = variables
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.string) }
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Outcome(
      status: isSignal ? 128 + process.terminationStatus : process.terminationStatus,
      output: Array(try Data(contentsOf: names[1])), error: Array(try Data(contentsOf: names[2])))
  }
}
