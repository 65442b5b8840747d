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
    path.isRoot ? self : FilePath(bytes: bytes(below: path.bytes))
  }

  /// What has a name in this folder, or a path below it, that is written in the source.
  package func entry(_ name: StaticString) -> FilePath {
    let name = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    return FilePath(bytes: bytes(below: Array(name)))
  }

  /// The bytes of a path below this folder.
  private func bytes(below name: [UInt8]) -> [UInt8] {
    isEmpty ? name : bytes + [UInt8(ascii: "/")] + name
  }

  /// A path of a repository below this folder as the system takes it, with a NUL at its end.
  func platformString(of path: RepoPath) -> [CChar] {
    let name = path.isRoot ? bytes : bytes(below: path.bytes)
    return name.map { CChar(bitPattern: $0) } + [0]
  }

  /// The path in C's quotes, as git takes it in a list of paths that a colon would end (git(1),
  /// `GIT_ALTERNATE_OBJECT_DIRECTORIES`).
  package var quotedForGit: String {
    let characters = bytes.map { byte in
      let isPlain = byte > 0x20 && byte < 0x7F && byte != 0x22 && byte != 0x5C
      if isPlain { return String(UnicodeScalar(byte)) }
      let digits = String(byte, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    return "\"\(characters.joined())\""
  }

  /// The path without `.`, and with `..` taken by the names alone: what `lexicallyNormalized()` gives, at once where
  /// there is neither.
  package var normalized: FilePath {
    let bytes = bytes
    let (dot, slash) = (UInt8(ascii: "."), UInt8(ascii: "/"))
    guard bytes.split(separator: slash).contains(where: { $0 == [dot] || $0 == [dot, dot] }) else {
      return self
    }
    return bytes.first == slash ? PathNames(bytes).path : lexicallyNormalized()
  }
}
