import Git

/// Work on checks.
package enum ChecksEffect: Sendable {
  /// Tell what was checked before of a candidate's tree, with moved mappings taken along or not.
  case loadKnown(ObjectID, followsMoves: Bool)
  /// Run a candidate's checks: those of some names, or all that haven't run.
  case run(ObjectID, only: Set<String>?, followsMoves: Bool)
  /// Search for the commit that broke the checks, up to a candidate.
  case bisect(to: ObjectID)
  /// Stop the checks that run, or the search.
  case stop
  /// Keep the answer that checks may run code here.
  case allow
}
