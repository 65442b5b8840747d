import Rules
import Text

/// A text of others with links in it: addresses as they are written and, where upstream's pages are known, ids of
/// commits, `#12` and `!12`.
struct LinkedText {
  private let bytes: [UInt8]
  private let pages: UpstreamPages?

  /// The text as a row.
  static func line(_ text: SafeText, _ role: Role = .text, pages: UpstreamPages?) -> Line {
    var bytes = Array(text.string.utf8)
    // What stands for something that was replaced is no part of an address.
    for range in text.replaced {
      for place in range { bytes[place] = UInt8(ascii: " ") }
    }
    let found = LinkedText(bytes: bytes, pages: pages).links()
    guard !found.isEmpty else { return Line(text, role) }
    var line = Line()
    var cells = text.cells.makeIterator()
    var offset = 0
    /// The text's cells from there to an offset.
    func piece(to end: Int) -> SafeText {
      var piece: [SafeText.Cell] = []
      while offset < end, let cell = cells.next() {
        offset += cell.text.utf8.count
        piece.append(cell)
      }
      return SafeText(cells: piece)
    }
    for link in found {
      line.add(piece(to: link.range.lowerBound), role)
      line.add(piece(to: link.range.upperBound), role, link: link.address)
    }
    line.add(piece(to: bytes.count), role)
    return line
  }

  private func links() -> [(range: Range<Int>, address: WebAddress)] {
    var found: [(range: Range<Int>, address: WebAddress)] = []
    var place = 0
    while place < bytes.count {
      guard isStartOfWord(place), let link = link(at: place) else {
        place += 1
        continue
      }
      found.append(link)
      place = link.range.upperBound
    }
    return found
  }

  private func link(at place: Int) -> (range: Range<Int>, address: WebAddress)? {
    switch bytes[place] {
    case UInt8(ascii: "h"): return written(at: place)
    case UInt8(ascii: "#"): return numbered(at: place) { pages?.issue($0) }
    case UInt8(ascii: "!"): return numbered(at: place) { pages?.request($0) }
    default: return commit(at: place)
    }
  }

  /// An address as it is written, without what ends the sentence or the bracket around it.
  private func written(at place: Int) -> (range: Range<Int>, address: WebAddress)? {
    // No more is looked at than an address may have: the next one may begin right behind.
    let rest = bytes[place...].prefix(WebAddress.limit + 1)
    guard rest.starts(with: "http://".utf8) || rest.starts(with: "https://".utf8) else {
      return nil
    }
    var text = rest.prefix { $0 > 0x20 && $0 < 0x7F && !"<>\"`".utf8.contains($0) }
    guard text.count <= WebAddress.limit else { return nil }
    let hasOpening = text.contains(UInt8(ascii: "("))
    while let last = text.last, ".,;:!?'*)]}".utf8.contains(last) {
      if last == UInt8(ascii: ")"), hasOpening { break }
      text.removeLast()
    }
    return WebAddress(String(decoding: text, as: UTF8.self)).map { (text.indices, $0) }
  }

  /// A sign and a number.
  private func numbered(
    at place: Int, _ page: (String) -> WebAddress?
  ) -> (range: Range<Int>, address: WebAddress)? {
    let digits = bytes[(place + 1)...].prefix { (0x30...0x39).contains($0) }
    guard (1...9).contains(digits.count), isEndOfWord(digits.endIndex) else { return nil }
    return page(String(decoding: digits, as: UTF8.self)).map { (place..<digits.endIndex, $0) }
  }

  /// A commit's id: what is digits alone, or letters alone, hardly ever is one.
  private func commit(at place: Int) -> (range: Range<Int>, address: WebAddress)? {
    let id = bytes[place...].prefix { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard let pages, (7...64).contains(id.count), isEndOfWord(id.endIndex),
      id.contains(where: { $0 < 0x61 }), id.contains(where: { $0 >= 0x61 })
    else { return nil }
    return pages.commit(String(decoding: id, as: UTF8.self)).map { (id.indices, $0) }
  }

  /// Whether a word may begin at a place. What isn't ASCII may be a quotation mark as well as a letter.
  private func isStartOfWord(_ place: Int) -> Bool {
    guard place > 0 else { return true }
    let before = bytes[place - 1]
    return !Self.isWord(before) && before != bytes[place]
  }

  private func isEndOfWord(_ place: Int) -> Bool {
    place == bytes.count || !Self.isWord(bytes[place])
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
