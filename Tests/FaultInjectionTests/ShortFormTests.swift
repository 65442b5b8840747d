import FaultInjection
import Support
import SystemPackage
import Testing

/// The short form of `make fault-injection`: faults in `pin`, spread over its writes.
@Suite(.serialized) struct ShortFormTests {
  @Test(arguments: [
    (KillSuite.short as any FaultSuite, 32), (KillSuite.shortAgain, 12), (ErrorSuite.short, 24),
    (PowerSuite.short, 32),
  ])
  func nothingIsLost(_ suite: any FaultSuite, _ cases: Int) throws {
    let folder = try TemporaryFolder()
    let setting = Setting(
      seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let injection = try FaultInjectionRun([suite], setting, keepingProgressIn: nil)
    try injection.run(workers: 2, seconds: 120, limit: cases)
    let done = try #require(injection.progress.first?.progress)
    #expect(done.violations.isEmpty, "\(done.violations)")
    #expect(done.timedOut.isEmpty, "\(done.timedOut)")
    // A sweep that reaches nothing proves nothing.
    #expect(done.points.count > cases * 3 / 4)
  }

  /// What was removed at last may be there again after a loss of power, as long as something tells whose it is.
  @Test func noFileOfAFolderThatWentComesBack() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let injection = try FaultInjectionRun([PowerSuite.shortBack], setting, keepingProgressIn: nil)
    let cases = PowerSuite.shortBack.lastCases(24, in: setting).sorted()
    #expect(cases.count == 24 * 6)
    for name in stride(from: 0, to: cases.count, by: 11).map({ cases[$0] }) {
      let outcome = try #require(injection.run(case: name, of: PowerSuite.shortBack.name))
      if case .violation(let words) = outcome.verdict { Issue.record("\(name): \(words)") }
    }
  }
}
