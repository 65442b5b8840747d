import CDeflate
import CZlib
import Foundation
import Text

/// What inflates zlib streams, one after the other.
final class Inflater {
  /// zlib's state, of the stream that is inflated piece by piece.
  let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  /// libdeflate's, for streams that are in memory as a whole; nil where there is no memory for it.
  private let whole: OpaquePointer?
  /// Where a stream is put together that lies in several pages.
  private var input = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = edgesync_inflate_init(stream) == Z_OK
    whole = libdeflate_alloc_decompressor()
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    libdeflate_free_decompressor(whole)
    input.deallocate()
  }

  /// Makes ready for another stream.
  func reset() throws(StoreFault) {
    guard isReady, inflateReset(stream) == Z_OK else { throw StoreFault("zlib has no memory") }
  }

  /// Room for some bytes of a stream, until it is asked for again.
  func room(_ count: Int) -> UnsafeMutableRawBufferPointer {
    if input.count < count {
      input.deallocate()
      input = .allocate(byteCount: max(count, 64 << 10), alignment: 16)
    }
    return UnsafeMutableRawBufferPointer(rebasing: input[..<count])
  }

  /// Inflates a stream that some bytes begin with, if it ends in them and fills the room for it exactly.
  ///
  /// - Returns: How many bytes it has; nil where it can't be inflated this way, and what is in the room then counts
  ///   for nothing.
  func inflate(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Int? {
    guard let whole, let target = output.baseAddress else { return nil }
    var taken = 0
    var given = 0
    let code = libdeflate_zlib_decompress_ex(
      whole, bytes.baseAddress, bytes.count, target, output.count, &taken, &given)
    return code == LIBDEFLATE_SUCCESS && given == output.count ? taken : nil
  }
}
