import Text

/// Why a commit-graph isn't used.
struct CommitGraphFault: Error {
  /// What is wrong with it.
  let reason: SafeText
}
