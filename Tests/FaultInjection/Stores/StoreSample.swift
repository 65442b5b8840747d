import Foundation
import Support
import SystemPackage

/// A pair whose upstream has a shape and is sound, with what each command says of it; its copies are damaged.
struct StoreSample: Sendable {
  /// How upstream keeps its objects.
  let shape: StoreShape
  /// The id of upstream's newest commit.
  let tip: String
  /// What each command prints.
  private let answers: [StoreCommand: [UInt8]]
  /// The tree that a pin lands.
  private let landed: String
  private let folder: FilePath

  /// Makes the pair in a folder.
  init(_ shape: StoreShape, in folder: FilePath) throws {
    self.shape = shape
    self.folder = folder
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    // Versions of larger files, so that there are deltas on deltas.
    var text = (0..<400).map { "line \($0) of many in a file that changes now and then\n" }
    for version in 0..<24 {
      text[(version * 37) % text.count] = "version \(version)\n"
      try pair.advance(
        [
          "Dockerfile": .text("FROM python:\(version / 8)\n"), "app.py": .text(text.joined()),
          "requirements.txt": .text("fastapi==2\n"), "run.sh": .text("#!/bin/sh\n"),
          "utils": .folder(["new.py": .text("new = \(version)\n")]),
        ], other: "package gateway // \(version % 5)\n", subject: "Version \(version)",
        time: 1_790_001_000 + 600 * version)
    }
    tip = try pair.platform.git.line("rev-parse", "main")
    try shape.form(pair.platform.git)
    _ = try Program("/bin/cp").run(["-a", pair.folder.path.string + "/.", folder.string + "/"])
    var answers: [StoreCommand: [UInt8]] = [:]
    var landed = ""
    for command in StoreCommand.allCases {
      let copy = try Self.copied(folder)
      let outcome = try Self.run(command, tip, in: copy.path)
      guard outcome.status == 0 else { throw Plumbing.Failure(description: outcome.errorText) }
      answers[command] = outcome.output
      if command == .pin { landed = try Self.edge(in: copy.path).line("rev-parse", "HEAD^{tree}") }
    }
    self.answers = answers
    self.landed = landed
    let listed = try pair.platform.git.run("rev-list", "main", "^" + pair.pin).lines
    let told = try JSON(parsing: answers[.log] ?? [])["commits"].elements.compactMap {
      $0["id"].text
    }
    guard Set(told) == Set(listed) else {
      throw Plumbing.Failure(description: "git lists other commits of the sound store")
    }
  }

  /// Copies the pair.
  func copy() throws -> TemporaryFolder { try Self.copied(folder) }

  /// Runs a command on a copy and says what is wrong with how it went.
  func faults(_ command: StoreCommand, in copy: FilePath) throws -> [String] {
    let edge = Self.edge(in: copy)
    let branch = edge.folder.appending(".git/refs/heads/main").string
    let head = FileManager.default.contents(atPath: branch)
    let start = ContinuousClock.now
    let outcome = try Self.run(command, tip, in: copy)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    var faults: [String] = []
    if ![0, 1, 2, 3, 5, 64, 78].contains(outcome.status) {
      faults.append("exit status \(outcome.status): \(outcome.errorText.suffix(300))")
    }
    if seconds > Self.longest { faults.append("it took \(seconds) s") }
    if !outcome.unsafeText.isEmpty { faults.append("unsafe text \(outcome.unsafeText)") }
    if outcome.status != 0, !outcome.errorText.contains("edgesync: ") {
      faults.append("no reason given")
    }
    // What lies outside of every mapping may be passed over, as long as that is said.
    if outcome.status == 0, command != .pin, outcome.output != answers[command],
      !outcome.errorText.contains(", outside of every mapping, isn't listed: ")
    {
      let sound = answers[command] ?? []
      let place = zip(sound, outcome.output).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
      let part = String(
        decoding: outcome.output.dropFirst(max(0, place - 60)).prefix(200), as: UTF8.self)
      faults.append("another answer than that of the sound store: \(part)")
    }
    if command == .pin, outcome.status == 0 {
      if try edge.line("rev-parse", "HEAD^{tree}") != landed { faults.append("other files landed") }
      let sound = try edge.outcome(["fsck", "--no-dangling", "--no-progress"])
      if sound.status != 0 { faults.append("git fsck of the edge repo: \(sound.errorText)") }
    } else if FileManager.default.contents(atPath: branch) != head {
      faults.append("the branch moved")
    }
    return faults
  }

  /// Seconds that a command may take; several run side by side.
  private static let longest = 5.0

  private static func edge(in folder: FilePath) -> Plumbing { Plumbing(folder.appending("edge")) }

  private static func copied(_ folder: FilePath) throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    _ = try Program("/bin/cp").run(["-a", folder.string + "/.", copy.path.string + "/"])
    return copy
  }

  /// Runs a command that may take 300 MB and 10 s of the processor.
  private static func run(
    _ command: StoreCommand, _ tip: String, in folder: FilePath
  ) throws -> Program.Outcome {
    let program = EdgesyncProgram(
      home: folder.appending("home"), temporary: folder.appending("tmp"))
    return try Program("/bin/sh", variables: program.variables).run(
      [
        "-c", "ulimit -t 10; ulimit -d \(MemoryLimit.megabytes(300)); exec timeout -k 1 15 \"$@\"",
        "sh",
        EdgesyncProgram.name,
      ] + command.arguments(tip), in: folder.appending("edge"))
  }
}
