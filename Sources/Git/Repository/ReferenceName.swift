/// What git takes for the name of a ref (git-check-ref-format(1)).
package enum ReferenceName {
  private static let lock = Array(".lock".utf8)

  /// Whether git would make a ref of a name, of one level too, such as `HEAD`.
  package static func isWellFormed(_ name: some Collection<UInt8>) -> Bool {
    if name.elementsEqual(CollectionOfOne(UInt8(ascii: "@"))) { return false }
    var level: [UInt8] = []
    for byte in name {
      if byte == UInt8(ascii: "/") {
        guard isLevel(level) else { return false }
        level.removeAll(keepingCapacity: true)
        continue
      }
      let isPair =
        byte == UInt8(ascii: ".") && level.last == byte
        || byte == UInt8(ascii: "{") && level.last == UInt8(ascii: "@")
      if isPair || isForbidden(byte) { return false }
      level.append(byte)
    }
    return isLevel(level) && level.last != UInt8(ascii: ".")
  }

  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7F, UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ":"),
      UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "\\"):
      true
    default: false
    }
  }

  /// Whether something may stand between two slashes.
  private static func isLevel(_ level: [UInt8]) -> Bool {
    !level.isEmpty && level[0] != UInt8(ascii: ".") && !level.suffix(lock.count).elementsEqual(lock)
  }

  /// Whether git passes over a name that isn't well formed where it reads one, instead of stopping
  /// (`refs.c`, `refname_is_safe`).
  static func isSafe(_ name: some Collection<UInt8>) -> Bool {
    let folder = "refs/".utf8
    guard name.starts(with: folder) else {
      return name.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
    }
    return name.dropFirst(folder.count)
      .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
  }
}
