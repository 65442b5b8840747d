/// A value of a JSON document (RFC 8259), with its keys in the order in which they were given.
///
/// The only tree of JSON in the program: what it prints, what an answer over HTTP holds, and what that has to hold.
/// Written here rather than by `JSONEncoder`: a log streams commit by commit, keys keep the order that
/// `spec.md` gives them, and what a terminal could obey or hide is escaped, which `JSONEncoder` leaves.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A whole number that is written; one that was read is a `double`.
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The value as JSON.
  package var encoded: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  /// Writes the value as JSON.
  package func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += Array("null".utf8)
    case .bool(let value): bytes += Array((value ? "true" : "false").utf8)
    case .int(let value): bytes += Array(String(value).utf8)
    // JSON has no infinities; nothing that is counted here can be one.
    case .double(let value): bytes += Array((value.isFinite ? String(value) : "null").utf8)
    case .string(let value): Self.write(value, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static let special = Set("\"\\#:".utf8)

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      // A colon or a number sign may make a command to a build server that reads along.
      if utf8.allSatisfy({ (0x20..<0x7F).contains($0) && !Self.special.contains($0) }) {
        bytes += utf8
        return
      }
      for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
        switch scalar {
        case "\"": bytes += Array("\\\"".utf8)
        case "\\": bytes += Array("\\\\".utf8)
        case "\n": bytes += Array("\\n".utf8)
        case "\t": bytes += Array("\\t".utf8)
        case _
        where scalar.value < 0x20 || scalar.value == 0x7F || scalar.isHidden
          || scalar.isASCII && BuildServer.isCommand(UInt8(scalar.value), behind: bytes):
          for unit in UTF16.encode(scalar).map({ Array($0) }) ?? [] {
            let digits = String(unit, radix: 16)
            let zeros = String(repeating: "0", count: 4 - digits.count)
            bytes += Array(("\\u" + zeros + digits).utf8)
          }
        default: bytes += UTF8.encode(scalar).map { Array($0) } ?? []
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByArrayLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(members: elements.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }

  /// A text, or null.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A number, or null.
  package static func optional(_ number: Int?) -> JSONValue { number.map { .int($0) } ?? .null }

  /// Seconds, to the thousandth.
  package static func seconds(_ seconds: Double) -> JSONValue {
    .double((seconds * 1000).rounded() / 1000)
  }
}

extension JSONValue: Decodable {
  /// Reads a value; the keys of an object are in their order as texts.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
      // What there are most of comes first: each miss makes an error.
    } else if let number = try? container.decode(Double.self) {
      self = .double(number)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let array = try? container.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(JSONObject(try container.decode([String: JSONValue].self)))
    }
  }
}
