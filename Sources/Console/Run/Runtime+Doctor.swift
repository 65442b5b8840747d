import Doctor

/// Looking for what is wrong with the set-up.
extension Runtime {
  /// Looks at the set-up beside all else; an earlier look of the kind is given up.
  ///
  /// - Parameter message: Tells of what was found.
  func examine(_ scope: Diagnosis.Scope, _ message: @escaping @Sendable (Diagnosis) -> Message) {
    let (queue, folder, clock) = (queue, folder, clock)
    examining[scope]?.cancel()
    examining[scope] = start {
      var surroundings = Surroundings.current
      surroundings.now = clock()
      let diagnosis = await Diagnosis(at: folder, in: surroundings, scope)
      if !Task.isCancelled { queue.post(message(diagnosis)) }
    }
  }
}
