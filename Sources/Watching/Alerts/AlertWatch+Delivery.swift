import Foundation
import Git
import Journal
import Rules
import Text
import Upstream

/// Sending what was decided on.
extension AlertWatch {
  /// How sending is bounded.
  package struct Patience: Sendable {
    /// Seconds for all that is sent in one go.
    let seconds: Int
    /// Pauses between the tries of one message.
    let pauses: [Duration]

    /// Patience from its parts.
    package init(seconds: Int = 30, pauses: [Duration] = [.seconds(1), .seconds(4)]) {
      self.seconds = seconds
      self.pauses = pauses
    }
  }

  /// Decides what is to be told, and sends it with what an earlier run left.
  ///
  /// - Parameters: As for ``decide(since:ended:)``.
  ///   - telling: Called with a line for whoever reads the log.
  /// - Returns: Whether all could be sent that this process tried to.
  @discardableResult
  package func evaluate(
    since: Int, ended: SyncEvent.Outcome? = nil, patience: Patience = Patience(),
    telling: (SafeText) -> Void
  ) async throws -> Bool {
    try decide(since: since, ended: ended)
    return try await deliver(patience, telling: telling)
  }

  /// Sends what is to be sent.
  ///
  /// One process does so at a time, under a lock that the kernel lifts when it ends; another leaves it to that one.
  ///
  /// - Returns: Whether all could be sent that this process tried to.
  @discardableResult
  package func deliver(
    _ patience: Patience = Patience(), telling: (SafeText) -> Void
  ) async throws -> Bool {
    let lock: SyncLock
    do {
      lock = try SyncLock(
        in: place.state, named: "alerts", purpose: "sending alerts", now: clock())
    } catch is SyncLock.Held {
      return true
    }
    defer { withExtendedLifetime(lock) {} }
    var channels: [String: AlertRule] = [:]
    for rule in rules { channels[try Self.channel(of: rule)] = rule }
    let end = ContinuousClock.now + .seconds(patience.seconds)
    var tried: Set<Int> = []
    var failed: Set<String> = []
    while true {
      let due = try database.dueAlerts(now: clock())
      // What can't be sent one way doesn't hold up the others, nor is it tried that way again in this run.
      guard
        let next = due.first(where: {
          !tried.contains($0.id) && !failed.contains($0.channel) && channels[$0.channel] != nil
        }), let rule = channels[next.channel], ContinuousClock.now < end
      else { return failed.isEmpty }
      tried.insert(next.id)
      try database.beginSending(next)
      let fault = try await send(next.message, by: rule, until: end, patience.pauses)
      try database.endSending(next, error: fault?.string, now: clock())
      if let fault {
        failed.insert(next.channel)
        telling(
          "edgesync: the alert `\(next.kind)` couldn't be sent by \(rule.title): \(fault). The next run tries again; `edgesync alert --test` sends one now."
        )
      } else {
        telling(
          "edgesync: the alert `\(next.kind)`\(next.isResolved ? " (resolved)" : "") was sent by \(rule.title)."
        )
      }
    }
  }

  /// Sends a message, in several tries where that may help.
  ///
  /// - Returns: Why it couldn't be sent; nil where it was.
  private func send(
    _ message: AlertFinding.Message, by rule: AlertRule, until end: ContinuousClock.Instant,
    _ pauses: [Duration]
  ) async throws -> SafeText? {
    var pauses = pauses[...]
    while true {
      let left = max(1, Int((end - ContinuousClock.now) / .seconds(1)))
      guard let fault = try await sender.send(message, by: rule.channel, within: left) else {
        return nil
      }
      guard fault.isPassing, let pause = pauses.popFirst(), ContinuousClock.now + pause < end
      else { return fault.reason }
      try await Task.sleep(for: pause)
    }
  }

  /// Sends a message to each that is told of something, to see whether that works.
  ///
  /// - Parameter kind: What they are told of; nil for whatever.
  /// - Returns: Each rule with why it couldn't be sent there; nil where it was.
  /// - Throws: ``AlertError`` where nobody is told.
  package func test(
    on kind: AlertRule.Kind?
  ) async throws -> [(rule: AlertRule, fault: SafeText?)] {
    let chosen = rules.filter { rule in kind.map(rule.kinds.contains) ?? true }
    guard !chosen.isEmpty else { throw AlertError.noneFor(SafeText(kind?.rawValue ?? "")) }
    let messages = AlertMessages(
      repo: RepoFacts.name(of: edge), upstream: edge.upstream.address.shown.string,
      pin: edge.lock.pin.id.hex)
    var results: [(rule: AlertRule, fault: SafeText?)] = []
    for rule in chosen {
      let told = kind ?? AlertRule.Kind.allCases.first(where: rule.kinds.contains) ?? .failed
      let message = messages.message(
        told.rawValue, isResolved: false, "this is a test of edgesync's alerts, nothing happened",
        event: ["test": true])
      let fault = try await sender.send(message, by: rule.channel, within: 30)
      results.append((rule, fault?.reason))
    }
    return results
  }
}
