import Git

/// A search for the commit that broke the checks, while it runs.
package struct Bisect: Hashable, Sendable {
  /// The newest candidate that is tried.
  package let tip: ObjectID
  /// The candidate that is tried now; nil for what stands now.
  package var candidate: ObjectID?
  /// How many may have to be tried after it.
  package var left: Int
}
