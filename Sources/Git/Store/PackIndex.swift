import SystemPackage
import Text

/// The index of a pack (gitformat-pack(5), versions 1 and 2): where each object lies. Nothing of it is trusted:
/// each place that it names is looked at before the pack is read there.
struct PackIndex {
  private static let fanoutSize = 1024
  private static let checksumSize = 20
  private static let headerSize = 8
  private static let firstEntrySize = 24

  /// How many objects it has.
  let count: Int
  /// The file.
  let file: StoreFile
  /// The checksum of the pack that it is of, as it has it.
  let packChecksum: ObjectID
  private let isFirstVersion: Bool
  private let fanout: [UInt32]
  private let longOffsets: Int
  private let pages: PageCache

  /// Reads how a file is laid out, which its size has to fit.
  init(_ file: StoreFile, _ pages: PageCache) throws(StoreFault) {
    self.file = file
    self.pages = pages
    guard file.size >= Self.fanoutSize + 2 * Self.checksumSize else {
      throw StoreFault(file, "it is cut off")
    }
    isFirstVersion = try pages.word(file, at: 0) != 0xFF74_4F63
    if !isFirstVersion {
      guard try pages.word(file, at: 4) == 2 else { throw StoreFault(file, "unsupported version") }
    }
    let start = isFirstVersion ? 0 : Self.headerSize
    var fanout: [UInt32] = []
    fanout.reserveCapacity(256)
    for step in 0..<256 {
      let end = try pages.word(file, at: start + 4 * step)
      guard end >= fanout.last ?? 0 else { throw StoreFault(file, "its counts aren't in order") }
      fanout.append(end)
    }
    self.fanout = fanout
    count = Int(fanout.last ?? 0)
    let fixed = start + Self.fanoutSize + 2 * Self.checksumSize
    let rest = file.size - fixed - count * (isFirstVersion ? Self.firstEntrySize : 28)
    guard isFirstVersion ? rest == 0 : rest >= 0 && rest % 8 == 0 && rest / 8 <= count else {
      throw StoreFault(file, "its size isn't that of \(SafeText("\(count)")) objects")
    }
    longOffsets = isFirstVersion ? 0 : rest / 8
    packChecksum = try pages.id(file, at: file.size - 2 * Self.checksumSize)
  }

  /// Where the pack has an object; nil where it hasn't.
  func offset(of id: ObjectID) throws(StoreFault) -> Int? {
    guard let position = try position(of: id) else { return nil }
    return try offset(at: position)
  }

  /// The ids from one through another, in order.
  ///
  /// - Parameter limit: How many are told at the most.
  func ids(
    from least: ObjectID, through most: ObjectID, atMost limit: Int
  ) throws(StoreFault) -> [ObjectID] {
    var position = try firstPosition(notBelow: least)
    var found: [ObjectID] = []
    while position < count, found.count < limit {
      let id = try id(at: position)
      guard id <= most else { break }
      found.append(id)
      position += 1
    }
    return found
  }

  private func position(of id: ObjectID) throws(StoreFault) -> Int? {
    let position = try firstPosition(notBelow: id)
    guard position < count, try self.id(at: position) == id else { return nil }
    return position
  }

  /// Ids that are near enough to each other for the middle to be as good a guess as any.
  private static let fewIDs = 64
  /// Guesses at the most: ids that somebody chose aren't spread evenly.
  private static let mostGuesses = 3

  private func firstPosition(notBelow id: ObjectID) throws(StoreFault) -> Int {
    let first = Int(id.firstByte)
    var low = first == 0 ? 0 : Int(fanout[first - 1])
    var high = Int(fanout[first])
    // Hashes are spread evenly: where an id is told by its own beginning, which touches fewer pages than halving.
    var (least, most) = (UInt64(first) << 56, UInt64(first) << 56 | (1 << 56 - 1))
    for _ in 0..<Self.mostGuesses where high - low > Self.fewIDs {
      let share = Double(id.firstWord &- least) / Double(max(1, most &- least))
      let guess = min(high - 1, low + Int(share * Double(high - low)))
      // A little beside the guess, so that the range closes from both sides.
      let margin = Self.fewIDs / 2
      for place in [max(low, guess - margin), min(high - 1, guess + margin)]
      where place >= low && place < high {
        let found = try self.id(at: place)
        if found < id {
          low = place + 1
          least = max(least, found.firstWord)
        } else {
          high = place
          most = min(most, found.firstWord)
        }
      }
      guard least <= id.firstWord, id.firstWord <= most else { break }
    }
    while low < high {
      let middle = (low + high) / 2
      if try self.id(at: middle) < id { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func id(at position: Int) throws(StoreFault) -> ObjectID {
    try pages.id(
      file,
      at: isFirstVersion
        ? Self.fanoutSize + Self.firstEntrySize * position + 4
        : Self.headerSize + Self.fanoutSize + ObjectID.byteCount * position)
  }

  private func offset(at position: Int) throws(StoreFault) -> Int {
    if isFirstVersion {
      return Int(try pages.word(file, at: Self.fanoutSize + Self.firstEntrySize * position))
    }
    let offsets = Self.headerSize + Self.fanoutSize + (ObjectID.byteCount + 4) * count
    let short = try pages.word(file, at: offsets + 4 * position)
    guard short & 0x8000_0000 != 0 else { return Int(short) }
    let long = Int(short & 0x7FFF_FFFF)
    guard long < longOffsets else { throw StoreFault(file, "an offset points outside of it") }
    let place = offsets + 4 * count + 8 * long
    let high = try pages.word(file, at: place)
    guard high >> 31 == 0 else { throw StoreFault(file, "an offset points outside of the pack") }
    return Int(high) << 32 | Int(try pages.word(file, at: place + 4))
  }
}
