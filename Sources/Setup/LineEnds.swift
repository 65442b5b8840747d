/// How the lines of a file end, for git may have given a work tree other ends than edgesync writes.
enum LineEnds {
  case lf
  case crlf

  /// CRLF where each line ends so.
  init(of bytes: [UInt8]) {
    var isAll = false
    var last: UInt8 = 0
    for byte in bytes {
      if byte == 0x0A {
        isAll = last == 0x0D
        if !isAll { break }
      }
      last = byte
    }
    self = isAll ? .crlf : .lf
  }

  /// A text with its lines ended as edgesync writes them.
  func removed(from bytes: [UInt8]) -> [UInt8] {
    guard self == .crlf else { return bytes }
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte == 0x0A, text.last == 0x0D { text.removeLast() }
      text.append(byte)
    }
    return text
  }

  /// A text of edgesync's with its lines ended this way.
  func added(to bytes: [UInt8]) -> [UInt8] {
    self == .lf ? bytes : bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }
}
