import Fixtures
import Foundation
import SystemPackage
import Testing

/// The real `edgesync` in a real terminal (tmux's), as a person sits before it.
///
/// Keys are taken one at a time: each is followed by waiting until the program has said, in its log,
/// that it did everything the key asked for. What is expected on the screen is waited for, as a
/// terminal draws in its own time.
final class TerminalSession {
  /// What a terminal says about itself.
  struct Kind {
    /// `TERM`.
    var type = "xterm-256color"
    /// `LC_ALL`.
    var locale = "C.UTF-8"
    /// More variables of the program's.
    var variables: [String: String] = [:]
  }

  /// The user's folder for configuration.
  let configuration: FilePath
  private let folder: TemporaryFolder
  private let log: FileDescriptor
  private let tmux: Program
  private let socket: String
  private var unread: [UInt8] = []
  private var idleLine = ""
  private var keys = 0

  /// Time that anything may take before a test gives up.
  private static let patience = Duration.seconds(30)

  /// Starts the program in a folder.
  ///
  /// - Parameters:
  ///   - arguments: The program's arguments.
  ///   - place: Where it runs.
  ///   - columns: The terminal's width.
  ///   - rows: Its height.
  ///   - kind: What the terminal says about itself.
  ///   - configuration: What stands in the user's `config.yml`.
  ///   - waits: Whether it is waited for until it has drawn everything.
  init(
    _ arguments: [String] = [], in place: FilePath, columns: Int = 100, rows: Int = 30,
    kind: Kind = Kind(), configuration text: String? = nil, waits: Bool = true
  ) throws {
    folder = try TemporaryFolder()
    configuration = folder.path.appending("config").appending("edgesync")
    try FileManager.default.createDirectory(
      atPath: configuration.string, withIntermediateDirectories: true)
    if let text {
      try Data(text.utf8).write(
        to: URL(fileURLWithPath: configuration.appending("config.yml").string))
    }
    let pipe = folder.path.appending("log")
    guard mkfifo(pipe.string, 0o600) == 0 else { throw Errno(rawValue: errno) }
    // Open for both, so that neither side waits for the other to open its end.
    log = try FileDescriptor.open(pipe, .readWrite)
    var variables = [
      "HOME": folder.path.string, "XDG_CONFIG_HOME": folder.path.appending("config").string,
      "TMPDIR": folder.path.string, "TERM": kind.type, "LC_ALL": kind.locale, "TZ": "UTC",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "SOURCE_DATE_EPOCH": String(PracticePair.now), "EDGESYNC_LOG": pipe.string,
      "GIT_CONFIG_NOSYSTEM": "1",
    ]
    variables.merge(kind.variables) { _, own in own }
    socket = folder.path.appending("tmux").string
    tmux = Program(
      "/usr/bin/env",
      variables: [
        "PATH": variables["PATH"] ?? "", "LC_ALL": "C.UTF-8", "HOME": folder.path.string,
        "TERM": "xterm-256color",
      ])
    let words = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let command =
      ["env", "-i"] + words + [EdgesyncProgram.path.string] + arguments
    let quoted = command.map { "'" + $0.replacing("'", with: "'\\''") + "'" }
    // The shell stays, so that what the program leaves behind on the screen can be looked at.
    let script = quoted.joined(separator: " ") + "; echo \"status $?\"; exec cat"
    try control(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", place.string,
      "/bin/sh", "-c", script)
    if waits { try settle() }
  }

  deinit {
    _ = try? control("kill-server")
    try? log.close()
  }

  // MARK: Input

  /// Presses keys, one after the other, by tmux's names: `j`, `Enter`, `Escape`, `C-d`, `PPage`.
  func press(_ names: String...) throws {
    for name in names {
      try control("send-keys", "-t", ":", name)
      keys += 1
      try settle()
    }
  }

  /// Types text, a key a character.
  func type(_ text: String) throws {
    for character in text {
      try control("send-keys", "-t", ":", "-l", String(character))
      keys += 1
    }
    try settle()
  }

  /// Sends bytes as they are, which count as some events.
  func send(_ bytes: String, events: Int) throws {
    try control("send-keys", "-t", ":", "-l", bytes)
    keys += events
    try settle()
  }

