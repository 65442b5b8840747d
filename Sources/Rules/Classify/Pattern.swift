import Git

/// One line of ignore rules (gitignore(5)), compiled for bytes.
package struct Pattern: Hashable, Sendable {
  /// The pattern as written.
  package let source: String
  /// The line of the manifest it stands on; nil where it stands for a default.
  package let line: Int?
  /// Why the files that it matches are the edge repo's own; nil where nobody says.
  package let reason: String?
  /// Whom to ask about them; nil where nobody says.
  package let owner: String?
  /// Whether it starts with `!` and takes matches back.
  package let isNegated: Bool
  private let onlyFolders: Bool
  /// Whether it is matched against the whole path rather than the last name.
  private let isAnchored: Bool
  private let glob: Glob

  /// What a pattern without a wildcard names.
  enum Literal {
    /// A path.
    case path([UInt8])
    /// A name in any folder.
    case name([UInt8])
  }

  /// What it names, where it has no wildcard; nil where it has one.
  var literal: Literal? {
    glob.literal.map { isAnchored ? .path($0) : .name($0) }
  }

  /// Characters of a reason at the most.
  static let maximumReason = 500
  /// Characters of an owner at the most.
  static let maximumOwner = 200

  /// Compiles a pattern; nil where it is empty or a comment, which match nothing.
  package init?(
    _ source: String, line: Int? = nil, reason: String? = nil, owner: String? = nil
  ) {
    self.source = source
    self.line = line
    self.reason = reason
    self.owner = owner
    var text = Array(source.utf8)[...]
    if text.first == UInt8(ascii: "#") { return nil }
    text = Self.trimmingTrailingBlanks(text)
    isNegated = text.first == UInt8(ascii: "!")
    if isNegated { text = text.dropFirst() }
    // A backslash in front keeps a leading # or ! from being special; the glob drops it itself.
    onlyFolders = text.last == UInt8(ascii: "/")
    if onlyFolders { text = text.dropLast() }
    isAnchored = text.contains(UInt8(ascii: "/"))
    if text.first == UInt8(ascii: "/") { text = text.dropFirst() }
    guard !text.isEmpty else { return nil }
    glob = Glob(text, crossesSlashes: !isAnchored)
  }

  /// Whether the pattern names a path itself, not through one of its folders.
  package func matches(_ path: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
    if onlyFolders, !isFolder { return false }
    if isAnchored { return glob.matches(path) }
    let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
    return glob.matches(name)
  }

  /// Git drops trailing blanks unless a backslash stands before them.
  private static func trimmingTrailingBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == UInt8(ascii: "\\"), index + 1 < text.endIndex {
        index += 2
        end = index
      } else {
        if text[index] != UInt8(ascii: " ") { end = index + 1 }
        index += 1
      }
    }
    return text[..<end]
  }
}
