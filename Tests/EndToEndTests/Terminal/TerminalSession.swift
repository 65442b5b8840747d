import Foundation
import Support
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
    /// Whether the user has yet to say that checks may run.
    var asksForConsent = false
    /// More variables of the program's.
    var variables: [String: String] = [:]
    /// Whether a shell with job control runs the program: once that is stopped, the shell says
    /// `stopped` and brings it back for a line of input.
    var hasJobControl = false
  }

  /// The user's folder for configuration.
  let configuration: FilePath
  /// The user's home, which is the place for temporary files too.
  var home: FilePath { folder.path }
  private let folder: TemporaryFolder
  private let log: FileDescriptor
  private let output: FileDescriptor
  private let tmux: Program
  private let socket: String
  private var unread: [UInt8] = []
  private var logged: [String] = []
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
    let home = folder.path
    // The question whether checks may run is a test's own.
    if !kind.asksForConsent {
      try folder.write("[edgesync]\n\trunChecks = true\n", to: ".gitconfig")
    }
    let pipes = ["log", "output"].map { home.appending($0) }
    for pipe in pipes where mkfifo(pipe.string, 0o600) != 0 { throw Errno(rawValue: errno) }
    // Open for both, so that neither side waits for the other to open its end.
    log = try FileDescriptor.open(pipes[0], .readWrite)
    output = try FileDescriptor.open(pipes[1], .readWrite)
    var variables = [
      "HOME": folder.path.string, "XDG_CONFIG_HOME": folder.path.appending("config").string,
      "TMPDIR": folder.path.string, "TERM": kind.type, "LC_ALL": kind.locale, "TZ": "UTC",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "SOURCE_DATE_EPOCH": String(PracticePair.now), "EDGESYNC_LOG": pipes[0].string,
      "GIT_CONFIG_NOSYSTEM": "1", "EDGESYNC_SANDBOX": "off",
    ]
    variables.merge(EdgesyncProgram.ofSanitizers) { own, _ in own }
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
    let run = quoted.joined(separator: " ")
    // The shell stays, so that what the program leaves behind on the screen can be looked at.
    let script = """
      stty -g > "$0.before"
      \(kind.hasJobControl ? "set -m; \(run); echo stopped; read line; fg" : run)
      status=$?
      stty -g > "$0.after"
      echo "status $status"
      exec cat
      """
    try control(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", place.string,
      kind.hasJobControl ? "/bin/bash" : "/bin/sh", "-c", script, modes.string, ";",
      // What the program puts into the clipboard, tmux keeps.
      "set-option", "-s", "set-clipboard", "on", ";",
      // Whatever comes to the screen is told, so that nobody has to look all the time.
      "pipe-pane", "-O", "exec cat > '\(pipes[1].string)'")
    if waits { try settle() }
  }

  deinit {
    _ = try? control("kill-server")
    try? log.close()
    try? output.close()
  }

  /// Where the shell keeps the line discipline's modes.
  private var modes: FilePath { folder.path.appending("modes") }

  // MARK: Input

  /// Presses keys, one after the other, by tmux's names: `j`, `Enter`, `Escape`, `C-d`, `PPage`.
  func press(_ names: String...) throws {
    for name in names {
      try control("send-keys", "-t", ":", name)
      keys += 1
      try settle()
    }
  }

  /// Presses a key some times, one after the other.
  func press(_ name: String, times: Int) throws {
    for _ in 0..<times { try press(name) }
  }

  /// Types text, a key a character.
  func type(_ text: String) throws {
    try send(text, events: text.count)
  }

  /// Sends bytes as they are, which count as some events.
  func send(_ bytes: String, events: Int) throws {
    try control("send-keys", "-t", ":", "-l", "--", bytes)
    keys += events
    try settle()
  }

  /// Presses keys without waiting for what they lead to.
  func pressWithoutWaiting(_ names: String...) throws {
    for name in names { try control("send-keys", "-t", ":", name) }
    keys += names.count
  }

  /// Sends a line to whatever has the terminal in the program's place.
  func answer(_ line: String) throws {
    try control("send-keys", "-t", ":", "-l", "--", line + "\n")
  }

  /// Pastes text as terminals do: in brackets, if the program asked for them.
  func paste(_ text: String) throws {
    try control("set-buffer", "-b", "paste", text)
    try control("paste-buffer", "-p", "-r", "-d", "-b", "paste", "-t", ":")
  }

  /// Pastes text, which the program takes as one event.
  func pasteAsEvent(_ text: String) throws {
    try paste(text)
    keys += 1
    try settle()
  }

  /// Writes to the terminal from outside, as other programs on it do.
  func disturb(_ text: String) throws {
    let terminal = try FileDescriptor.open(FilePath(tell("#{pane_tty}")), .writeOnly)
    defer { try? terminal.close() }
    try terminal.writeAll(text.utf8)
  }

  /// Presses the mouse's first button at a cell, from 1, and lets it go.
  func click(column: Int, row: Int) throws {
    try send(Self.mouse(0, column, row, "M") + Self.mouse(0, column, row, "m"), events: 2)
  }

  /// Clicks twice at a cell, quickly.
  func doubleClick(column: Int, row: Int) throws {
    let click = Self.mouse(0, column, row, "M") + Self.mouse(0, column, row, "m")
    try send(click + click, events: 4)
  }

  /// Presses the mouse's first button at a column, moves to another one, and lets it go.
  func drag(column: Int, to end: Int, row: Int) throws {
    try send(Self.mouse(0, column, row, "M"), events: 1)
    try send(Self.mouse(32, end, row, "M"), events: 1)
    try send(Self.mouse(0, end, row, "m"), events: 1)
  }

  /// Turns the mouse's wheel at a cell.
  func wheel(down: Bool, column: Int, row: Int) throws {
    try send(Self.mouse(down ? 65 : 64, column, row, "M"), events: 1)
  }

  private static func mouse(_ button: Int, _ column: Int, _ row: Int, _ end: String) -> String {
    "\u{1B}[<\(button);\(column);\(row)\(end)"
  }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) throws {
    try resizeWithoutWaiting(columns: columns, rows: rows)
    try waitForLog { $0.hasSuffix("at \(columns)x\(rows)") }
  }

  /// Gives the terminal another size while the program is at work.
  func resizeWithoutWaiting(columns: Int, rows: Int) throws {
    try control("resize-window", "-t", ":", "-x", "\(columns)", "-y", "\(rows)")
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

  /// Which colours and attributes occur on the screen.
  var looks: Set<Substring> {
    get throws {
      Set(try colours.flatMap { $0.matches(of: /\u{1B}\[[0-9;:]*m/).map(\.0) })
    }
  }

  /// What programs put into the terminal's clipboard last; nil where none did.
  var clipboard: String? {
    get throws {
      let outcome = try tmux.run(["tmux", "-S", socket, "show-buffer"])
      return outcome.status == 0 ? String(decoding: outcome.output, as: UTF8.self) : nil
    }
  }

  /// The terminal's title.
  var title: String {
    get throws { try tell("#{pane_title}") }
  }

  /// Waits until the screen shows something.
  @discardableResult
  func waits(
    for text: String, _ location: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    try waits(for: "“\(text)”", location) { rows in rows.contains { $0.contains(text) } }
  }

  /// Waits until the screen shows something no more.
  @discardableResult
  func waits(
    forNo text: String, _ location: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    try waits(for: "no “\(text)”", location) { rows in !rows.contains { $0.contains(text) } }
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
      try waitForOutput()
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
      let shell = try tell("#{pane_pid}")
      let children = try Program("/usr/bin/pgrep").run(["-P", shell]).lines
      return children.first.flatMap { Int32($0) } ?? 0
    }
  }

  /// Sends the program a signal.
  func signal(_ number: Int32) throws {
    let process = try processID
    guard process > 1 else { throw Plumbing.Failure(description: "the program doesn't run") }
    kill(process, number)
  }

  /// Checks that the terminal is as it was before the program: its modes, those of the line
  /// discipline, and that nothing of the program's is on the screen.
  ///
  /// - Parameter isExpected: Whether rows before the shell's line on the status are as they should be.
  func isGivenBack(
    _ location: SourceLocation = #_sourceLocation,
    where isExpected: ([String]) -> Bool = \.isEmpty
  ) throws {
    let rows = try screen
    let modes = try screenModes
    #expect(
      modes == "0 1 0 0 0 0 0 0 0 0 0 0 1 0 \(rows.count - 1)", sourceLocation: location)
    let (before, after) = ("before", "after")
    let lines = [before, after].map {
      FileManager.default.contents(atPath: self.modes.string + "." + $0)
    }
    #expect(lines[0] != nil && lines[0] == lines[1], sourceLocation: location)
    let shown = rows.filter { !$0.isEmpty }
    #expect(isExpected(shown.dropLast()), "\(shown)", sourceLocation: location)
    // Without brackets, now that nobody asks for them.
    try paste("plain")
    try waits(for: "plain", location)
    #expect(try !screen.contains { $0.contains("200~") }, sourceLocation: location)
  }

  /// The terminal's modes that a program may leave wrong: alternate screen, cursor, insertion,
  /// keypad twice, six of the mouse's, origin, wrapping, and the scrolled region.
  var screenModes: String {
    get throws {
      try tell(
        [
          "alternate_on", "cursor_flag", "insert_flag", "keypad_cursor_flag", "keypad_flag",
          "mouse_all_flag", "mouse_any_flag", "mouse_button_flag", "mouse_sgr_flag",
          "mouse_standard_flag", "mouse_utf8_flag", "origin_flag", "wrap_flag",
          "scroll_region_upper", "scroll_region_lower",
        ].map { "#{\($0)}" }.joined(separator: " "))
    }
  }

  /// Waits until everything that keys asked for is done and drawn.
  func settle() throws {
    let wanted = "idle after \(keys) events"
    try waitForLog { $0.contains(wanted) }
  }

  private func tell(_ format: String) throws -> String {
    try control("display-message", "-p", "-t", ":", format).text
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

  /// Waits until something has come to the screen since the last time.
  private func waitForOutput() throws {
    var entry = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, 1000) > 0 else { return }
    try readOutput()
  }

  /// The bytes that have come to the terminal since the last time, or since something was last waited for.
  func takeOutput() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var entry = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
    while poll(&entry, 1, 100) > 0 { bytes += try readOutput() }
    return bytes
  }

  @discardableResult
  private func readOutput() throws -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = try buffer.withUnsafeMutableBytes { try output.read(into: $0) }
    return buffer.prefix(count)
  }

  /// Waits until the program has said something in its log.
  func waitsForLog(of text: String) throws {
    try waitForLog { _ in logged.contains { $0.contains(text) } }
  }

  /// Reads the program's log until its last line on being idle is as wanted.
  private func waitForLog(_ isWanted: (String) -> Bool) throws {
    let start = ContinuousClock.now
    while true {
      while let end = unread.firstIndex(of: 0x0A) {
        // A later line may still come: the last that is wanted counts.
        if isWanted(idleLine) { return }
        let line = String(decoding: unread[..<end], as: UTF8.self)
        unread.removeFirst(end + 1)
        logged.append(line)
        if line.contains("idle after") { idleLine = line }
      }
      if isWanted(idleLine) { return }
      guard ContinuousClock.now - start < Self.patience else {
        let rows = try screen.joined(separator: "\n")
        throw Plumbing.Failure(description: "no answer, last “\(idleLine)”, screen:\n\(rows)")
      }
      var entry = pollfd(fd: log.rawValue, events: Int16(POLLIN), revents: 0)
      guard poll(&entry, 1, 1000) > 0 else { continue }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = try buffer.withUnsafeMutableBytes { try log.read(into: $0) }
      unread += buffer.prefix(count)
    }
  }
}