  /// Presses keys without waiting for what they lead to.
  func pressWithoutWaiting(_ names: String...) throws {
    for name in names { try control("send-keys", "-t", ":", name) }
    keys += names.count
  }

  /// Presses the mouse's first button at a cell, from 1, and lets it go.
  func click(column: Int, row: Int) throws {
    try send("\u{1B}[<0;\(column);\(row)M", events: 1)
    try send("\u{1B}[<0;\(column);\(row)m", events: 1)
  }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) throws {
    try control("resize-window", "-t", ":", "-x", "\(columns)", "-y", "\(rows)")
    try waitForLog { $0.hasSuffix("at \(columns)x\(rows)") }
  }

  // MARK: Output

  /// The screen's rows.
  var screen: [String] {
    get throws { try capture() }
  }

  /// The screen's rows with the escape sequences that colour them.
  var colours: [String] {
    get throws { try capture("-e") }
  }

  /// Waits until the screen shows something.
  @discardableResult
  func waits(
    for text: String, _ location: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    try waits(for: "“\(text)”", location) { rows in rows.contains { $0.contains(text) } }
  }

  /// Waits until the screen is as a condition says.
  @discardableResult
  func waits(
    for what: String, _ location: SourceLocation = #_sourceLocation,
    until condition: ([String]) -> Bool
  ) throws -> [String] {
    let start = ContinuousClock.now
    var rows: [String] = []
    while ContinuousClock.now - start < Self.patience {
      rows = try screen
      if condition(rows) { return rows }
    }
    Issue.record(
      "waited in vain for \(what) on this screen:\n\(rows.joined(separator: "\n"))",
      sourceLocation: location)
    return rows
  }

  /// Waits until the program has ended, and gives its status as the shell tells it.
  func waitsForEnd(_ location: SourceLocation = #_sourceLocation) throws -> Int? {
    let rows = try waits(for: "the program's end", location) { rows in
      rows.contains { $0.hasPrefix("status ") }
    }
    return rows.lazy.compactMap { row in
      row.hasPrefix("status ") ? Int(row.dropFirst(7)) : nil
    }.first
  }

  /// What the program is, for signals.
  var processID: Int32 {
    get throws {
      let shell = try control("display-message", "-p", "-t", ":", "#{pane_pid}").text
      let children = try Program("/usr/bin/pgrep").run(["-P", shell]).lines
      return children.first.flatMap { Int32($0) } ?? 0
    }
  }

  /// The terminal's modes that a program may leave wrong: what tmux knows of them.
  var modes: String {
    get throws {
      try control(
        "display-message", "-p", "-t", ":",
        "#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}"
      ).text
    }
  }

  /// Waits until everything that keys asked for is done and drawn.
  func settle() throws {
    let wanted = "idle after \(keys) events"
    try waitForLog { $0.contains(wanted) }
  }

  @discardableResult
  private func control(_ arguments: String...) throws -> Program.Outcome {
    let outcome = try tmux.run(["tmux", "-S", socket, "-f", "/dev/null"] + arguments)
    guard outcome.status == 0 else {
      throw Plumbing.Failure(description: "tmux \(arguments): \(outcome.errorText)")
    }
    return outcome
  }

  private func capture(_ options: String...) throws -> [String] {
    let outcome = try tmux.run(
      ["tmux", "-S", socket, "capture-pane", "-p", "-t", ":"] + options)
    return outcome.text.components(separatedBy: "\n")
  }

  /// Reads the program's log until its last line on being idle is as wanted.
  private func waitForLog(_ isWanted: (String) -> Bool) throws {
    let start = ContinuousClock.now
    while !isWanted(idleLine) {
      guard ContinuousClock.now - start < Self.patience else {
        let rows = try screen.joined(separator: "\n")
        throw Plumbing.Failure(description: "no answer, last “\(idleLine)”, screen:\n\(rows)")
      }
      var entry = pollfd(fd: log.rawValue, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 1000) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = try buffer.withUnsafeMutableBytes { try log.read(into: $0) }
      unread += buffer.prefix(count)
      while let end = unread.firstIndex(of: 0x0A) {
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread.removeFirst(end + 1)
        // A later line may still come: the last that is wanted counts.
        if line.contains("idle after") { idleLine = line }
        if isWanted(idleLine) { break }
      }
    }
  }
}
