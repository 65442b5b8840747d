import CZlib
import Foundation
import Text

/// A zlib stream in a file, inflated piece by piece. One inflater inflates one stream at a time.
struct InflatedStream {
  private let file: StoreFile
  private let pages: PageCache
  private let inflater: Inflater
  /// Where in the file the next byte of it lies.
  private(set) var position: Int
  /// Whether its end was seen, with the checksum that it ends with.
  private(set) var isAtEnd = false
  /// Whether nothing of it was read yet.
  private var isFresh = true

  /// Bytes of an object from which on it isn't inflated at once: there is less to gain, and much to hold.
  private static let maximumAtOnce = 1 << 20

  /// The stream from a place of a file on.
  init(
    _ file: StoreFile, at offset: Int, _ pages: PageCache, _ inflater: Inflater
  ) throws(StoreFault) {
    self.file = file
    self.pages = pages
    self.inflater = inflater
    position = offset
    try inflater.reset()
  }

  /// Inflates as much as there is room for.
  ///
  /// - Returns: How many bytes; fewer than there is room for only at the stream's end.
  /// - Throws: ``StoreFault`` where it is cut off, or is no zlib stream.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreFault) -> Int {
    isFresh = false
    let stream = inflater.stream
    var done = 0
    while !isAtEnd, done < buffer.count {
      let input = try pages.bytes(of: file, at: position)
      guard let start = input.baseAddress, !input.isEmpty else {
        throw StoreFault(file, "it is cut off")
      }
      let room = min(buffer.count - done, 1 << 30)
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: start.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(input.count)
      stream.pointee.next_out = buffer.baseAddress.map {
        ($0 + done).assumingMemoryBound(to: UInt8.self)
      }
      stream.pointee.avail_out = UInt32(room)
      let code = inflate(stream, Z_NO_FLUSH)
      let taken = input.count - Int(stream.pointee.avail_in)
      let given = room - Int(stream.pointee.avail_out)
      position += taken
      done += given
      if code == Z_STREAM_END {
        isAtEnd = true
      } else if code != Z_OK || (taken == 0 && given == 0) {
        throw StoreFault(file, "its data at byte \(position) can't be inflated")
      }
    }
    return done
  }

  /// Inflates the rest of it, which has to be exactly as long as there is room for.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(StoreFault) {
    if isFresh, fillAtOnce(buffer) { return }
    let count = try read(into: buffer)
    guard count == buffer.count else {
      throw StoreFault(file, "an object in it is shorter than it says")
    }
    var more: UInt8 = 0
    let excess = try withUnsafeMutableBytes(of: &more) { one throws(StoreFault) in
      try read(into: one)
    }
    guard excess == 0, isAtEnd else {
      throw StoreFault(file, "an object in it is longer than it says")
    }
  }

  /// Inflates all of it out of as many bytes as it is likely to have.
  ///
  /// - Returns: Whether it was inflated; where it wasn't, it may be in order all the same.
  private mutating func fillAtOnce(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard (1...Self.maximumAtOnce).contains(buffer.count) else { return false }
    // What is short is hardly smaller when it is deflated; of longer texts few take more than a half.
    let likely = buffer.count < 4096 ? buffer.count + 64 : buffer.count / 2 + 1024
    let count = min(likely, file.size - position)
    do throws(StoreFault) {
      var input = try pages.bytes(of: file, at: position)
      if input.count < count {
        let room = inflater.room(count)
        try pages.copy(file, at: position, into: room)
        input = UnsafeRawBufferPointer(room)
      }
      guard let taken = inflater.inflate(input, into: buffer) else { return false }
      position += taken
      isAtEnd = true
      return true
    } catch {
      // What can't be read may lie behind it.
      return false
    }
  }
}
