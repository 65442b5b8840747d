/// What an annotated tag stands on.
struct TagTarget {
  /// The object.
  let id: ObjectID
  /// What the tag says that it is.
  let kind: ObjectKind

  /// Bytes of a tag at the least: git takes no shorter one.
  private static let minimumBytes = 64

  /// Reads the beginning of a tag's object as git does (`parse_tag_buffer` in tag.c); nil where git would read nothing.
  init?(parsing bytes: [UInt8]) {
    guard bytes.count >= Self.minimumBytes else { return nil }
    var lines = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false)
      .makeIterator()
    guard let object = lines.next(), object.starts(with: "object ".utf8),
      let id = ObjectID(hex: object.dropFirst(7)),
      let type = lines.next(), type.starts(with: "type ".utf8),
      let kind = ObjectKind(rawValue: String(decoding: type.dropFirst(5), as: UTF8.self)),
      // The name's line has to end.
      let name = lines.next(), name.starts(with: "tag ".utf8), lines.next() != nil
    else { return nil }
    (self.id, self.kind) = (id, kind)
  }
}
