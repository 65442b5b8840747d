import Foundation

extension PathGuard {
  /// What two paths have in common that some file system takes for one: letters in lower case, accents
  /// composed, what HFS+ ignores and what NTFS drops at a name's end left out.
  ///
  /// To compare paths where taking two for one does no harm; never to write one.
  package static func key(of path: RepoPath) -> RepoPath {
    var key = RepoPath.root
    for name in path.names { key = key.appending(Self.key(ofName: name)) }
    return key
  }

  private static func key(ofName name: ArraySlice<UInt8>) -> [UInt8] {
    guard let text = String(validating: name, as: UTF8.self) else { return Array(name) }
    var bytes = Array(name)
    if name.contains(where: { $0 >= 0x80 }) {
      var scalars = String.UnicodeScalarView()
      for scalar in text.unicodeScalars where !isIgnoredByHFS(scalar) { scalars.append(scalar) }
      bytes = Array(String(scalars).lowercased().precomposedStringWithCanonicalMapping.utf8)
    }
    let stem = ntfsStem(of: bytes[...])
    return stem.isEmpty ? Array(name) : stem
  }
}
