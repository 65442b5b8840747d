import Foundation
import Support
import SystemPackage
import Testing

/// Whatever a command is stuck in, it ends when it is told to.
@Suite struct EndingTests {
  /// Far more than the second that it is to be: the machine has other things to do.
  private static let limit = Duration.seconds(10)

  /// A pair whose candidate fills a pipe: with the names of its files, and with their lines.
  private static func longPair() throws -> EdgePair {
    let pair = try EdgePair()
    let blob = try pair.platform.blob(
      Array(repeating: "a line of the file\n", count: 40).joined().utf8.map { $0 })
    let files = (0..<400).map { number in
      (
        name: Array("a-long-name-of-a-file-\(number)".utf8),
        entry: RawRepository.Entry.object(mode: "100644", id: blob)
      )
    }
    let tip = try pair.platform.commit(
      tree: pair.platform.tree(EdgePair.root(.folder(files))), parents: [pair.pin],
      message: Array("Much".utf8))
    try pair.platform.point("main", at: tip)
    return pair
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func byASignalWhileNobodyReadsItsOutput(_ signal: Int32) throws {
    let pair = try Self.longPair()
    let before = try pair.state()
    for arguments in [
      ["log", "--files"], ["diff", "--patch"], ["diff", "--json"], ["pin", "main", "--dry-run"],
      ["pin", "main", "--yes"], ["daily", "--dry-run"],
    ] {
      let run = try UnreadRun(pair, arguments)
      #expect(run.isPipeFull(), "\(arguments)")
      let start = ContinuousClock.now
      run.signal(signal)
      let status = run.wait()
      #expect(status == 128 + signal, "\(arguments)")
      #expect(ContinuousClock.now - start < Self.limit, "\(arguments)")
      #expect(run.errorText().hasSuffix("edgesync: cancelled.\n"), "\(arguments)")
    }
    #expect(try pair.run("status").status == 0)
    #expect(try pair.state() == before)
    #expect(try pair.edge.git.run("for-each-ref", "refs/edgesync").lines == [])
  }

  /// As under nohup(1).
  @Test func notByAHangUpThatIsIgnored() throws {
    let pair = try EdgePair(manifest: "checks: [{ name: waits, run: '\(Gate.command)' }]")
    let gate = try Gate(in: pair.folder.path)
    let run = try RunningProgram(
      "/bin/sh", ["-c", "trap '' HUP; exec \"$@\"", "sh", EdgesyncProgram.name, "check"],
      variables: pair.edgesync.variables, in: pair.edge.git.folder)
    try #require(try gate.someoneCame())
    run.signal(SIGHUP)
    try gate.letOn()
    #expect(try run.wait().status == 0)
  }

  /// A git that is asked for the settings is killed, though a file that they include never comes to its end.
  @Test func byASignalWhileGitReadsItsSettings() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let pipe = pair.folder.name + "/settings"
    try #require(mkfifo(pipe, 0o600) == 0)
    // libgit2 doesn't know the condition.
    try pair.edge.git.run("config", "remote.other.url", "https://example.com/other")
    try pair.edge.git.run("config", "includeIf.hasconfig:remote.*.url:**.path", pipe)
    let run = try pair.edgesync.start(["pin", commits[3], "--yes"], in: pair.edge.git.folder)
    let writer = try #require(PipeWriter(to: pipe), "nobody reads the settings")
    run.signal(SIGTERM)
    #expect(try run.wait().status == 128 + SIGTERM)
    // Nobody reads from it any more.
    var entry = pollfd(fd: writer.descriptor, events: 0, revents: 0)
    #expect(poll(&entry, 1, 10_000) == 1 && entry.revents & Int16(POLLERR) != 0)
  }

  /// A hook and what it has started are killed, though they don't want to end.
  @Test(arguments: [SIGTERM, SIGINT])
  func byASignalWhileAHookGoesOn(_ signal: Int32) throws {
    let pair = try EdgePair()
    let gate = try Gate(in: pair.folder.path)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    try pair.folder.writeProgram(
      "#!/bin/sh\ntrap '' TERM INT HUP\n\(Gate.command.replacing("@FOLDER@", with: pair.folder.name))\n",
      to: "edge/.git/hooks/pre-commit")
    let run = try pair.edgesync.start(["pin", commits[3], "--yes"], in: pair.edge.git.folder)
    try #require(try gate.someoneCame())
    let start = ContinuousClock.now
    run.signal(signal)
    let outcome = try run.wait()
    #expect(outcome.status == 128 + signal)
    #expect(ContinuousClock.now - start < Self.limit)
    #expect(Processes.mentioning(pair.folder.path.appending("gate.open")).isEmpty)
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.state() == before)
  }
}

/// The end of a named pipe that is written to, open as long as it is kept.
private final class PipeWriter: @unchecked Sendable {
  /// The end; set before anybody else sees it.
  private(set) var descriptor: Int32 = -1

  /// Opens it once somebody reads from the pipe; nil where nobody does within a minute.
  init?(to pipe: String) {
    let isOpen = DispatchSemaphore(value: 0)
    Thread.detachNewThread { [self] in
      descriptor = open(pipe, O_WRONLY | O_CLOEXEC)
      isOpen.signal()
    }
    guard isOpen.wait(timeout: .now() + 60) == .timedOut else { return }
    // The thread has to be let go, too.
    let reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    isOpen.wait()
    close(reader)
    return nil
  }

  deinit { close(descriptor) }
}

/// A run whose standard output is a pipe that nobody reads from.
private final class UnreadRun {
  private let process = Process()
  private let output = Pipe()
  /// The pipe's end that is written to: the process object closes its own.
  private let writingEnd: Int32
  private let error: URL

  init(_ pair: EdgePair, _ arguments: [String]) throws {
    error = URL(fileURLWithPath: pair.folder.path.appending("unread.err").string)
    try Data().write(to: error)
    writingEnd = fcntl(output.fileHandleForWriting.fileDescriptor, F_DUPFD_CLOEXEC, 0)
    // As small as a pipe can be: F_SETPIPE_SZ, which Glibc's module lacks.
    _ = fcntl(writingEnd, 1031, 4096)
    process.executableURL = URL(fileURLWithPath: EdgesyncProgram.name)
    process.arguments = arguments
    process.environment = pair.edgesync.variables
    process.currentDirectoryURL = URL(fileURLWithPath: pair.edge.git.folder.string)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(writingEnd)
  }

  /// Waits until something is in the pipe, and tells whether no more fits into it: what is written at once is more
  /// than that.
  func isPipeFull() -> Bool {
    var reading = pollfd(
      fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&reading, 1, 60_000) == 1 else { return false }
    var writing = pollfd(fd: writingEnd, events: Int16(POLLOUT), revents: 0)
    return poll(&writing, 1, 0) == 0
  }

  func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  func wait() -> Int32 {
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return isSignal ? 128 + process.terminationStatus : process.terminationStatus
  }

  func errorText() -> String {
    (try? String(contentsOf: error, encoding: .utf8)) ?? ""
  }
}
