import CGit2
import CZlib
import Foundation
import SystemPackage
import Text

/// Writes a pack (gitformat-pack(5)) and has libgit2 make its index, which hashes each object anew and looks for
/// collisions as it does. It takes its objects piece by piece, and the memory it needs is the same for all of them.
final class PackWriter {
  private static let pieceSize = 64 << 10

  private let deflater: UnsafeMutablePointer<z_stream>
  private let hash = SHA1()
  private var indexer: OpaquePointer?
  private var progress = git_indexer_progress()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
  private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)

  /// A pack of so many objects in a folder.
  init(of count: Int, in folder: FilePath) throws(GitError) {
    deflater = .allocate(capacity: 1)
    deflater.initialize(to: z_stream())
    let isReady = edgesync_deflate_init(deflater) == Z_OK
    guard isReady, let count = UInt32(exactly: count) else {
      throw .library(operation: "prepare a pack", code: -1, words: "zlib has no memory")
    }
    let code = folder.withPlatformString { git_indexer_new(&indexer, $0, 0o444, nil, nil) }
    try check(code, "prepare a pack")
    var header = Array("PACK".utf8) + [0, 0, 0, 2]
    withUnsafeBytes(of: count.bigEndian) { header += $0 }
    try append(header)
  }

  deinit {
    deflateEnd(deflater)
    deflater.deallocate()
    git_indexer_free(indexer)
    input.deallocate()
    output.deallocate()
  }

  /// Takes an object.
  ///
  /// - Parameter read: Fills a buffer with the next bytes of it, and gives how many; 0 at its end.
  func add(
    _ kind: ObjectKind, size: Int,
    _ read: (UnsafeMutableRawBufferPointer) throws(GitError) -> Int
  ) throws(GitError) {
    try append(Self.header(kind, size))
    deflateReset(deflater)
    while true {
      let count = try read(input)
      try deflate(UnsafeRawBufferPointer(rebasing: input[..<count]), isLast: count == 0)
      if count == 0 { return }
    }
  }

  /// Ends the pack: it and its index are in the folder, synced to disk.
  func finish() throws(GitError) {
    guard let checksum = hash.end() else {
      throw .library(operation: "write a pack", code: -1, words: "it can't be hashed")
    }
    try append(checksum.bytes)
    try check(git_indexer_commit(indexer, &progress), "write a pack's index")
  }

  private func deflate(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(GitError) {
    deflater.pointee.next_in = bytes.baseAddress.map {
      UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: UInt8.self))
    }
    deflater.pointee.avail_in = UInt32(bytes.count)
    repeat {
      deflater.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
      deflater.pointee.avail_out = UInt32(output.count)
      CZlib.deflate(deflater, isLast ? Z_FINISH : Z_NO_FLUSH)
      let count = output.count - Int(deflater.pointee.avail_out)
      if count > 0 { try append(UnsafeRawBufferPointer(rebasing: output[..<count])) }
    } while deflater.pointee.avail_out == 0
  }

  private func append(_ bytes: [UInt8]) throws(GitError) {
    input.copyBytes(from: bytes)
    try append(UnsafeRawBufferPointer(rebasing: input[..<bytes.count]))
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
    hash.add(bytes)
    try check(
      git_indexer_append(indexer, bytes.baseAddress, bytes.count, &progress), "write a pack")
  }

  private static func header(_ kind: ObjectKind, _ size: Int) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(kind.type.rawValue) << 4 | UInt8(size & 15)]
    var rest = size >> 4
    while rest > 0 {
      bytes[bytes.count - 1] |= 0x80
      bytes.append(UInt8(rest & 0x7F))
      rest >>= 7
    }
    return bytes
  }
}
