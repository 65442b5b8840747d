import Text

extension Commit {
  /// Bytes of a message that are kept: nobody writes a longer one to be read.
  static let maximumMessage = 1 << 18

  /// Reads a commit object (git's `Documentation/gitformat-commit`, `commit.c`): headers up to an
  /// empty line, then the message in the encoding that a header names.
  ///
  /// As git has it, the tree and the parents count only in their place in front of the author: what
  /// looks like them further down is no part of the history.
  ///
  /// Who wrote or made a commit that doesn't say is nobody, at no time, as in `git log`.
  ///
  /// - Throws: ``GitError/malformed(object:reason:)`` where the tree is missing, or a parent is no id.
  init(id: ObjectID, parsing bytes: UnsafeRawBufferPointer) throws(GitError) {
    var tree: ObjectID?
    var parents: [ObjectID] = []
    var author: Slice<UnsafeRawBufferPointer>?
    var committer: Slice<UnsafeRawBufferPointer>?
    var encoding: String?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[index..<end]
      let isFirst = index == bytes.startIndex
      index = min(end + 1, bytes.endIndex)
      if line.isEmpty { break }
      if isFirst, line.starts(with: "tree ".utf8) {
        tree = ObjectID(hex: line.dropFirst(5))
      } else if author == nil, line.starts(with: "parent ".utf8) {
        guard let parent = ObjectID(hex: line.dropFirst(7)) else {
          throw .malformed(object: "commit \(id.short)", reason: "a parent isn't an object id")
        }
        parents.append(parent)
      } else if line.starts(with: "author ".utf8), author == nil {
        author = line.dropFirst(7)
      } else if line.starts(with: "committer ".utf8), committer == nil {
        committer = line.dropFirst(10)
      } else if line.starts(with: "encoding ".utf8), encoding == nil {
        encoding = String(decoding: line.dropFirst(9), as: UTF8.self)
      }
    }
    guard let tree else {
      throw .malformed(object: "commit \(id.short)", reason: "it names no tree")
    }
    let decoder = TextDecoder(encoding: encoding)
    let signature = { (line: Slice<UnsafeRawBufferPointer>?) in
      line.map { Signature(parsing: $0, with: decoder) } ?? Signature(name: "", email: "", time: 0)
    }
    var message = decoder.decode(bytes[index...].prefix(Self.maximumMessage))
    if bytes.endIndex - index > Self.maximumMessage {
      message += "\n[… the rest of the message is left out …]\n"
    }
    self.init(
      id: id, tree: tree, parents: parents, author: signature(author),
      committer: signature(committer), message: message)
  }
}
