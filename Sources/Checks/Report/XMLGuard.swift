/// Looks through the bytes of an XML file, as they come, for what a report has no need of and a parser would
/// spend time or memory on that grows faster than the file: document types, floods of attributes, tags without
/// an end, and encodings in which these would not be seen.
struct XMLGuard {
  /// Attributes that a tag may have: parsers compare each with all.
  static let maximumAttributes = 256
  /// Bytes of a tag, a comment or an instruction at the most: parsers hold one whole.
  static let maximumTag = 1 << 20

  /// What is wrong with what was seen so far, as the end of a sentence; nil where nothing is.
  private(set) var fault: String?

  private enum Place {
    /// Before the first tag.
    case start
    case text
    /// In a tag, in quotes or not, and how many attributes it has.
    case tag(quote: UInt8?, attributes: Int)
    /// Right behind `<!`.
    case declaration
    /// In a comment, a CDATA section or an instruction, until its end.
    case span(end: [UInt8], isHeld: Bool)
  }

  private var place = Place.start
  /// Bytes since the tag or the like began.
  private var length = 0
  /// The last bytes that tell what it is, or that may be a part of its end.
  private var recent: [UInt8] = []

  /// Looks at the next bytes; there is no need to go on once there is a fault.
  mutating func look(at bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while fault == nil, index < bytes.count {
      if case .text = place {
        guard let next = bytes[index...].firstIndex(of: UInt8(ascii: "<")) else { return }
        index = next
      }
      take(bytes[index])
      index += 1
    }
  }

  private mutating func take(_ byte: UInt8) {
    length += 1
    switch place {
    case .start:
      if byte == UInt8(ascii: "<") {
        begin()
      } else if ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains(byte) {
        fault = "it isn't XML in UTF-8"
      }
    case .text: if byte == UInt8(ascii: "<") { begin() }
    case .tag(let quote, let attributes): takeInTag(byte, quote, attributes)
    case .declaration:
      recent.append(byte)
      if recent.elementsEqual("--".utf8) {
        enter(.span(end: Array("-->".utf8), isHeld: true))
      } else if recent.elementsEqual("[CDATA[".utf8) {
        enter(.span(end: Array("]]>".utf8), isHeld: false))
      } else if !"--".utf8.starts(with: recent), !"[CDATA[".utf8.starts(with: recent) {
        fault = "it has a document type"
      }
    case .span(let end, let isHeld):
      recent.append(byte)
      if recent.suffix(end.count).elementsEqual(end) {
        if end.first == UInt8(ascii: "?") { refuseEncoding(recent) }
        enter(.text)
      } else if end.first != UInt8(ascii: "?"), recent.count > 64 {
        recent.removeFirst(recent.count - end.count)
      } else if recent.count > 1024 {
        // No declaration of an encoding is that long.
        recent.removeFirst(recent.count - end.count)
      }
      if isHeld { refuseLength() }
    }
  }

  private mutating func begin() {
    enter(.tag(quote: nil, attributes: 0))
    length = 1
  }

  private mutating func enter(_ place: Place) {
    self.place = place
    recent.removeAll(keepingCapacity: true)
  }

  private mutating func takeInTag(_ byte: UInt8, _ quote: UInt8?, _ attributes: Int) {
    if let quote {
      if byte == quote { place = .tag(quote: nil, attributes: attributes) }
      return refuseLength()
    }
    switch byte {
    case UInt8(ascii: "!") where length == 2: enter(.declaration)
    case UInt8(ascii: "?") where length == 2:
      enter(.span(end: Array("?>".utf8), isHeld: true))
    case UInt8(ascii: ">"): enter(.text)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): place = .tag(quote: byte, attributes: attributes)
    case UInt8(ascii: "="):
      place = .tag(quote: nil, attributes: attributes + 1)
      if attributes == Self.maximumAttributes {
        fault = "a tag has more than \(Self.maximumAttributes) attributes"
      }
    default: break
    }
    refuseLength()
  }

  private mutating func refuseLength() {
    if length > Self.maximumTag { fault = "a tag is over \(Self.maximumTag >> 20) MiB" }
  }

  /// Refuses an encoding in which a `<` isn't one byte and the same everywhere.
  ///
  /// - Parameter instruction: What stands behind `<?`.
  private mutating func refuseEncoding(_ instruction: [UInt8]) {
    let text = String(decoding: instruction, as: UTF8.self)
    guard text.hasPrefix("xml"), let name = text.firstRange(of: "encoding") else { return }
    let value = text[name.upperBound...].drop { "= \t\r\n".contains($0) }.dropFirst()
      .prefix { $0 != "\"" && $0 != "'" }.lowercased()
    let isPlain =
      ["utf-8", "utf8", "us-ascii", "ascii", "latin1"].contains(value)
      || value.hasPrefix("iso-8859-") || value.hasPrefix("windows-125")
    if !isPlain { fault = "its encoding isn't UTF-8" }
  }
}
