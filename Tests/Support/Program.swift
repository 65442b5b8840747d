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

  /// Where the first git is in the folders of a `PATH`.
  static func git(in path: String) -> String {
    path.split(separator: ":").map { $0 + "/git" }.first { access($0, X_OK) == 0 } ?? "git"
  }

  /// Runs the program to its end.
  public func run(
    _ arguments: [String] = [], in folder: FilePath? = nil, input: [UInt8] = []
  ) throws -> Outcome {
    let scratch = URL(fileURLWithPath: TemporaryFolder.base).appendingPathComponent(
      "edgesync-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Files rather than pipes: nothing has to be read while it runs, however much it prints.
    let names = ["in", "out", "err"].map { scratch.appendingPathComponent($0) }
    try Data(input).write(to: names[0])
    for name in names[1...] { try Data().write(to: name) }
    let status = try Self.spawn(
      [path] + arguments, variables, in: folder?.string, names.map(\.path))
    return Outcome(
      status: status, output: Array(try Data(contentsOf: names[1])),
      error: Array(try Data(contentsOf: names[2])))
  }

  /// Runs a program and waits for it alone: Foundation's `Process` waits for every descendant that has
  /// inherited its socket, a server that goes on in the background among them.
  private static func spawn(
    _ words: [String], _ variables: [String: String], in folder: String?, _ streams: [String]
  ) throws -> Int32 {
    var variables = variables
    // As a shell has it after `cd`.
    if let folder { variables["PWD"] = folder }
    let process = try SpawnedChild.start(
      words, variables: variables, in: folder,
      streams: streams.enumerated().map { number, stream in
        (stream, number == 0 ? O_RDONLY : O_WRONLY | O_APPEND)
      })
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Errno(rawValue: errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}
