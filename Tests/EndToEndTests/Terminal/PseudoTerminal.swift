import Foundation
import Support
import SystemPackage
import Testing

/// The real `edgesync` on a pseudo-terminal whose other end is the test: it sees every byte, and answers what it likes.
final class PseudoTerminal {
  /// Everything that the program has written.
  private(set) var output = ""
  private let main: FileDescriptor
  private let program: FileDescriptor
  private let process: pid_t
  private let home: TemporaryFolder
  private var hasEnded = false

  private static let patience = Duration.seconds(30)

  /// Starts the program in a folder.
  ///
  /// - Parameters:
  ///   - place: Where it runs.
  ///   - type: What the terminal says it is.
  ///   - variables: More variables of the program's.
  ///   - text: What stands in the user's `config.yml`.
  init(
    in place: FilePath, type: String = "xterm-256color", variables: [String: String] = [:],
    configuration text: String = ""
  ) throws {
    home = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: home.path.appending("config/edgesync").string, withIntermediateDirectories: true)
    try home.write(text, to: "config/edgesync/config.yml")
    main = try FileDescriptor.open(
      "/dev/ptmx", .readWrite,
      options: [FileDescriptor.OpenOptions(rawValue: O_NOCTTY), .closeOnExec])
    // Linux's TIOCSPTLCK and TIOCGPTN: unlocks the other end, and tells its number.
    var (isLocked, number): (Int32, Int32) = (0, 0)
    guard ioctl(main.rawValue, 0x4004_5431, &isLocked) == 0,
      ioctl(main.rawValue, 0x8004_5430, &number) == 0
    else { throw Errno(rawValue: errno) }
    let path = "/dev/pts/\(number)"
    // Kept open here too, so that what it leaves unread can be looked at after its end.
    program = try FileDescriptor.open(
      FilePath(path), .readWrite,
      options: [FileDescriptor.OpenOptions(rawValue: O_NOCTTY), .closeOnExec])
    var size = winsize(ws_row: 30, ws_col: 140, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(main.rawValue, UInt(TIOCSWINSZ), &size)
    var all = EdgesyncProgram(
      home: home.path, temporary: home.path,
      variables: [
        "TERM": type, "XDG_CONFIG_HOME": home.path.appending("config").string,
        "SOURCE_DATE_EPOCH": String(PracticePair.now),
      ]
    ).variables
    all.merge(variables) { $1 }
    process = try SpawnedChild.start(
      [EdgesyncProgram.name], variables: all, in: place.string,
      streams: (0..<3).map { _ in (path, O_RDWR) }, isSession: true)
  }

  deinit {
    // Once its end is known, its number may be another process's.
    if !hasEnded {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    try? main.close()
    try? program.close()
  }

  /// Answers, or types.
  func send(_ text: String) throws { try main.writeAll(text.utf8) }

  /// Waits until the program has written something.
  ///
  /// - Parameter key: What is typed again and again until then.
  func waits(
    for text: String, typing key: String? = nil, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let start = ContinuousClock.now
    while !output.contains(text) {
      guard ContinuousClock.now - start < Self.patience else {
        Issue.record("waited in vain for \(text.debugDescription)", sourceLocation: location)
        return
      }
      if let key { try send(key) }
      try read(for: 200)
    }
  }

  /// Waits until the program has ended; gives its status.
  func waitsForEnd(_ location: SourceLocation = #_sourceLocation) throws -> Int32 {
    let start = ContinuousClock.now
    var status: Int32 = 0
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process {
        hasEnded = true
        return status
      }
      guard ended == 0, ContinuousClock.now - start < Self.patience else {
        Issue.record("it didn't end", sourceLocation: location)
        return -1
      }
      try read(for: 50)
    }
  }

  /// Waits until the program has ended, which has to be without a fault; else what it wrote last is told.
  func waitsForGoodEnd(_ location: SourceLocation = #_sourceLocation) throws {
    let status = try waitsForEnd(location)
    guard status != 0 else { return }
    let last = String(output.suffix(2000)).debugDescription
    Issue.record("it ended with status \(status), after \(last)", sourceLocation: location)
  }

  /// Bytes of input that nobody has read.
  var unread: Int {
    var modes = termios()
    tcgetattr(program.rawValue, &modes)
    cfmakeraw(&modes)
    tcsetattr(program.rawValue, TCSANOW, &modes)
    var count: Int32 = 0
    _ = ioctl(program.rawValue, UInt(FIONREAD), &count)
    return Int(count)
  }

  private func read(for milliseconds: Int32) throws {
    var entry = pollfd(fd: main.rawValue, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, milliseconds) > 0, entry.revents & Int16(POLLIN) != 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = try buffer.withUnsafeMutableBytes { try main.read(into: $0) }
    output += String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
