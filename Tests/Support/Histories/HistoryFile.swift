/// What a made-up history holds at a path.
public struct HistoryFile: Hashable, Sendable {
  /// What kind of file it is, by git's mode digits.
  public enum Kind: String, Sendable {
    case file = "100644"
    case executable = "100755"
    case symlink = "120000"
    case submodule = "160000"
  }

  /// What kind of file it is.
  public var kind: Kind
  /// Its bytes: a link's target, a submodule's commit in hexadecimal digits.
  public var content: [UInt8]

  /// A file from its parts.
  public init(kind: Kind, content: [UInt8]) {
    self.kind = kind
    self.content = content
  }
}

extension HistoryFile: ExpressibleByStringLiteral {
  /// A regular file of some text.
  public init(stringLiteral text: String) {
    self.init(kind: .file, content: Array(text.utf8))
  }
}

/// A whole tree of a made-up history, by path.
public struct HistoryTree: Sendable {
  /// The files by their path.
  public private(set) var files: [[UInt8]: HistoryFile] = [:]

  /// An empty tree.
  public init() {}

  /// The paths in git's order of bytes: a dictionary's own order differs from run to run.
  public var paths: [[UInt8]] { files.keys.sorted { $0.lexicographicallyPrecedes($1) } }

  /// Puts a file at a path; files that stand in the place of its folders, or below it, go.
  public mutating func put(_ file: HistoryFile, at path: [UInt8]) {
    for other in files.keys
    where path.starts(with: other + [0x2F]) || other.starts(with: path + [0x2F]) {
      files[other] = nil
    }
    files[path] = file
  }

  /// Takes a path away.
  public mutating func remove(_ path: [UInt8]) { files[path] = nil }
}
