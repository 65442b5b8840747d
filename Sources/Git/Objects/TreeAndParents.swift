import Text

/// A commit's tree and parents, read as git reads them (`parse_commit_buffer` in commit.c): they
/// stand in the first lines, and what looks like them further down is no part of the history.
struct TreeAndParents {
  /// The tree.
  let tree: ObjectID
  /// The parents, in order.
  private(set) var parents: [ObjectID] = []
  /// Where the first line after them begins.
  private(set) var end: Int

  private static let digits = 2 * ObjectID.byteCount

  /// Reads the first lines of a commit's object.
  ///
  /// - Throws: ``GitError/malformed(object:reason:)`` where the tree is missing, or a parent is no id.
  init(of id: ObjectID, _ bytes: UnsafeRawBufferPointer) throws(GitError) {
    guard let tree = Self.id(after: "tree ", at: 0, in: bytes) else {
      throw .malformed(object: "commit \(id.short)", reason: "it names no tree")
    }
    self.tree = tree
    end = 5 + Self.digits + 1
    // A line that is cut off is none.
    while bytes.count - end > 7 + Self.digits, bytes[end...].starts(with: "parent ".utf8) {
      guard let parent = Self.id(after: "parent ", at: end, in: bytes) else {
        throw .malformed(object: "commit \(id.short)", reason: "a parent isn't an object id")
      }
      parents.append(parent)
      end += 7 + Self.digits + 1
    }
  }

  /// The id in a line; nil where the line isn't a word, an id and its end.
  private static func id(
    after word: String, at place: Int, in bytes: UnsafeRawBufferPointer
  ) -> ObjectID? {
    let start = place + word.utf8.count
    guard bytes.count > start + digits, bytes[place...].starts(with: word.utf8),
      bytes[start + digits] == 0x0A
    else { return nil }
    return ObjectID(hex: bytes[start..<start + digits])
  }
}
