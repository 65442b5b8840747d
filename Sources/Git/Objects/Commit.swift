/// A commit, read from its object.
package struct Commit: Hashable, Sendable {
  /// The commit's id.
  package let id: ObjectID
  /// The id of its tree.
  package let tree: ObjectID
  /// Its parents in order; for a shallow repository's boundary, none.
  package let parents: [ObjectID]
  /// Who wrote the change.
  package let author: Signature
  /// Who made the commit.
  package let committer: Signature
  /// The whole message, decoded.
  package let message: String

  /// A commit from its parts.
  package init(
    id: ObjectID, tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature,
    message: String
  ) {
    self.id = id
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
  }

  /// The message's first paragraph on one line, as `git log --format=%s` prints it.
  package var subject: String {
    var words: [Substring.UTF8View] = []
    for line in message.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let trimmed = Substring(line).utf8.trimmingTrailingSpace()
      if trimmed.isEmpty {
        if words.isEmpty { continue }
        break
      }
      words.append(trimmed)
    }
    return words.map { String(Substring($0)) }.joined(separator: " ")
  }

  /// What follows the subject, without blank lines at its ends.
  package var body: String {
    var lines = message.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
    let isBlank: (Substring.UTF8View) -> Bool = {
      Substring($0).utf8.trimmingTrailingSpace().isEmpty
    }
    lines = lines.drop(while: isBlank)
    lines = lines.drop(while: { !isBlank($0) }).drop(while: isBlank)
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    return lines.map { String(Substring($0)) }.joined(separator: "\n")
  }
}

extension Substring.UTF8View {
  /// The view without trailing white space (git's own `isspace`: no vertical tab, no form feed).
  fileprivate func trimmingTrailingSpace() -> Substring.UTF8View {
    var end = endIndex
    while end > startIndex {
      let before = index(before: end)
      guard [0x20, 0x09, 0x0A, 0x0D].contains(self[before]) else { break }
      end = before
    }
    return self[startIndex..<end]
  }
}
