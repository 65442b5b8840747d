import Git

/// What a check's result is compared with, and what it holds for therefore.
package struct Baselines: Hashable, Sendable {
  /// The tree that stands in the edge repo now; nil where that is what is checked.
  let present: ObjectID?
  /// Edge-specific files as upstream has them; nil where no benchmark is compared with upstream.
  let counterparts: Counterparts?

  /// Baselines from their parts.
  package init(present: ObjectID? = nil, counterparts: Counterparts? = nil) {
    self.present = present
    self.counterparts = counterparts
  }
}
