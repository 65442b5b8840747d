import Foundation
import Text

extension Commit {
  /// Reads a commit object (git's `Documentation/gitformat-commit`, `commit.c`): headers up to an
  /// empty line, then the message in the encoding that a header names.
  ///
  /// - Throws: ``GitError/malformed(object:reason:)`` where tree, author or committer is missing.
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
      index = min(end + 1, bytes.endIndex)
      if line.isEmpty { break }
      if line.starts(with: "tree ".utf8) {
        tree = ObjectID(hex: line.dropFirst(5))
      } else if line.starts(with: "parent ".utf8) {
        guard let parent = ObjectID(hex: line.dropFirst(7)) else {
          throw .malformed(object: "commit \(id.short)", reason: "a parent is no object id")
        }
        parents.append(parent)
      } else if line.starts(with: "author ".utf8), author == nil {
        author = line.dropFirst(7)
      } else if line.starts(with: "committer ".utf8), committer == nil {
        committer = line.dropFirst(10)
      } else if line.starts(with: "encoding ".utf8) {
        encoding = String(decoding: line.dropFirst(9), as: UTF8.self)
      }
    }
    guard let tree else {
      throw .malformed(object: "commit \(id.short)", reason: "it names no tree")
    }
    guard let author, let committer else {
      throw .malformed(object: "commit \(id.short)", reason: "it has no author or no committer")
    }
    let decoder = TextDecoder(encoding: encoding)
    self.init(
      id: id, tree: tree, parents: parents,
      author: Signature(parsing: author, with: decoder),
      committer: Signature(parsing: committer, with: decoder),
      message: decoder.decode(bytes[index...]))
  }
}

extension Signature {
  /// Reads `NAME <MAIL> SECONDS ZONE` as leniently as git does; what is missing is empty or zero.
  init(parsing line: Slice<UnsafeRawBufferPointer>, with decoder: TextDecoder) {
    let open = line.firstIndex(of: UInt8(ascii: "<"))
    let close = line.lastIndex(of: UInt8(ascii: ">"))
    guard let open, let close, open < close else {
      self.init(name: decoder.decode(line).trimmingBlanks(), email: "", time: 0)
      return
    }
    let rest = String(decoding: line[(close + 1)...], as: UTF8.self)
    let fields = rest.split(separator: " ")
    var offset = 0
    if fields.count > 1, let zone = Int(fields[1]) {
      offset = (zone / 100) * 60 + zone % 100
    }
    self.init(
      name: decoder.decode(line[..<open]).trimmingBlanks(),
      email: decoder.decode(line[(open + 1)..<close]).trimmingBlanks(),
      time: fields.first.flatMap { Int($0) } ?? 0, offset: offset)
  }
}

/// Reads a commit's text in the encoding that its header names; UTF-8 where none is named, and
/// ISO 8859-1 for what isn't UTF-8 (git's `utf8.c` leaves such bytes, which a screen can't draw).
struct TextDecoder {
  private let encoding: String.Encoding?

  init(encoding name: String?) {
    switch name?.uppercased() {
    case nil, "UTF-8", "UTF8": encoding = nil
    case "ISO-8859-1", "ISO8859-1", "LATIN1", "LATIN-1": encoding = .isoLatin1
    case "ISO-8859-2", "ISO8859-2", "LATIN2": encoding = .isoLatin2
    case "WINDOWS-1250", "CP1250": encoding = .windowsCP1250
    case "WINDOWS-1251", "CP1251": encoding = .windowsCP1251
    case "WINDOWS-1252", "CP1252": encoding = .windowsCP1252
    case "EUC-JP", "EUCJP": encoding = .japaneseEUC
    case "SHIFT_JIS", "SHIFT-JIS", "SJIS": encoding = .shiftJIS
    case "ISO-2022-JP": encoding = .iso2022JP
    default: encoding = nil
    }
  }

  func decode(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    if let encoding, let text = String(bytes: bytes, encoding: encoding) { return text }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var latin = String.UnicodeScalarView()
    latin.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return String(latin)
  }
}
