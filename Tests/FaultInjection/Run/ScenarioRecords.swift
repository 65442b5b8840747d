import Locks
import Support
import SystemPackage

/// What scenarios write, recorded once each when it is first asked for.
final class ScenarioRecords: Sendable {
  /// A scenario's start, and the calls of its run.
  struct Record: Sendable {
    let scenario: Scenario
    let start: Disk
    let calls: [LoggedCall]
  }

  private let setting: Setting
  private let records = Mutex<[String: Record]>([:])

  init(_ setting: Setting) { self.setting = setting }

  /// The record of a scenario, by its name.
  func record(_ name: String) throws -> Record {
    if let record = records.withLock({ $0[name] }) { return record }
    let scenario = try setting.scenarios.scenario(name)
    let scratch = try Scratch(setting.folder.appending("log-" + name))
    let (start, calls) = try scenario.log(in: scratch)
    try scratch.remove()
    let record = Record(scenario: scenario, start: start, calls: calls)
    records.withLock { $0[name] = record }
    return record
  }
}
