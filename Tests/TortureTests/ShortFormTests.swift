import Support
import SystemPackage
import Testing
import TortureKit

/// The short form of `make torture`: faults in `pin`, spread over its writes.
@Suite(.serialized) struct ShortFormTests {
  @Test(arguments: [
    (KillPart.short as any Part, 32), (KillPart.shortAgain, 12), (ErrorPart.short, 24),
    (PowerPart.short, 32),
  ])
  func nothingIsLost(_ part: any Part, _ cases: Int) throws {
    let folder = try TemporaryFolder()
    let setting = Setting(
      seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let torture = try Torture([part], setting, keepingProgressIn: nil)
    try torture.run(workers: 2, seconds: 120, limit: cases)
    let done = try #require(torture.progress.first?.progress)
    #expect(done.breaches.isEmpty, "\(done.breaches)")
    #expect(done.timedOut.isEmpty, "\(done.timedOut)")
    // A sweep that reaches nothing proves nothing.
    #expect(done.points.count > cases * 3 / 4)
  }

  /// What was removed at last may be there again after a loss of power, as long as something tells whose it is.
  @Test func noFileOfAFolderThatWentComesBack() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let torture = try Torture([PowerPart.shortBack], setting, keepingProgressIn: nil)
    let cases = PowerPart.shortBack.lastCases(24, in: setting).sorted()
    #expect(cases.count == 24 * 6)
    for name in stride(from: 0, to: cases.count, by: 11).map({ cases[$0] }) {
      let outcome = try #require(torture.run(case: name, of: PowerPart.shortBack.name))
      if case .breach(let words) = outcome.verdict { Issue.record("\(name): \(words)") }
    }
  }
}
