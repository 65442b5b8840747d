/// What a server answered, as curl hands it on: the head as it came, and the body decoded.
struct HTTPAnswer: Sendable {
  /// Bytes of a head at the most, interim ones included; curl itself takes no more (`CURL_MAX_HTTP_HEADER`).
  static let maximumHead = 400 << 10

  /// The status.
  let status: Int
  /// The body.
  let body: [UInt8]
  /// How long it took, in seconds.
  let seconds: Double
  private let fields: [String: String]

  /// Reads an answer; nil for what isn't one (RFC 9112, section 2).
  ///
  /// - Parameter bytes: The head, those of interim answers before it, and the body after a blank line.
  init?(parsing bytes: [UInt8], seconds: Double) {
    var rest = bytes[...]
    while true {
      guard let (head, body) = Self.split(rest), let status = Self.status(of: head) else {
        return nil
      }
      // An interim answer is followed by another one.
      if (100...199).contains(status), body.starts(with: "HTTP/".utf8) {
        rest = body
        continue
      }
      self.status = status
      self.body = Array(body)
      self.seconds = seconds
      fields = Self.fields(of: head)
      return
    }
  }

  /// A header's value; those of several headers of one name with commas between them; nil where there is
  /// none.
  ///
  /// - Parameter name: The name, in any case.
  func header(_ name: String) -> String? { fields[name.lowercased()] }

  /// The lines of a head, and what follows the blank line behind it.
  private static func split(
    _ bytes: ArraySlice<UInt8>
  ) -> (head: [ArraySlice<UInt8>], body: ArraySlice<UInt8>)? {
    var lines: [ArraySlice<UInt8>] = []
    var rest = bytes
    while let end = rest.firstIndex(of: 0x0A) {
      var line = rest[..<end]
      if line.last == 0x0D { line.removeLast() }
      rest = rest[(end + 1)...]
      if line.isEmpty { return (lines, rest) }
      lines.append(line)
    }
    return nil
  }

  /// The number in `HTTP/1.1 200 OK`.
  private static func status(of head: [ArraySlice<UInt8>]) -> Int? {
    guard let line = head.first, line.starts(with: "HTTP/".utf8) else { return nil }
    let words = line.split(separator: 0x20)
    guard words.count >= 2, words[1].count == 3 else { return nil }
    return Int(String(decoding: words[1], as: UTF8.self)).flatMap {
      (100...999).contains($0) ? $0 : nil
    }
  }

  private static func fields(of head: [ArraySlice<UInt8>]) -> [String: String] {
    var fields: [String: String] = [:]
    for line in head.dropFirst() {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let value = String(decoding: line[(colon + 1)...].trimmingBlanks, as: UTF8.self)
      fields[name] = fields[name].map { "\($0), \(value)" } ?? value
    }
    return fields
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without blanks and tabs at their ends.
  fileprivate var trimmingBlanks: ArraySlice<UInt8> {
    var rest = self.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return rest
  }
}
