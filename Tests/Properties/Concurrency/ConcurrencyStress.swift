import Foundation
import Locks
import Support
import SystemPackage

/// Many processes at work on one edge repo at once, checked when all have ended: some serial order explains what
/// is there, nothing that anybody saved is lost, and nothing is left locked.
package final class ConcurrencyStress: Sendable {
  /// What somebody was told.
  struct Report: Sendable {
    let worker: StressPlan.Worker
    let outcome: Program.Outcome
    /// What it was to do: a commit's subject, a candidate.
    let subject: String
  }

  private let plan: StressPlan
  private let pair: EdgePair
  private let candidates: [String]
  /// The commit that both branches start from.
  private let start: String
  private let reports = Mutex<[Report]>([])
  private let edits = Mutex<[(path: String, text: [UInt8])]>([])
  private let failures = Mutex<[String]>([])
  private let atWork = Attendance()

  /// Makes the repo that all work on.
  package init(_ plan: StressPlan) throws {
    self.plan = plan
    pair = try EdgePair(
      manifest: "land: { daily: commit }", url: "file://@FOLDER@/platform")
    var commits = try pair.advanceAsUsual()
    for number in 0..<6 {
      commits.append(
        try pair.advance(
          [
            "Dockerfile": .text("FROM python\n"), "app.py": .text("app \(number)\n"),
            "requirements.txt": .text("fastapi==2\n"),
            "utils": .folder([
              "math.py": .text("math \(number)\n"), "new.py": .text("new = \(number)\n"),
              "file\(number % 2).py": .text("a file of its own\n"),
            ]),
          ], other: "package gateway\n", subject: "Change \(number)"))
    }
    candidates = commits
    let first = try pair.run("fetch")
    guard first.status == 0 else { throw Plumbing.Failure(description: first.errorText) }
    try pair.edge.git.run("branch", "other")
    start = try pair.edge.git.line("rev-parse", "HEAD")
  }

  /// Has them all work, and says what went wrong.
  package func run() throws -> [String] {
    let group = DispatchGroup()
    for (number, worker) in plan.workers.enumerated() {
      if case .editor = worker { continue }
      atWork.enter()
      begin(group) { [self] in
        work(worker, number)
        atWork.leave()
      }
    }
    for (number, worker) in plan.workers.enumerated() {
      if case .editor(let paths, let inPlace) = worker {
        begin(group) { [self] in edit(paths, inPlace: inPlace, number) }
      }
    }
    group.wait()
    return try check().map { "stress \(plan.seed): \($0)" }
  }

  private func begin(_ group: DispatchGroup, _ work: @escaping @Sendable () -> Void) {
    group.enter()
    let thread = Thread {
      work()
      group.leave()
    }
    thread.stackSize = 4 << 20
    thread.start()
  }

  /// Saves made by one editor at the most.
  private static let mostSaves = 3000

  private func edit(_ paths: [String], inPlace: Bool, _ number: Int) {
    var random = SeededGenerator(seed: plan.seed &* 1000 &+ number)
    let editor = Editor(paths, inPlace: inPlace, number: number, in: pair.edge.git.folder)
    for _ in 0..<Self.mostSaves {
      // A folder may just be gone, with all that upstream had in it.
      try? editor.save(&random)
      // A person's pace between two saves, which ends with everybody's work.
      let next = Date(timeIntervalSinceNow: 0.0005 + Double(random.below(8000)) / 1_000_000)
      if atWork.everybodyLeft(by: next) { break }
    }
    let last = editor.last.map { (path: $0.key, text: $0.value) }
    edits.withLock { $0 += last }
  }

  private func work(_ worker: StressPlan.Worker, _ number: Int) {
    var random = SeededGenerator(seed: plan.seed &* 1000 &+ number)
    for round in 0..<plan.rounds {
      do {
        try work(worker, number, round, &random)
      } catch {
        failures.withLock { $0.append("\(worker) couldn't work: \(error)") }
      }
    }
  }

  private func work(
    _ worker: StressPlan.Worker, _ number: Int, _ round: Int, _ random: inout SeededGenerator
  ) throws {
    let git = pair.edge.git
    var subject = ""
    var outcomes: [Program.Outcome] = []
    switch worker {
    case .edgesync("pin"):
      subject = random.pick(candidates)
      outcomes = [try pair.run("pin", subject, "--yes", "--json")]
    case .edgesync(let command):
      outcomes = [try pair.run(command, command == "fetch" ? "--patience=600" : "--json")]
    case .committer:
      subject = "Work of \(number), round \(round)"
      let path = "work/\(number)-\(round).txt"
      try RawFiles.write(subject, at: path, below: git.folder)
      let added = try git.outcome(["add", "--", path])
      outcomes = [
        added.status == 0
          ? try git.outcome(["commit", "--quiet", "--message", subject, "--", path]) : added
      ]
    case .cleaner:
      outcomes = [
        try git.outcome(
          random.pick([
            ["gc", "--quiet"], ["repack", "-a", "-d", "--quiet"], ["pack-refs", "--all"],
          ]))
      ]
    case .switcher:
      outcomes = [
        try git.outcome(["checkout", "--quiet", "other", "--"]),
        try git.outcome(["checkout", "--quiet", "main", "--"]),
      ]
    case .rebaser: outcomes = [try git.outcome(["rebase", "--quiet", "--force-rebase", "HEAD~1"])]
    case .editor: break
    }
    let new = outcomes.map { Report(worker: worker, outcome: $0, subject: subject) }
    reports.withLock { $0 += new }
  }

  private func check() throws -> [String] {
    let checker = StressChecker(
      pair, from: start, reports: reports.withLock { $0 },
      edits: edits.withLock { $0 })
    return try failures.withLock { $0 } + checker.violations()
  }
}
