import Text

/// A path inside a repository: bytes, with `/` between names.
///
/// Git's paths need not be UTF-8, and Swift's `String` holds two spellings of one name (NFC and NFD)
/// for equal, so that a set of strings loses files. Compared byte by byte, as git does.
package struct RepoPath: Hashable, Comparable, Sendable {
  /// The bytes, without a leading or trailing slash.
  package let bytes: [UInt8]

  /// A path from its bytes, taken as they are.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// A path from its bytes, taken as they are.
  package init(_ bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// A path from text, as UTF-8.
  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// All bytes at once: one by one, as arrays do it, they are most of what it costs to look a path up.
  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    hasher.combine(bytes.count)
  }

  /// The repository's root.
  package static let root = RepoPath([])

  /// Whether it is the repository's root.
  package var isRoot: Bool { bytes.isEmpty }

  /// The names from the root down.
  package var names: [ArraySlice<UInt8>] {
    isRoot ? [] : bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  /// The last name; empty for the root.
  package var name: ArraySlice<UInt8> {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return bytes[...] }
    return bytes[(slash + 1)...]
  }

  /// The folder it lies in; the root's is the root.
  package var parent: RepoPath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return .root }
    return RepoPath(bytes[..<slash])
  }

  /// A path below this one.
  package func appending(_ name: some Collection<UInt8>) -> RepoPath {
    if isRoot { return RepoPath(name) }
    if name.isEmpty { return self }
    var joined = bytes
    joined.reserveCapacity(bytes.count + 1 + name.count)
    joined.append(UInt8(ascii: "/"))
    joined.append(contentsOf: name)
    return RepoPath(joined)
  }

  /// A path below this one.
  package func appending(_ path: RepoPath) -> RepoPath { appending(path.bytes) }

  /// Whether it is a folder or lies inside it; everything lies inside the root.
  package func isInside(_ folder: RepoPath) -> Bool {
    if folder.isRoot { return true }
    guard bytes.starts(with: folder.bytes) else { return false }
    return bytes.count == folder.bytes.count || bytes[folder.bytes.count] == UInt8(ascii: "/")
  }

  /// The part below a folder that it lies inside; nil where it doesn't.
  package func relative(to folder: RepoPath) -> RepoPath? {
    guard isInside(folder) else { return nil }
    if folder.isRoot { return self }
    return RepoPath(bytes.dropFirst(folder.bytes.count + 1))
  }

  /// The path as text that is safe to draw.
  package var text: SafeText { SafeText(bytes: bytes) }

  /// Git's order: byte by byte.
  package static func < (left: RepoPath, right: RepoPath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension RepoPath: ExpressibleByStringLiteral, CustomStringConvertible {
  /// A path written in the source.
  package init(stringLiteral value: String) {
    self.init(value)
  }

  /// The path as safe text.
  package var description: String { text.string }
}

extension RepoPath {
  /// The path as a string, with bytes that aren't UTF-8, and then `%` too, escaped as `%HH`; and
  /// whether anything was escaped (JSON's `pathBytes`).
  package var percentEscaped: (string: String, isEscaped: Bool) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
    var escaped: [UInt8] = []
    var rest = bytes[...]
    while let byte = rest.first {
      let length = Self.sequenceLength(of: byte)
      let sequence = rest.prefix(length)
      if byte != UInt8(ascii: "%"), sequence.count == length,
        String(validating: sequence, as: UTF8.self) != nil
      {
        escaped.append(contentsOf: sequence)
        rest = rest.dropFirst(length)
      } else {
        PercentEscape.append(byte, to: &escaped)
        rest = rest.dropFirst()
      }
    }
    return (String(decoding: escaped, as: UTF8.self), true)
  }

  /// Reads a path whose bytes are escaped as `%HH`; nil where an escape is broken.
  package init?(percentEscaped text: String) {
    guard let bytes = PercentEscape.bytes(of: text.utf8) else { return nil }
    self.init(bytes)
  }

  /// Bytes of the UTF-8 sequence that a byte would begin.
  private static func sequenceLength(of byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
