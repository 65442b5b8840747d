import Foundation
import Support
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
    try session.waits(for: "checking ")
    try session.signal(signal)
    #expect(try session.waitsForEnd() == Int(128 + signal))
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

  /// Asked for twice, as something is about to be written.
  @Test(arguments: ["q", "C-c"]) func byTwoKeysInTheMiddleOfALanding(_ key: String) throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let gate = try Gate(in: pair.folder.path)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("p", "v")
    try session.waits(for: "Checks of this exact tree:  ✓ 3 passed")
    let before = try pair.state()
    try pair.folder.writeProgram(
      "#!/bin/sh\n\(Gate.command.replacing("@FOLDER@", with: pair.folder.name))\n",
      to: "edge/.git/hooks/pre-commit")
    try session.pressWithoutWaiting("p")
    #expect(try gate.someoneCame())
    try session.pressWithoutWaiting(key)
    try session.waits(for: "press again to leave")
    try session.pressWithoutWaiting(key)
    #expect(try session.waitsForEnd() == 0)
    #expect(Processes.mentioning(pair.folder.path.appending("gate.open")).isEmpty)
    try session.isGivenBack()
    #expect(try pair.run("status").status == 0)
    #expect(try pair.state() == before)
  }

  @Test(arguments: [SIGABRT, SIGSEGV, SIGQUIT])
  func byACrash(_ signal: Int32) throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge)
    try session.press("j", "2")
    try session.signal(signal)
    #expect(try session.waitsForEnd() == Int(128 + signal))
    // What the shell says of it is all there is.
    try session.isGivenBack { rows in
      rows.count == 1
        && rows.allSatisfy { row in
          ["Aborted", "Segmentation fault", "Quit"].contains { row.hasPrefix($0) }
        }
    }
  }

  /// Who leaves while the repo is still being opened ends it in order, whatever its threads are in the middle of.
  @Test func atOnce() throws {
    let pair = try PracticePair()
    for _ in 0..<6 {
      let terminal = try PseudoTerminal(in: pair.edge)
      try terminal.waits(for: "\u{1B}[?1049h")
      try terminal.send("q")
      // A value of its own, so that a failure tells by what it ended.
      let status = try terminal.waitsForEnd()
      #expect(status == 0)
    }
  }
}
