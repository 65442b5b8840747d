import Foundation
import SystemPackage

/// A program that runs beside the test until it is told to end or ends by itself.
public final class RunningProgram: @unchecked Sendable {
  private let process = Process()
  private let scratch: TemporaryFolder

  /// Starts a program without a terminal.
  public init(
    _ path: String, _ arguments: [String], variables: [String: String], in folder: FilePath
  ) throws {
    scratch = try TemporaryFolder()
    let files = ["out", "err"].map { URL(fileURLWithPath: scratch.path.appending($0).string) }
    for file in files { try Data().write(to: file) }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = variables
    process.currentDirectoryURL = URL(fileURLWithPath: folder.string)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Sends a signal.
  public func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for the end and tells how it ended.
  public func wait() throws -> Program.Outcome {
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    let read = { (name: String) in
      Array(try Data(contentsOf: URL(fileURLWithPath: self.scratch.path.appending(name).string)))
    }
    return Program.Outcome(
      status: isSignal ? 128 + process.terminationStatus : process.terminationStatus,
      output: try read("out"), error: try read("err"))
  }
}

extension EdgesyncProgram {
  /// Starts the program and goes on.
  public func start(_ arguments: [String], in folder: FilePath) throws -> RunningProgram {
    try RunningProgram(Self.path.string, arguments, variables: variables, in: folder)
  }
}
