import Foundation

/// A server of HTTP/1.1 on loopback: one connection after the other, one request each.
public final class LoopbackServer: Sendable {
  /// What was asked.
  public struct Request: Hashable, Sendable {
    /// The method.
    public let method: String
    /// The path with the query.
    public let path: String
    /// What was sent, decoded.
    public let body: [UInt8]
    /// The `Authorization` header.
    public let authorization: String
  }

  /// What is answered.
  public struct Answer: Sendable {
    /// The status.
    public var status: Int
    /// Header lines beside the length's.
    public var headers: [String]
    /// What is sent.
    public var body: String
    /// What is sent in the place of the body, in bytes.
    public var bytes: [UInt8]?
    /// Whether the body is sent over and over, as long as anybody reads it.
    public var isEndless: Bool

    /// An answer from its parts.
    public init(
      _ body: String, status: Int = 200, headers: [String] = ["Content-Type: application/json"],
      bytes: [UInt8]? = nil, isEndless: Bool = false
    ) {
      self.bytes = bytes
      self.isEndless = isEndless
      self.status = status
      self.headers = headers
      self.body = body
    }
  }

  /// The port it listens on.
  public let port: UInt16
  private let listener: Int32
  private let answer: @Sendable (Request) -> Answer

  /// Starts it on a free port.
  ///
  /// - Parameter answer: Called on the server's thread.
  public init(answer: @escaping @Sendable (Request) -> Answer) throws {
    self.answer = answer
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = self.listener
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 8) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { throw Plumbing.Failure(description: "nothing listens") }
    port = UInt16(bigEndian: address.sin_port)
    let thread = Thread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        self?.serve(connection)
        close(connection)
      }
    }
    thread.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private func serve(_ connection: Int32) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while !Self.isWhole(bytes) {
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return }
      bytes += buffer[..<count]
    }
    guard let end = Self.headerEnd(bytes) else { return }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ").map(String.init)
    guard words.count >= 2, let url = URLComponents(string: words[1]) else { return }
    let authorization = lines.first { $0.lowercased().hasPrefix("authorization:") } ?? ""
    let query = url.percentEncodedQuery.map { "?" + $0 } ?? ""
    let answer = answer(
      Request(
        method: words[0], path: url.path + query, body: Self.body(bytes, end),
        authorization: authorization))
    let body = answer.bytes ?? Array(answer.body.utf8)
    let length = answer.isEndless ? [] : ["Content-Length: \(body.count)"]
    let head =
      ["HTTP/1.1 \(answer.status) OK"] + answer.headers + length + ["Connection: close"]
    var isTaken = Self.send(
      Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body, to: connection)
    while answer.isEndless, isTaken { isTaken = Self.send(body, to: connection) }
  }

  /// Sends all bytes; false where nobody takes them.
  private static func send(_ bytes: [UInt8], to connection: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.send(
          connection, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count,
          Int32(MSG_NOSIGNAL))
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private static func headerEnd(_ bytes: [UInt8]) -> Int? {
    bytes.firstRange(of: Array("\r\n\r\n".utf8))?.lowerBound
  }

  private static func isChunked(_ bytes: [UInt8], _ end: Int) -> Bool {
    String(decoding: bytes[..<end], as: UTF8.self).lowercased().contains("chunked")
  }

  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    guard let end = headerEnd(bytes) else { return false }
    if isChunked(bytes, end) { return bytes.suffix(5).elementsEqual("0\r\n\r\n".utf8) }
    let header = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
    let length = header.components(separatedBy: "\r\n").first { $0.hasPrefix("content-length:") }
    let wanted = length.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
    return bytes.count >= end + 4 + wanted
  }

  private static func body(_ bytes: [UInt8], _ end: Int) -> [UInt8] {
    var rest = bytes[(end + 4)...]
    guard isChunked(bytes, end) else { return Array(rest) }
    var body: [UInt8] = []
    while let line = rest.firstRange(of: Array("\r\n".utf8)),
      let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16), size > 0
    {
      body += rest[line.upperBound...].prefix(size)
      rest = rest[line.upperBound...].dropFirst(size + 2)
    }
    return body
  }
}
