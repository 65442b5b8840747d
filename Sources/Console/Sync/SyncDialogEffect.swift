/// Work on a sync.
package enum SyncDialogEffect: Sendable {
  /// Make its plan.
  case plan(WantedSync)
  /// Propose, check and land it, if it still comes to what was agreed to.
  case land(WantedSync, SyncApproval)
}
