import Foundation
import Support
import SystemPackage

/// Fetches that go wrong in every way that a line and an upstream can, each checked by git: the mirror is
/// as it was or wholly new, the message says what to do, nothing is left behind, and the next fetch works.
package struct UpstreamProperty {
  private let mirrored: MirroredPair
  private let platform: FilePath
  private let kept: FilePath

  /// A property of fetches that bring some bytes.
  package init(size: Int, seed: Int) throws {
    mirrored = try MirroredPair(size: size, seed: seed)
    platform = mirrored.pair.platform.git.folder
    kept = mirrored.pair.folder.path.appending("kept-platform")
    _ = try Program("/bin/cp").run(["-a", platform.string, kept.string])
  }

  /// Tries a case and says what went wrong.
  package func run(_ fault: UpstreamCase) throws -> [String] {
    try mirrored.reset(isMirrored: fault.isMirrored)
    let before = try mirrored.mirrorTip()
    let edge = try mirrored.pair.state()
    var violations: [String] = []
    let outcome: Program.Outcome
    switch fault.trouble {
    case .transport(let broken, let run):
      try mirrored.transport.plan(broken, on: run)
      // A length that came over wrong has git wait for what nobody sends.
      outcome = try mirrored.run("fetch", "--patience", "2")
    case .hang(let bytes, let run, let signal):
      try mirrored.transport.plan(.hung(bytes), on: run)
      let program = try mirrored.start("fetch")
      if try !mirrored.transport.gate.someoneCame() { violations.append("it didn't hang") }
      let start = ContinuousClock.now
      program.signal(signal)
      outcome = try program.wait()
      let time = ContinuousClock.now - start
      if time > .seconds(3) { violations.append("it took \(time) to end") }
    case .upstream(let script):
      let made = try mirrored.pair.platform.git.shell(script)
      if made.status != 0 { violations.append("upstream couldn't be changed: \(made.errorText)") }
      outcome = try mirrored.run("fetch")
    case .clock(let time):
      outcome = try mirrored.run("fetch", clock: time)
    }
    let tip = try upstreamTip()
    violations += check(outcome, fault.ending, said: try mirrored.mirrorTip(), before, tip)
    violations += try mirrored.faults()
    violations += mirrored.processes().map { "it left a process: \($0)" }
    if try mirrored.pair.state() != edge { violations.append("the edge repo changed") }

    // Upstream and the line are well again.
    try heal()
    let next = try mirrored.run("fetch")
    if next.status != 0 { violations.append("the next fetch: \(next.errorText)") }
    if try mirrored.mirrorTip() != mirrored.last {
      violations.append("the next fetch brought no tip")
    }
    let status = try mirrored.run("status")
    if status.status != 0 { violations.append("the next status: \(status.errorText)") }
    violations += try mirrored.faults().map { "after the next fetch: \($0)" }
    return violations.map { "\(fault): \($0)" }
  }

  private func upstreamTip() throws -> String? {
    guard FileManager.default.fileExists(atPath: platform.appending(".git/HEAD").string) else {
      return nil
    }
    let outcome = try mirrored.pair.platform.git.outcome(
      ["rev-parse", "--verify", "--quiet", "refs/heads/main^{commit}"])
    return outcome.status == 0 ? outcome.text : nil
  }

  private func heal() throws {
    try mirrored.transport.plan(.none)
    try FileManager.default.removeItem(atPath: platform.string)
    _ = try Program("/bin/cp").run(["-a", kept.string, platform.string])
  }

  /// What is wrong with how a fetch ended.
  private func check(
    _ outcome: Program.Outcome, _ ending: UpstreamCase.Ending, said now: String?,
    _ before: String?, _ tip: String?
  ) -> [String] {
    var violations: [String] = []
    if !outcome.unsafeText.isEmpty { violations.append("unsafe text \(outcome.unsafeText)") }
    let words = outcome.errorText.split(separator: "\n").last.map(String.init) ?? ""
    switch outcome.status {
    case 0:
      if now != tip || now == nil { violations.append("it exits 0 at \(now ?? "nothing")") }
      if case .fails = ending { violations.append("it didn't fail") }
      if ending == .cancelled { violations.append("it wasn't cancelled") }
    case 5:
      if now != before { violations.append("it failed, and the mirror's tip is another") }
      // What failed, why, and what to do.
      if words.wholeMatch(of: /edgesync: upstream.*\. (Try|Run|Fix) .*\./) == nil {
        violations.append("the message is: \(words)")
      }
      switch ending {
      case .fails(let saying):
        if !saying.isEmpty, !words.contains(saying) {
          violations.append("it doesn't say \(saying): \(words)")
        }
      case .either: break
      case .brings, .cancelled: violations.append("it failed: \(words)")
      }
    case 128 + SIGHUP, 128 + SIGINT, 128 + SIGTERM:
      if now != before { violations.append("it was cancelled, and the mirror's tip is another") }
      if ending != .cancelled { violations.append("it was cancelled") }
    default: violations.append("exit status \(outcome.status): \(outcome.errorText)")
    }
    return violations
  }
}
