/// What a tree entry is, as git normalises the modes that trees hold.
package enum FileMode: UInt32, Sendable {
  case file = 0o100644
  case executable = 0o100755
  case symlink = 0o120000
  /// A submodule's commit.
  case gitlink = 0o160000
  case folder = 0o040000

  /// Reads a tree entry's mode as git's `canon_mode` does: old trees hold `100664` and the like.
  package init(canonical mode: UInt32) {
    switch mode & 0o170000 {
    case 0o100000: self = mode & 0o100 == 0 ? .file : .executable
    case 0o120000: self = .symlink
    case 0o040000: self = .folder
    default: self = .gitlink
    }
  }

  /// The digits that a tree object holds (no leading zero).
  package var digits: String { String(rawValue, radix: 8) }

  /// The six digits that `git diff --raw` prints.
  package var sixDigits: String { self == .folder ? "040000" : digits }

  /// Whether it is a regular file, executable or not.
  package var isRegular: Bool { self == .file || self == .executable }

  /// Whether a change between two modes changes what kind of file it is (git's status `T`).
  package func differsInKind(from other: FileMode) -> Bool {
    isRegular != other.isRegular || (!isRegular && self != other)
  }
}
