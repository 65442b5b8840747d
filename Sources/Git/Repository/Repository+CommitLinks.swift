import Text

extension Repository {
  /// A commit's committer time and parents, read without decoding its texts: what a walk needs.
  package func commitLinks(
    _ id: ObjectID
  ) throws(GitError) -> (time: Int, parents: [ObjectID]) {
    try withObject(id, .commit) { bytes throws(GitError) in
      var parents: [ObjectID] = []
      // A parent counts in its place in front of the author alone.
      var hasAuthor = false
      var index = bytes.startIndex
      while index < bytes.endIndex {
        let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
        let line = bytes[index..<end]
        if line.isEmpty { break }
        if line.starts(with: "author ".utf8) {
          hasAuthor = true
        } else if !hasAuthor, line.starts(with: "parent ".utf8) {
          guard let parent = ObjectID(hex: line.dropFirst(7)) else {
            throw .malformed(object: "commit \(id.short)", reason: "a parent is no object id")
          }
          parents.append(parent)
        } else if line.starts(with: "committer ".utf8) {
          return (Signature.moment(endOf: line).time, parents)
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
}
