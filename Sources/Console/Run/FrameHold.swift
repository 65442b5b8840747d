/// Holds a frame back for a moment where lines are about to come: drawn without them first, the reading pane would
/// blink with each step of a cursor. Where it shows none now, nothing would blink, and nothing waits.
package struct FrameHold: Sendable {
  /// How long a frame waits that answers a key or another size: less than anybody notices.
  package static let longestForAnswer = Duration.milliseconds(12)
  /// How long any other frame waits.
  package static let longest = Duration.milliseconds(40)

  /// Until when a frame is held back at the most; nil where none is.
  package private(set) var end: ContinuousClock.Instant?

  /// Whether the last frame had all lines that would be seen.
  private var wasWhole = false

  /// Nothing held back.
  package init() {}

  /// Notes that a frame was drawn.
  package mutating func drew(isWhole: Bool) { wasWhole = isWhole }

  /// Whether the next frame waits.
  ///
  /// - Parameters:
  ///   - awaitsLines: Whether lines that would be seen are on their way.
  ///   - isAnswer: Whether the frame answers a key or another size.
  package mutating func holds(
    awaitsLines: Bool, isAnswer: Bool, at now: ContinuousClock.Instant
  ) -> Bool {
    let wanted = now + (isAnswer ? Self.longestForAnswer : Self.longest)
    let end = min(self.end ?? wanted, wanted)
    let isHeld = wasWhole && awaitsLines && now < end
    self.end = isHeld ? end : nil
    return isHeld
  }

  /// Milliseconds until the frame is due; nil where none is held back.
  package func left(at now: ContinuousClock.Instant) -> Int? {
    end.map { max(0, Int(($0 - now) / .milliseconds(1)) + 1) }
  }
}
