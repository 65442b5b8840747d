import Text

extension Commit {
  /// Bytes of a message that are kept: nobody writes a longer one to be read.
  static let maximumMessage = 1 << 18

  /// Reads a commit object (git's `Documentation/gitformat-commit`, `commit.c`): headers up to an
  /// empty line, then the message in the encoding that a header names.
  ///
  /// Who wrote or made a commit that doesn't say is nobody, at no time, as in `git log`.
  ///
  /// - Throws: ``GitError/malformed(object:reason:)`` where the tree is missing, or a parent is no id.
  init(id: ObjectID, parsing bytes: UnsafeRawBufferPointer) throws(GitError) {
    let first = try TreeAndParents(of: id, bytes)
    var author: Slice<UnsafeRawBufferPointer>?
    var committer: Slice<UnsafeRawBufferPointer>?
    var encoding: String?
    var index = first.end
    while index < bytes.endIndex {
      let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
      let line = bytes[index..<end]
      index = min(end + 1, bytes.endIndex)
      if line.isEmpty { break }
      if line.starts(with: "author ".utf8), author == nil {
        author = line.dropFirst(7)
      } else if line.starts(with: "committer ".utf8), committer == nil {
        committer = line.dropFirst(10)
      } else if line.starts(with: "encoding ".utf8), encoding == nil {
        encoding = String(decoding: line.dropFirst(9), as: UTF8.self)
      }
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
      id: id, tree: first.tree, parents: first.parents, author: signature(author),
      committer: signature(committer), message: message)
  }
}
