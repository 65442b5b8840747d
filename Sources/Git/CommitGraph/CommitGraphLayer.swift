import Locks
import SystemPackage
import Text

/// One file of a commit-graph (gitformat-commit-graph(5), version 1 over SHA-1).
///
/// Positions in it count from 0, in the order of ids; those of parents count over all layers.
struct CommitGraphLayer: Sendable {
  /// How a layer's changed-path filters are made.
  struct FilterSettings: Hashable {
    let version: UInt32
    let hashes: Int
  }

  private static let headerSize = 8
  private static let entrySize = 36
  private static let noParent: UInt32 = 0x7000_0000
  private static let highBit: UInt32 = 0x8000_0000
  /// Bytes of a file at the most: hashing more takes longer than a walk without it.
  private static let maximumSize = 1 << 30
  /// Hashes of a path at the most; git takes 7.
  private static let maximumHashes: UInt32 = 64

  /// How many commits it has.
  let count: Int
  /// The file's checksum.
  let checksum: ObjectID
  /// The checksums of the layers below it, lowest first.
  let base: [ObjectID]
  /// How its changed-path filters are made; nil where it has none.
  let filterSettings: FilterSettings?
  /// Whether it has corrected commit dates.
  var hasCorrectedDates: Bool { dates != nil }

  private let file: MappedFile
  /// The file's bytes, at hand without a look at the object that keeps them.
  private nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let fanout: Int
  private let ids: Int
  private let entries: Int
  private let edges: Range<Int>?
  private let dates: Int?
  private let longDates: Range<Int>?
  private let filterEnds: Int?
  private let filters: Range<Int>?

  /// What the file system says of the file.
  var stat: FileStat { file.stat }

  /// Reads a file, and looks at whether its parts are whole, and at its checksum unless a seal has it.
  init(at path: FilePath, _ seal: CommitGraphChecksumCache) throws(CommitGraphFault) {
    guard let file = MappedFile.shared(at: path) else {
      throw CommitGraphFault(reason: "\(path.text) can't be read")
    }
    func fault(_ reason: SafeText) -> CommitGraphFault {
      CommitGraphFault(reason: "\(path.text): \(reason)")
    }
    let bytes = file.bytes
    let end = bytes.count - ObjectID.byteCount
    guard end > Self.headerSize, bytes.starts(with: "CGPH".utf8) else {
      throw fault("it isn't a commit-graph")
    }
    guard bytes.count <= Self.maximumSize else { throw fault("it is larger than 1 GiB") }
    guard bytes[4] == 1, bytes[5] == 1 else { throw fault("unsupported version or hash") }
    let checksum = ObjectID(UnsafeRawBufferPointer(rebasing: bytes[end...]))
    self.checksum = checksum
    let isWhole = file.isWhole.withLock { isWhole in
      isWhole =
        isWhole || seal.holds(file.stat)
        || SHA1.hash(UnsafeRawBufferPointer(rebasing: bytes[..<end])) == checksum
      return isWhole
    }
    guard isWhole else { throw fault("its checksum is wrong") }
    let chunkCount = Int(bytes[6])
    guard Self.headerSize + 12 * (chunkCount + 1) <= end else { throw fault("it is cut off") }
    var chunks: [UInt32: Range<Int>] = [:]
    for index in 0..<chunkCount {
      let place = Self.headerSize + 12 * index
      let (start, next) = (Self.long(bytes, place + 4), Self.long(bytes, place + 16))
      guard start <= next, next <= UInt64(end) else { throw fault("a part is outside of it") }
      chunks[Self.word(bytes, place)] = Int(start)..<Int(next)
    }
    func chunk(_ name: StaticString, size: Int? = nil) throws(CommitGraphFault) -> Range<Int>? {
      let key = name.withUTF8Buffer { Self.word(UnsafeRawBufferPointer($0), 0) }
      guard let range = chunks[key] else { return nil }
      if let size, range.count != size { throw fault("the part \(SafeText("\(name)")) is cut off") }
      return range
    }
    guard let fanout = try chunk("OIDF", size: 1024) else { throw fault("a part is missing") }
    let steps = (0..<256).map { Self.word(bytes, fanout.lowerBound + 4 * $0) }
    guard zip(steps, steps.dropFirst()).allSatisfy(<=), let last = steps.last else {
      throw fault("its counts aren't in order")
    }
    let count = Int(last)
    guard let ids = try chunk("OIDL", size: ObjectID.byteCount * count),
      let entries = try chunk("CDAT", size: Self.entrySize * count)
    else { throw fault("a part is missing") }
    let baseHashes = try chunk("BASE", size: ObjectID.byteCount * Int(bytes[7]))
    guard baseHashes != nil || bytes[7] == 0 else { throw fault("a part is missing") }
    base = (0..<Int(bytes[7])).map { index in
      let start = (baseHashes?.lowerBound ?? 0) + ObjectID.byteCount * index
      return ObjectID(UnsafeRawBufferPointer(rebasing: bytes[start..<start + ObjectID.byteCount]))
    }
    self.file = file
    self.bytes = bytes
    self.count = count
    self.fanout = fanout.lowerBound
    self.ids = ids.lowerBound
    self.entries = entries.lowerBound
    edges = try chunk("EDGE")
    dates = try chunk("GDA2", size: 4 * count)?.lowerBound
    longDates = try chunk("GDO2")
    let filters = try chunk("BDAT")
    if let filters, let ends = try chunk("BIDX", size: 4 * count), filters.count >= 12,
      [1, 2].contains(Self.word(bytes, filters.lowerBound)),
      (1...Self.maximumHashes).contains(Self.word(bytes, filters.lowerBound + 4))
    {
      filterEnds = ends.lowerBound
      self.filters = filters.lowerBound + 12..<filters.upperBound
      filterSettings = FilterSettings(
        version: Self.word(bytes, filters.lowerBound),
        hashes: Int(Self.word(bytes, filters.lowerBound + 4)))
    } else {
      (filterEnds, self.filters, filterSettings) = (nil, nil, nil)
    }
  }

