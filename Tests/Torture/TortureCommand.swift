import ArgumentParser
import Foundation
import Support
import SystemPackage
import TortureKit

/// `make torture`: the long form of what the tests do to edgesync for seconds.
@main
struct TortureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "torture",
    abstract: "Kill, starve and deceive edgesync, and judge what is left by git's plumbing.",
    discussion: "Goes on where an earlier run with the same seed and program stopped.")

  @Option(help: "The seed that all choices follow from.")
  var seed: UInt64 = 1
  @Option(help: "How long.")
  var minutes = 120.0
  @Option(help: "How many cases run side by side.")
  var workers = 3
  @Option(help: "A part to run; all where none is named.")
  var part: [String] = []
  @Option(name: .customLong("case"), help: "One case of the part, by its name.")
  var caseName: String?
  @Option(help: "A scene that faults are placed in, as pin-plain; all where none is named.")
  var scene: [String] = []
  @Option(help: "Where progress is kept.")
  var state = ".build/torture"
  @Flag(help: "Forget what was done before.")
  var fresh = false

  func run() throws {
    guard let parts = Parts.named(part) else {
      throw ValidationError(
        "There is no such part. There are: \(Parts.all.map(\.name).joined(separator: ", ")).")
    }
    if caseName != nil, part.count != 1 {
      throw ValidationError("A case needs the name of its part.")
    }
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let file = FilePath(state).appending("progress-\(seed).json")
    if fresh { try? FileManager.default.removeItem(atPath: file.string) }
    let memory = FilePath("/dev/shm")
    let base = access(memory.string, W_OK) == 0 ? memory : FilePath(NSTemporaryDirectory())
    let scratch = try Scratch(base.appending("edgesync-torture-\(getpid())"))
    defer { try? scratch.remove() }
    // What the parts make beside their cases' folders is in memory too: on a disk, syncs take most of the time.
    let temporary = scratch.folder.appending("tmp")
    try FileManager.default.createDirectory(
      atPath: temporary.string, withIntermediateDirectories: true)
    setenv("TMPDIR", temporary.string, 1)
    let setting = Setting(
      seed: seed, program: EdgesyncProgram.path, folder: scratch.folder, only: scene)
    let torture = try Torture(
      parts, setting, keepingProgressIn: caseName == nil ? file : nil,
      announce: { Self.say("preparing: \($0)") })
    if let caseName {
      guard let outcome = torture.run(case: caseName, of: part[0]) else { return }
      Self.say("\(outcome.verdict) \(outcome.points.joined(separator: " "))")
      if case .breach = outcome.verdict { throw ExitCode.failure }
      return
    }
    try torture.run(workers: workers, seconds: minutes * 60) { [seed] part, name, outcome in
      if case .breach(let what) = outcome.verdict {
        Self.say("BREACH \(what)\n  make torture SEED=\(seed) PART=\(part.name) CASE=\(name)")
      }
    }
    let report = Report(seed: seed, torture.progress)
    for line in report.lines { Self.say(line) }
    if report.breaches > 0 { throw ExitCode.failure }
  }

  /// Prints a line at once, into a file too.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
