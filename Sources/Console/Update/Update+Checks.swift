import Git
import Rules
import Text

/// Validating a candidate: its checks, and what they are about.
extension Model {
  /// Starts a candidate's checks, or stops those that run.
  mutating func validate(_ candidate: ObjectID, only names: Set<String>?) -> [Effect] {
    guard let validation = validations[candidate] else { return [] }
    if validation.isRunning {
      notice = Notice(.warning, "stopping the checks")
      return [.stopChecks]
    }
    // A changed manifest makes a sync at the same pin: the pin dialog has it checked.
    let isInDialog = overlays.contains { overlay in
      if case .pin = overlay { true } else { false }
    }
    if candidate == summary?.pin.id, !isInDialog {
      notice = Notice(.warning, "this is the pin; `edgesync check` validates the repo as it is")
      return []
    }
    let checks = summary?.checks.filter { names?.contains($0.name) ?? true } ?? []
    return onceAllowed(checks, on: [candidate]) { $0.startChecks(candidate, only: names) }
  }

  private mutating func startChecks(_ candidate: ObjectID, only names: Set<String>?) -> [Effect] {
    guard var validation = validations[candidate] else { return [] }
    validation.begin(names)
    validations[candidate] = validation
    activities[.checking] = "checking \(candidate.short)"
    return [
      .runChecks(candidate, only: names, followsMoves: followed.contains(candidate))
    ]
  }

  /// Asks for what was checked before of a candidate.
  func loadKnownChecks(of candidate: ObjectID) -> Effect {
    .loadKnownChecks(candidate, followsMoves: followed.contains(candidate))
  }

  /// Asks for the plan to a candidate.
  func loadPlan(to candidate: ObjectID) -> Effect {
    .loadPlan(candidate, followsMoves: followed.contains(candidate))
  }
}
