extension RepoPath {
  init(cString pointer: UnsafePointer<CChar>) {
    self.init(UnsafeRawBufferPointer(start: pointer, count: cStringLength(pointer)))
  }
}

/// Bytes before the NUL.
func cStringLength(_ pointer: UnsafePointer<CChar>) -> Int {
  var length = 0
  while pointer[length] != 0 { length += 1 }
  return length
}

extension RepoPath {
  /// Calls a closure with the path as a C string.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var text = bytes.map { CChar(bitPattern: $0) }
    text.append(0)
    return text.withUnsafeBufferPointer { buffer in
      // A buffer of at least the NUL has an address.
      body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }
}
