import Text

extension Signature {
  /// The last second of the year 9999: what lies past it has no place in ISO 8601, in a lock or on a
  /// screen, and commits that claim it are broken or lie.
  package static let latestTime = Bounded.latest

  /// Reads `NAME <MAIL> SECONDS ZONE` as leniently as git does (`ident.c`, `split_ident_line`); what
  /// is missing is empty or zero.
  init(parsing line: Slice<UnsafeRawBufferPointer>, with decoder: TextDecoder) {
    let open = line.firstIndex(of: UInt8(ascii: "<"))
    guard let open, let close = line[open...].firstIndex(of: UInt8(ascii: ">")) else {
      self.init(name: decoder.decode(line).trimmingBlanks(), email: "", time: 0)
      return
    }
    let (time, offset) = Self.moment(endOf: line)
    self.init(
      name: decoder.decode(line[..<open]).trimmingBlanks(),
      email: decoder.decode(line[(open + 1)..<close]).trimmingBlanks(), time: time, offset: offset)
  }

  /// The seconds and the zone, in minutes, that end such a line; 0 for what isn't there.
  static func moment(endOf line: Slice<UnsafeRawBufferPointer>) -> (time: Int, offset: Int) {
    // A broken address may hold a `>` of its own; no date does.
    guard let close = line.lastIndex(of: UInt8(ascii: ">")) else { return (0, 0) }
    var rest = line[(close + 1)...].drop(while: isBlank)
    let time = number(&rest, atMost: latestTime)
    rest = rest.drop(while: isBlank)
    guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return (time, 0)
    }
    let zone = number(&rest, atMost: 9999)
    let minutes = zone / 100 * 60 + zone % 100
    return (time, sign == UInt8(ascii: "-") ? -minutes : minutes)
  }

  private static func number(_ digits: inout Slice<UnsafeRawBufferPointer>, atMost limit: Int)
    -> Int
  {
    var value = 0
    while let byte = digits.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      value = min(limit, value * 10 + Int(byte - UInt8(ascii: "0")))
      digits.removeFirst()
    }
    return value
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }
}
