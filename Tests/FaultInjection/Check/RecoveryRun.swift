import Foundation
import SystemPackage

/// The run of edgesync after a fault, which has to recover, and what the invariant checker finds then.
struct RecoveryRun {
  /// How edgesync is run again.
  enum Next: Sendable {
    /// By the command that looks and nothing more.
    case status
    /// By the same command.
    case same
  }

  let scenario: Scenario
  let world: World
  /// Whether the whole of it is asked, the same command and a real commit too.
  let isThorough: Bool

  /// What there is to say against it; empty where all held. Nil where its time was up.
  ///
  /// - Parameter word: What the next run has to say.
  /// - Parameter certain: What the world has to be, where that is certain.
  func faults(
    next: Next, word: (said: String, unsaid: String)?, certain: InvariantChecker.Side? = nil
  ) throws -> [String]? {
    var faults: [String] = []
    let operation = scenario.operation
    let usesSame = next == .same || operation == .adopt || operation == .fetch
    let run = try world.edgesync(usesSame ? scenario.arguments : ["status"])
    if run.ending.isTimedOut { return nil }
    let isDoneAlready = operation == .adopt && run.ending.errorText.contains("already")
    if run.ending.status != 0, !isDoneAlready {
      faults.append("the next run fails (\(Self.words(run.ending)))")
    }
    if let word {
      let text = run.ending.errorText
      if !text.contains(word.said) || text.contains(word.unsaid) {
        faults.append("the next run doesn't say “\(word.said)” but “\(text)”")
      }
    }
    let leftovers = scenario.checker.leftovers(
      in: world, hasFetched: usesSame && [.fetch, .daily].contains(operation))
    if !leftovers.isEmpty { faults.append("left behind: \(leftovers.joined(separator: " "))") }
    if usesSame {
      if let fault = try scenario.checker.isWhollyAfter(world) { faults.append(fault) }
    } else {
      let (side, fault) = try scenario.checker.side(of: world)
      if let fault {
        faults.append(fault)
      } else if let certain, side != certain {
        faults.append("it isn't \(certain), although that was certain")
      }
    }
    if let fault = try scenario.checker.unsoundness(of: world) { faults.append(fault) }
    if isThorough, faults.isEmpty { faults += try thoroughFaults(hasRunSame: usesSame) ?? [] }
    return faults
  }

  private func thoroughFaults(hasRunSame: Bool) throws -> [String]? {
    var faults: [String] = []
    if !hasRunSame {
      let run = try world.edgesync(scenario.arguments)
      if run.ending.isTimedOut { return nil }
      if run.ending.status != 0 {
        faults.append("the same command again fails (\(Self.words(run.ending)))")
      }
      if let fault = try scenario.checker.isWhollyAfter(world) { faults.append(fault) }
    }
    let commit = try world.git([
      "-c", "core.hooksPath=/nonexistent", "commit", "--quiet", "--allow-empty", "-m",
      "A person goes on",
    ])
    if commit.status != 0 { faults.append("git can't commit: \(commit.errorText)") }
    return faults
  }

  /// An ending in words.
  static func words(_ ending: Child.Ending) -> String {
    let how = ending.signal.map { "signal \($0)" } ?? "exit \(ending.status ?? -1)"
    return "\(how): \(ending.errorText.trimmingCharacters(in: .whitespacesAndNewlines))"
  }
}
