import Fixtures
import Foundation
import SystemPackage
import Testing

/// However it ends, the terminal is as it was.
@Suite struct LeavingTests {
  @Test(arguments: ["q", "C-c"])
  func byAKey(_ key: String) throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge)
    try session.pressWithoutWaiting(key)
    #expect(try session.waitsForEnd() == 0)
    try session.isGivenBack()
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func byASignalInTheMiddleOfChecks(_ signal: Int32) throws {
    let pair = try EdgePair(
      manifest: "checks:\n  - name: slow\n    stage: pre\n    run: '\(Gate.command)'\n")
    try pair.advanceAsUsual()
    let gate = try Gate(in: pair.folder.path)
    let before = try pair.state()
    let session = try TerminalSession(in: pair.edge.git.folder)
    try session.pressWithoutWaiting("v")
    #expect(try gate.someoneCame())
    try session.waits(for: "checking…")
    try session.signal(signal)
    #expect(try session.waitsForEnd() == 0)
    #expect(Processes.mentioning(pair.folder.path.appending("gate.open")).isEmpty)
    #expect(try pair.state() == before)
    try session.isGivenBack()
  }

  @Test func byAKeyInTheMiddleOfChecks() throws {
    let pair = try EdgePair(
      manifest: "checks:\n  - name: slow\n    stage: pre\n    run: '\(Gate.command)'\n")
    try pair.advanceAsUsual()
    let gate = try Gate(in: pair.folder.path)
    let session = try TerminalSession(in: pair.edge.git.folder)
    try session.pressWithoutWaiting("v")
    #expect(try gate.someoneCame())
    try session.pressWithoutWaiting("q")
    #expect(try session.waitsForEnd() == 0)
    #expect(Processes.mentioning(pair.folder.path.appending("gate.open")).isEmpty)
    try session.isGivenBack()
  }

  @Test(arguments: [SIGABRT, SIGSEGV])
  func byACrash(_ signal: Int32) throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge)
    try session.press("j", "2")
    try session.signal(signal)
    #expect(try session.waitsForEnd() == Int(128 + signal))
    // What the shell says of it is all there is.
    try session.isGivenBack { rows in
      rows.count == 1
        && rows.allSatisfy { $0.hasPrefix("Aborted") || $0.hasPrefix("Segmentation fault") }
    }
  }
}
