import Text

/// A check as the manifest declares it.
package struct CheckDefinition: Hashable, Sendable {
  /// When it belongs: what has to hold before a sync, or of what a sync leaves.
  package enum Stage: String, CaseIterable, Sendable {
    case pre, post
  }

  /// Its name, unique in the manifest.
  package let name: String
  /// Its stage.
  package let stage: Stage
  /// What it does.
  package let work: Work
  /// The report of its tests, from the root of the files; nil where it writes none.
  package let junit: String?
  /// Its benchmark; nil where it is none.
  package let benchmark: BenchmarkRule?
  /// How long it may take, in seconds.
  package let timeout: Int
  /// Whether a sync needs it to pass.
  package let isRequired: Bool
  /// Whether an emergency sync runs it.
  package let runsInEmergency: Bool
  /// Names of checks that have to pass first.
  package let needs: [String]
  /// Variables added to its environment.
  package let environment: [String: String]
  /// Names of the user's variables that are handed on to it: what they hold is a secret, and is masked
  /// in its log.
  package let passedOn: [String]
  /// Whether it runs in a sandbox; nil where the manifest doesn't say, for it nor for all.
  package var sandbox: SandboxPolicy?
  /// Everything that the manifest says of it, in a fixed form, so that results are kept apart when
  /// the definition changes.
  package let canonical: String
  /// The line of the manifest it stands on.
  package let line: Int

  /// Seconds that a check may take where it doesn't say.
  package static let defaultTimeout = 600
}
