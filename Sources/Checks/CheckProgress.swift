import Journal

/// What happens while checks run.
package enum CheckProgress: Sendable {
  /// A check began; how long it took when it last passed here.
  case started(name: String, lastSeconds: Double?)
  /// A check printed something.
  case output(name: String, bytes: [UInt8])
  /// A check ended.
  case finished(CheckResult)
}
