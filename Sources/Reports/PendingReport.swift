import Git
import Landing
import Planning
import Rules
import Text

/// What is told of that which waits for a person: overrides that upstream changed, and emergencies to review.
package enum PendingReport {
  /// An override whose upstream version changed.
  package static func override(_ path: RepoPath) -> Line {
    Line(Mark.attention + " ", .override).adding(path.text)
      .adding("  upstream changed its version", .dim)
  }

  /// An override whose upstream version changed, and in which conflicts aren't resolved.
  ///
  /// - Parameter width: Cells that there are; what is cut to them is the path's beginning.
  package static func override(_ conflicts: UnresolvedConflicts, width: Int) -> Line {
    let words: SafeText = "  conflicts not resolved: " + CarryReport.places(of: conflicts)
    let mark: SafeText = Mark.attention + " "
    let path = conflicts.path.text.truncatedFront(
      to: max(leastPath, width - mark.width - words.width))
    return Line(mark, .override).adding(path).adding(words, .warning)
  }

  /// Cells that a path has at the least.
  private static let leastPath = 12

  /// An emergency that nobody has reviewed yet.
  package static func review(_ review: Lock.OwedReview, now: Int) -> Line {
    Line(Mark.attention + " ", .override).adding("review of the emergency to ")
      .adding("\(review.to.short)", .id)
      .adding(" by \(review.maker), \(Age(of: review.date, now: now).ago): \(review.reason)")
  }

  /// Overrides whose upstream version a sync changes.
  package static func carryOver(_ paths: [RepoPath]) -> [Line] {
    list(changedHere, paths)
  }

  /// What a plan leaves to be carried over, what earlier syncs left last.
  static func carryOver(_ plan: Plan) -> [Line] {
    let classifier = Classifier(plan.manifest)
    let because: (RepoPath) -> SafeText = { classifier.edgeRule(of: $0)?.because ?? "" }
    return list(changedHere, plan.owedNow, because)
      + list("Still to carry over, from before this sync:", plan.owedBefore, because)
  }

  private static let changedHere: SafeText = "Carry over by hand (upstream changed its version):"

  /// Paths that need a person's eye, below a heading.
  ///
  /// - Parameter because: Why a path is the edge repo's own, in brackets behind a blank; empty where nobody says.
  static func list(
    _ heading: SafeText, _ paths: [RepoPath], _ because: (RepoPath) -> SafeText = { _ in "" }
  ) -> [Line] {
    if paths.isEmpty { return [] }
    return [Line(heading, .override)]
      + paths.map {
        Line("  \(Mark.attention) ", .override).adding($0.text).adding(because($0), .dim)
      }
  }
}
