import Foundation
import Text

/// An object that is read piece by piece, and hashed as it goes: its end comes only where it was what its id says.
final class ObjectStream {
  private enum Source {
    /// It is in memory, and so much of it was given.
    case bytes(ObjectBytes, given: Int)
    /// What was inflated with its header, and the rest.
    case stream(InflatedStream, beginning: ArraySlice<UInt8>)
  }

  /// What kind it is.
  let kind: ObjectKind
  /// How many bytes it has.
  let size: Int
  private let id: ObjectID
  private let file: StoreFile
  private let hash = SHA1()
  private var source: Source
  private var given = 0

  /// An object that is in memory.
  convenience init(_ id: ObjectID, _ object: ObjectBytes, in file: StoreFile) {
    self.init(id, object.kind, object.count, file, .bytes(object, given: 0))
  }

  /// An object that is inflated as it is read.
  convenience init(
    _ id: ObjectID, _ kind: ObjectKind, size: Int, in file: StoreFile, _ stream: InflatedStream,
    after beginning: [UInt8]
  ) {
    self.init(id, kind, size, file, .stream(stream, beginning: beginning[...]))
  }

  private init(
    _ id: ObjectID, _ kind: ObjectKind, _ size: Int, _ file: StoreFile, _ source: Source
  ) {
    (self.id, self.kind, self.size, self.file, self.source) = (id, kind, size, file, source)
    hash.begin(kind, size: size)
  }

  /// Reads as much as there is room for, at least a byte of it.
  ///
  /// - Returns: How many bytes; 0 at the end.
  /// - Throws: ``StoreFault`` where it is damaged, or isn't what its id says, which shows at its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreFault) -> Int {
    let count = try part(into: buffer)
    given += count
    guard given <= size else { throw StoreFault(file, "an object in it is longer than it says") }
    if count > 0 {
      hash.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      return count
    }
    guard given == size else { throw StoreFault(file, "an object in it is shorter than it says") }
    guard hash.end() == id else {
      throw StoreFault(file, "object \(id.short) doesn't match its id")
    }
    return 0
  }

  private func part(into buffer: UnsafeMutableRawBufferPointer) throws(StoreFault) -> Int {
    switch source {
    case .bytes(let object, let given):
      let count = min(buffer.count, object.count - given)
      let part = UnsafeRawBufferPointer(rebasing: object.bytes[given..<(given + count)])
      buffer.copyMemory(from: part)
      source = .bytes(object, given: given + count)
      return count
    case .stream(var stream, let beginning):
      if !beginning.isEmpty {
        let count = min(buffer.count, beginning.count)
        buffer.copyBytes(from: beginning.prefix(count))
        source = .stream(stream, beginning: beginning.dropFirst(count))
        return count
      }
      let count = try stream.read(into: buffer)
      source = .stream(stream, beginning: [])
      return count
    }
  }
}
