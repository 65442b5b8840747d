import SystemPackage
import Text

/// Paths by their bytes. swift-system takes the whole of a path apart at each step, which is most of what a short
/// command costs where it isn't optimised, as in tests: what is done often doesn't go through it.
extension FilePath {
  /// The path as text that is safe to draw.
  package var text: SafeText {
    withPlatformString { pointer in
      SafeText(bytes: UnsafeRawBufferPointer(start: pointer, count: length))
    }
  }

  /// Its bytes.
  package var bytes: [UInt8] {
    withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: length)) }
  }

  /// A path from its bytes; a NUL ends it.
  package init(bytes: some Sequence<UInt8>) {
    var text = bytes.map { CChar(bitPattern: $0) }
    text.append(0)
    self = text.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { FilePath(platformString: $0) } ?? FilePath()
    }
  }

  /// A path of a repository below this folder.
  package func appending(_ path: RepoPath) -> FilePath {
    path.isRoot ? self : FilePath(bytes: bytes + [UInt8(ascii: "/")] + path.bytes)
  }

  /// A path of a repository below this folder as the system takes it, with a NUL at its end.
  func platformString(of path: RepoPath) -> [CChar] {
    let names = path.isRoot ? [] : [UInt8(ascii: "/")] + path.bytes
    return (bytes + names).map { CChar(bitPattern: $0) } + [0]
  }

  /// The path without `.`, and with `..` taken by the names alone: what `lexicallyNormalized()` gives, at once where
  /// there is neither.
  package var normalized: FilePath { hasDotNames ? lexicallyNormalized() : self }

  private var hasDotNames: Bool {
    let (dot, slash) = (UInt8(ascii: "."), UInt8(ascii: "/"))
    return bytes.split(separator: slash).contains { $0 == [dot] || $0 == [dot, dot] }
  }
}
