import CGit2

/// The versions of the libraries that repositories are read by.
package enum LibraryVersion {
  /// libgit2's: `1.5.1`.
  package static var libgit2: String {
    var (major, minor, revision): (Int32, Int32, Int32) = (0, 0, 0)
    git_libgit2_version(&major, &minor, &revision)
    return "\(major).\(minor).\(revision)"
  }
}
