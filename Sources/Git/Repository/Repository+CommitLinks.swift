import Text

extension Repository {
  /// A commit's committer time and parents, read without decoding its texts: what a walk needs.
  package func commitLinks(
    _ id: ObjectID
  ) throws(GitError) -> (time: Int, parents: [ObjectID]) {
    try withObject(id, .commit) { bytes throws(GitError) in
      var parents: [ObjectID] = []
      var index = bytes.startIndex
      while index < bytes.endIndex {
        let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
        let line = bytes[index..<end]
        if line.isEmpty { break }
        if line.starts(with: "parent ".utf8) {
          guard let parent = ObjectID(hex: line.dropFirst(7)) else {
            throw .malformed(object: "commit \(id.short)", reason: "a parent is no object id")
          }
          parents.append(parent)
        } else if line.starts(with: "committer ".utf8) {
          return (Self.time(endOf: line), parents)
        }
        index = end + 1
      }
      throw .malformed(object: "commit \(id.short)", reason: "it has no committer")
    }
  }

  /// The id of a commit's tree.
  package func commitTree(_ id: ObjectID) throws(GitError) -> ObjectID {
    try withObject(id, .commit) { bytes throws(GitError) in
      guard bytes.starts(with: "tree ".utf8),
        let tree = ObjectID(hex: bytes.dropFirst(5).prefix(40))
      else { throw .malformed(object: "commit \(id.short)", reason: "it names no tree") }
      return tree
    }
  }

  /// The seconds in `NAME <MAIL> SECONDS ZONE`; 0 where there are none, as git has it.
  private static func time(endOf line: Slice<UnsafeRawBufferPointer>) -> Int {
    guard let close = line.lastIndex(of: UInt8(ascii: ">")) else { return 0 }
    var digits = line[(close + 1)...].drop { $0 == 0x20 }
    var value = 0
    while let byte = digits.popFirst(), (0x30...0x39).contains(byte) {
      let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
      if tooLarge { return 0 }
      value = product &+ Int(byte - 0x30)
    }
    return value
  }
}
