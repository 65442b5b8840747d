import Text

/// An object in a file of its own: a zlib stream of its kind, its size, a NUL and its bytes
/// (gitrepository-layout(5), `unpack_loose_header`).
struct LooseObject {
  private static let headerSize = 32

  /// What kind it says it is.
  let kind: ObjectKind
  /// How many bytes it says it has.
  let size: Int
  private let file: StoreFile
  private var stream: InflatedStream
  /// What was inflated beyond the header.
  private let beginning: [UInt8]

  /// Reads what it says of itself.
  init(_ file: StoreFile, _ pages: PageCache, _ inflater: Inflater) throws(StoreFault) {
    self.file = file
    stream = try InflatedStream(file, at: 0, pages, inflater)
    let first = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.headerSize, alignment: 1)
    defer { first.deallocate() }
    let count = try stream.read(into: first)
    let bytes = Array(first[..<count])[...]
    guard let space = bytes.firstIndex(of: 0x20), let nul = bytes.firstIndex(of: 0), space < nul,
      let kind = ObjectKind(rawValue: String(decoding: bytes[..<space], as: UTF8.self)),
      let size = Self.number(bytes[(space + 1)..<nul])
    else { throw StoreFault(file, "it isn't an object") }
    self.kind = kind
    self.size = size
    beginning = Array(bytes[(nul + 1)...])
  }

  /// Inflates it whole.
  func read() throws(StoreFault) -> ObjectBytes {
    guard size <= StoreLimits.objectSize else {
      throw StoreFault(
        file,
        "it has \(SafeText("\(size)")) bytes, and at most \(SafeText("\(StoreLimits.objectSize)")) are read at once"
      )
    }
    guard beginning.count <= size else { throw StoreFault(file, "it is longer than it says") }
    let object = ObjectBytes(kind, count: size)
    object.buffer.copyBytes(from: beginning)
    var stream = stream
    try stream.fill(UnsafeMutableRawBufferPointer(rebasing: object.buffer[beginning.count..<size]))
    guard stream.position == file.size else {
      throw StoreFault(file, "something follows the object in it")
    }
    return object
  }

  /// It, to be read piece by piece under an id.
  func stream(_ id: ObjectID) -> ObjectStream {
    ObjectStream(id, kind, size: size, in: file, stream, after: beginning)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count < 19, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      digits.count == 1 || digits.first != 0x30
    else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
