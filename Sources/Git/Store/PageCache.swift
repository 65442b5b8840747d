import Foundation
import Text

/// Pages of a store's files, as they were read last: a fixed amount of memory, however large the files are.
final class PageCache {
  /// Bytes of a page.
  static let pageSize = 4 << 10
  private static let count = 512

  private struct Slot {
    var file: UInt64 = .max
    var page = -1
    var length = 0
    var memory: UnsafeMutableRawPointer?
  }

  private var slots = [Slot](repeating: Slot(), count: PageCache.count)
  /// The files that are open, the one that was opened first at the front.
  private var open: [StoreFile] = []

  deinit { clear() }

  /// Lets go of all pages.
  func clear() {
    for place in slots.indices where slots[place].memory != nil {
      slots[place].memory?.deallocate()
      slots[place] = Slot()
    }
  }

  /// The bytes of a file from a place to the end of their page; none past the file's end. They are valid until
  /// another place is read.
  func bytes(of file: StoreFile, at offset: Int) throws(StoreFault) -> UnsafeRawBufferPointer {
    guard offset >= 0, offset < file.size else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    let page = offset / Self.pageSize
    let place = Int(truncatingIfNeeded: file.number &* 31 &+ UInt64(page)) & (Self.count - 1)
    if slots[place].file != file.number || slots[place].page != page {
      try load(file, page, into: place)
    }
    let start = offset - page * Self.pageSize
    let length = max(0, slots[place].length - start)
    return UnsafeRawBufferPointer(start: slots[place].memory.map { $0 + start }, count: length)
  }

  /// Copies bytes of a file, which have to be there.
  func copy(
    _ file: StoreFile, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(StoreFault) {
    var done = 0
    while done < buffer.count {
      let part = try bytes(of: file, at: offset + done)
      guard let start = part.baseAddress, !part.isEmpty else {
        throw StoreFault(file, "it is cut off")
      }
      let count = min(part.count, buffer.count - done)
      if let target = buffer.baseAddress { memcpy(target + done, start, count) }
      done += count
    }
  }

  /// A number of a file, which has its highest byte first.
  func word(_ file: StoreFile, at offset: Int) throws(StoreFault) -> UInt32 {
    let part = try bytes(of: file, at: offset)
    if part.count >= 4 { return UInt32(bigEndian: part.loadUnaligned(as: UInt32.self)) }
    var word: UInt32 = 0
    try withUnsafeMutableBytes(of: &word) { buffer throws(StoreFault) in
      try copy(file, at: offset, into: buffer)
    }
    return UInt32(bigEndian: word)
  }

  /// An object's id that a file holds.
  func id(_ file: StoreFile, at offset: Int) throws(StoreFault) -> ObjectID {
    let part = try bytes(of: file, at: offset)
    if part.count >= ObjectID.byteCount { return ObjectID(part) }
    var bytes: (UInt64, UInt64, UInt64) = (0, 0, 0)
    return try withUnsafeMutableBytes(of: &bytes) { buffer throws(StoreFault) in
      let id = UnsafeMutableRawBufferPointer(rebasing: buffer[..<ObjectID.byteCount])
      try copy(file, at: offset, into: id)
      return ObjectID(UnsafeRawBufferPointer(id))
    }
  }

  private func load(_ file: StoreFile, _ page: Int, into place: Int) throws(StoreFault) {
    // Until it is read, the slot holds nothing.
    slots[place].page = -1
    let memory =
      slots[place].memory
      ?? UnsafeMutableRawPointer.allocate(byteCount: Self.pageSize, alignment: 16)
    slots[place].memory = memory
    if !file.isOpen { makeRoom(for: file) }
    let length = min(Self.pageSize, file.size - page * Self.pageSize)
    slots[place].length = try file.read(
      at: page * Self.pageSize, into: UnsafeMutableRawBufferPointer(start: memory, count: length))
    slots[place].file = file.number
    slots[place].page = page
  }

  /// Has a file counted among those that are open, and the one opened first closed where they are too many.
  func makeRoom(for file: StoreFile) {
    open.append(file)
    if open.count > StoreLimits.openFiles { open.removeFirst().close() }
  }
}
