import Git
import Rules
import Text

/// The question, asked once in a repo, whether its checks may run upstream's code here.
package struct ConsentDialog: Sendable {
  /// The commit whose code they run.
  package let candidate: ObjectID
  /// The checks that are about to run.
  package let checks: [CheckDefinition]
  /// Which part of it is seen, where the screen is too small for it.
  package var scroll = Scroll.top
  /// What was asked for, and is done once they may.
  let work: @Sendable (inout Model) -> [Effect]

  /// A question before some work.
  init(
    _ candidate: ObjectID, _ checks: [CheckDefinition],
    before work: @escaping @Sendable (inout Model) -> [Effect]
  ) {
    self.candidate = candidate
    self.checks = checks
    self.work = work
  }
}
