import Foundation
import Journal
import Rules
import SystemPackage

/// Does what a check is to do, in a folder of its own.
struct CheckWork: Sendable {
  let check: CheckDefinition
  let subject: CheckSubject
  let folder: CheckFolder
  let variables: [String: String]
  let sandbox: Sandbox
  let output: CheckOutput

  /// Does it.
  func run() async -> CheckOutcome {
    switch check.work {
    case .run(let command): return await run(command, timeout: check.timeout)
    case .build(let path): return await ImageBuild(self, of: path).run()
    case .service(let start, let probes, let stop):
      return await ServiceTrial(self, start: start, probes: probes, stop: stop).run()
    }
  }

  /// Runs a command, and reads the report of its tests.
  func run(_ command: String, timeout: Int) async -> CheckOutcome {
    // One limit over all that it takes: its report is read in what is left.
    let deadline = ContinuousClock.now.advanced(by: .seconds(timeout))
    let outcome = CheckOutcome(
      await self.command(command, timeout: timeout), timeout: check.timeout)
    return check.junit.map { withReport(at: $0, outcome, until: deadline) } ?? outcome
  }

  /// What its commands run in.
  var confinement: Confinement {
    sandbox.confinement(
      of: folder, variables, given: Set(check.passedOn).union(check.environment.keys))
  }

  /// Runs a command at the root of the files.
  func command(_ command: String, timeout: Int) async -> CheckProcess.Ending {
    let process = CheckProcess(
      command: command, folder: folder, variables: variables, timeout: timeout,
      confinement: confinement)
    let output = output
    return await process.run { output.write($0) }
  }

  /// The exit status decides; a report names what failed, and may take a pass away but never give one.
  private func withReport(
    at path: String, _ outcome: CheckOutcome, until deadline: ContinuousClock.Instant
  ) -> CheckOutcome {
    guard [.passed, .failed].contains(outcome.state) else { return outcome }
    var outcome = outcome
    let isPassed = outcome.state == .passed
    let report: JUnitReport
    do {
      report = try JUnitReport(reading: folder.files.appending(path), until: deadline)
    } catch {
      if isPassed { return .failed("it wrote no report \(path)") }
      return outcome
    }
    outcome.tests = report.tests
    outcome.failures = report.failures
    if isPassed {
      if report.isOutOfTime {
        outcome = CheckOutcome(.timedOut, timeout: check.timeout)
      } else if let fault = report.fault {
        (outcome.state, outcome.reason) = (.failed, "its report \(path) can't be read: \(fault)")
      } else if report.failed > 0 {
        outcome.state = .failed
        outcome.reason = "its report \(path) names \(report.failed) failing"
      }
    } else if report.failed > 0, let reason = outcome.reason {
      outcome.reason = "\(report.failed) of \(report.tests) tests failed, \(reason)"
    }
    return outcome
  }
}
