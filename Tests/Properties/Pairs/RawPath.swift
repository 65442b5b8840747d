/// Paths as git has them: bytes, with slashes between names.
package enum RawPath {
  /// The last name.
  package static func name(of path: [UInt8]) -> [UInt8] {
    path.lastIndex(of: 0x2F).map { Array(path[($0 + 1)...]) } ?? path
  }

  /// What is left of a path below a folder: empty for the folder itself, nil where it lies elsewhere.
  package static func below(_ folder: [UInt8], _ path: [UInt8]) -> [UInt8]? {
    if folder.isEmpty { return path }
    if path == folder { return [] }
    return path.starts(with: folder + [0x2F]) ? Array(path.dropFirst(folder.count + 1)) : nil
  }

  /// A path below a folder.
  package static func joined(_ folder: [UInt8], _ path: [UInt8]) -> [UInt8] {
    if folder.isEmpty { return path }
    return path.isEmpty ? folder : folder + [0x2F] + path
  }

  /// The folders that a path lies in, the nearest first; the root isn't one.
  package static func folders(of path: [UInt8]) -> [[UInt8]] {
    var folders: [[UInt8]] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: 0x2F) {
      rest = rest[..<slash]
      folders.append(Array(rest))
    }
    return folders
  }

  /// The path for people: as text where it is some, with everything else escaped.
  package static func shown(_ path: [UInt8]) -> String {
    path.reduce(into: "") { text, byte in
      if (0x21...0x7E).contains(byte), byte != 0x25 {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let digits = String(byte, radix: 16)
        text += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
  }
}