  /// The id of the commit at a position.
  func id(at position: Int) -> ObjectID { object(ids + ObjectID.byteCount * position) }

  /// Where a commit stands; nil where it isn't here.
  func position(of id: ObjectID) -> Int? {
    let first = Int(id.firstByte)
    var low = first == 0 ? 0 : Int(word(fanout + 4 * (first - 1)))
    var high = Int(word(fanout + 4 * first))
    while low < high {
      let middle = (low + high) / 2
      let found = self.id(at: middle)
      if found == id { return middle }
      if found < id { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The id of a commit's tree.
  func tree(at position: Int) -> ObjectID { object(entries + Self.entrySize * position) }

  /// When a commit was made, in seconds since 1970: 34 bits of it.
  func time(at position: Int) -> Int {
    let place = entries + Self.entrySize * position + 28
    return Int(word(place) & 3) << 32 | Int(word(place + 4))
  }

  /// How many commits there are on the longest way to a root.
  func level(at position: Int) -> UInt64 {
    UInt64(word(entries + Self.entrySize * position + 28) >> 2)
  }

  /// A commit's time, or a second more than the latest of its parents, whichever is later; nil where that
  /// isn't kept, or is kept outside of the file.
  func correctedDate(at position: Int) -> UInt64? {
    guard let dates else { return nil }
    let offset = word(dates + 4 * position)
    let time = UInt64(time(at: position))
    if offset & Self.highBit == 0 { return time + UInt64(offset) }
    let place = (longDates?.lowerBound ?? 0) + 8 * Int(offset & ~Self.highBit)
    guard let longDates, place + 8 <= longDates.upperBound else { return nil }
    return time &+ Self.long(bytes, place)
  }

  /// Positions of a commit's parents over all layers, in order; nil where the file contradicts itself.
  func parents(at position: Int) -> [Int]? {
    let place = entries + Self.entrySize * position + ObjectID.byteCount
    let (first, second) = (word(place), word(place + 4))
    if first == Self.noParent { return [] }
    if second == Self.noParent { return [Int(first)] }
    if second & Self.highBit == 0 { return [Int(first), Int(second)] }
    var parents = [Int(first)]
    guard let edges else { return nil }
    var next = edges.lowerBound + 4 * Int(second & ~Self.highBit)
    while next + 4 <= edges.upperBound {
      let edge = word(next)
      parents.append(Int(edge & ~Self.highBit))
      if edge & Self.highBit != 0 { return parents }
      next += 4
    }
    return nil
  }

  /// The filter of the paths that a commit changes beside its first parent; nil where there is none.
  func filter(at position: Int) -> UnsafeRawBufferPointer? {
    guard let filterEnds, let filters else { return nil }
    let start = position == 0 ? 0 : Int(word(filterEnds + 4 * (position - 1)))
    let end = Int(word(filterEnds + 4 * position))
    guard start < end, end <= filters.count else { return nil }
    return UnsafeRawBufferPointer(
      rebasing: bytes[filters.lowerBound + start..<filters.lowerBound + end])
  }

  private func object(_ place: Int) -> ObjectID {
    ObjectID(UnsafeRawBufferPointer(rebasing: bytes[place..<place + ObjectID.byteCount]))
  }

  private func word(_ place: Int) -> UInt32 { Self.word(bytes, place) }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
  }

  private static func long(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }
}
