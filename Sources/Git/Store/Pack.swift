import SystemPackage
import Text

/// A pack with its index (gitformat-pack(5)).
final class Pack {
  /// What stands in front of an object's bytes.
  struct Entry {
    /// What the bytes are.
    enum Content: Equatable {
      case whole(ObjectKind)
      /// A delta on the object at a place of the same pack.
      case delta(base: Int)
    }

    /// What the bytes are.
    let content: Content
    /// How many bytes there are when they are inflated.
    let size: Int
    /// Where the zlib stream begins.
    let start: Int
  }

  private static let headerSize = 12
  private static let checksumSize = 20

  /// The index.
  let index: PackIndex
  /// The pack's own file.
  let file: StoreFile
  private let pages: PageCache

  /// A pack whose index and beginning and end fit together.
  init(_ index: PackIndex, _ file: StoreFile, _ pages: PageCache) throws(StoreFault) {
    self.index = index
    self.file = file
    self.pages = pages
    guard file.size >= Self.headerSize + Self.checksumSize,
      try pages.word(file, at: 0) == 0x5041_434B,
      [2, 3].contains(try pages.word(file, at: 4))
    else { throw StoreFault(file, "it isn't a pack") }
    guard Int(try pages.word(file, at: 8)) == index.count,
      try pages.id(file, at: file.size - Self.checksumSize) == index.packChecksum
    else { throw StoreFault(file, "its index belongs to another pack") }
  }

  /// Reads what stands in front of an object.
  func entry(at offset: Int) throws(StoreFault) -> Entry {
    var place = offset
    let end = file.size - Self.checksumSize
    func byte() throws(StoreFault) -> UInt8 {
      guard place >= Self.headerSize, place < end,
        let byte = try pages.bytes(of: file, at: place).first
      else { throw StoreFault(file, "an object's offset is outside of it") }
      place += 1
      return byte
    }
    var next = try byte()
    let type = next >> 4 & 7
    var size = UInt64(next & 15)
    var shift: UInt64 = 4
    while next & 0x80 != 0 {
      next = try byte()
      guard shift < 57 else { throw StoreFault(file, "an object in it has an impossible size") }
      size |= UInt64(next & 0x7F) << shift
      shift += 7
    }
    let content: Entry.Content
    switch type {
    case 1: content = .whole(.commit)
    case 2: content = .whole(.tree)
    case 3: content = .whole(.blob)
    case 4: content = .whole(.tag)
    case 6:
      next = try byte()
      var distance = UInt64(next & 0x7F)
      while next & 0x80 != 0 {
        next = try byte()
        guard distance < 1 << 55 else { throw StoreFault(file, "a delta's base is outside of it") }
        distance = (distance + 1) << 7 | UInt64(next & 0x7F)
      }
      guard distance > 0, distance < UInt64(offset) else {
        throw StoreFault(file, "a delta's base is outside of it")
      }
      content = .delta(base: offset - Int(distance))
    case 7:
      guard place + ObjectID.byteCount <= end else { throw StoreFault(file, "it is cut off") }
      let id = try pages.id(file, at: place)
      place += ObjectID.byteCount
      guard let base = try index.offset(of: id) else {
        throw StoreFault(file, "a delta's base isn't in it")
      }
      content = .delta(base: base)
    default: throw StoreFault(file, "an object in it has an unknown type")
    }
    return Entry(content: content, size: Int(size), start: place)
  }
}
