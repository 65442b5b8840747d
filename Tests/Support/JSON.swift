import Foundation

/// A JSON document, read strictly: a truth is no number, and a number no truth.
public enum JSON: Hashable, Decodable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Parses a document, which has to be all there is.
  public init(parsing bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(JSON.self, from: Data(bytes))
  }

  /// Reads a value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  /// The value under a key; null where there is none.
  public subscript(key: String) -> JSON {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  /// The value at an index; null where there is none.
  public subscript(index: Int) -> JSON {
    elements.indices.contains(index) ? elements[index] : .null
  }

  /// An array's elements; none for anything else.
  public var elements: [JSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// A string's text; nil for anything else.
  public var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The shape: each key with its type, in the order of the keys; an array shows its elements' shapes,
  /// each once.
  ///
  /// An id shows as `id`, a date as `date`: 40 hex digits, and ISO 8601 in UTC.
  public var shape: String {
    switch self {
    case .null: return "null"
    case .bool: return "bool"
    case .number: return "number"
    case .string(let text):
      if text.wholeMatch(of: /[0-9a-f]{40}/) != nil { return "id" }
      if text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil { return "date" }
      return "string"
    case .array(let elements):
      return "[" + Set(elements.map(\.shape)).sorted().joined(separator: "|") + "]"
    case .object(let members):
      return "{"
        + members.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.shape)" }
        .joined(separator: ",") + "}"
    }
  }
}
