import Foundation

/// An object's bytes in memory, as long as somebody holds them.
final class ObjectBytes {
  /// What kind of object it is.
  let kind: ObjectKind
  /// The bytes.
  let buffer: UnsafeMutableRawBufferPointer

  /// The id that it was hashed to; nil where it wasn't hashed.
  var id: ObjectID?

  /// Room for an object.
  init(_ kind: ObjectKind, count: Int) {
    self.kind = kind
    buffer = .allocate(byteCount: max(1, count), alignment: 16)
    self.count = count
  }

  /// How many bytes it has.
  let count: Int

  /// The bytes, to be read.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count])
  }

  deinit { buffer.deallocate() }
}
