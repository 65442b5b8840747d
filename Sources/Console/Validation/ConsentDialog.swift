import Git
import Rules

/// The question, asked once in a repo, whether its checks may run upstream's code here.
package struct ConsentDialog: Overlay {
  /// The commit whose code they run.
  package let candidate: ObjectID
  /// The checks that are about to run.
  package let checks: [CheckDefinition]
  /// Which part of it is seen, where the screen is too small for it.
  private var scroll = Scroll.top
  /// What was asked for, and is done once they may.
  private let work: @Sendable (inout Model) -> [Effect]

  /// A question before some work.
  init(
    _ candidate: ObjectID, _ checks: [CheckDefinition],
    before work: @escaping @Sendable (inout Model) -> [Effect]
  ) {
    self.candidate = candidate
    self.checks = checks
    self.work = work
  }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if let movement = action.movement { scroll.move(movement) }
    guard action == .open else { return .none }
    let work = work
    return .closeThen { model in
      model.summary?.runsChecks = true
      return [.checks(.allow)] + work(&model)
    }
  }

  package mutating func draw(_ canvas: inout Canvas) {
    ConsentView.draw(&canvas, self, &scroll)
  }
}
