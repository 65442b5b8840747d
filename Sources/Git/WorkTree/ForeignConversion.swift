import Text

extension Repository {
  /// A conversion between object and work tree that is left to git.
  package enum ForeignConversion: Hashable, Sendable {
    /// A filter of the user's, by its name.
    case filter(SafeText)
    /// Another encoding in the work tree (`working-tree-encoding`), which libgit2 doesn't know.
    case encoding(SafeText)
  }
}
