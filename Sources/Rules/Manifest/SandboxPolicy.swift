/// Whether a check runs in a sandbox.
package enum SandboxPolicy: String, CaseIterable, Sendable {
  /// In the strongest that works on the machine, or in none where none does.
  case auto
  /// In the strongest that works; where none does, the check isn't run.
  case require
  /// In none.
  case off
}
