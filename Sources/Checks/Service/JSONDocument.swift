import Rules
import Text

/// A JSON value as it came, to be held against a pattern.
indirect enum JSONDocument: Decodable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([JSONDocument])
  case object([String: JSONDocument])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
      // What there are most of comes first: each miss makes an error.
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let string = try? container.decode(String.self) {
      self = .string(string)
    } else if let bool = try? container.decode(Bool.self) {
      self = .bool(bool)
    } else if let list = try? container.decode([JSONDocument].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONDocument].self))
    }
  }

  /// What isn't as a pattern wants it, in words; nil where all is.
  ///
  /// - Parameter place: Where the value stands: `orders[0].id`.
  func difference(from pattern: JSONPattern, at place: String) -> String? {
    switch (pattern, self) {
    case (.null, .null): return nil
    case (.bool(let wanted), .bool(let found)) where wanted == found: return nil
    case (.number(let wanted), .number(let found)) where wanted == found: return nil
    case (.string(let wanted), .string(let found)) where wanted == found: return nil
    case (.list(let wanted), .list(let found)):
      guard wanted.count == found.count else {
        return "\(Self.named(place)) has \(found.count) items, not \(wanted.count)"
      }
      for (index, item) in found.enumerated() {
        if let fault = item.difference(from: wanted[index], at: "\(place)[\(index)]") {
          return fault
        }
      }
      return nil
    case (.object(let wanted), .object(let found)):
      for (name, value) in wanted.sorted(by: { $0.key < $1.key }) {
        let inner = place.isEmpty ? name : "\(place).\(name)"
        guard let item = found[name] else { return "its answer has no \(inner)" }
        if let fault = item.difference(from: value, at: inner) { return fault }
      }
      return nil
    default: return "\(Self.named(place)) is \(summary), not \(Self.summary(of: pattern))"
    }
  }

  private static func named(_ place: String) -> String { place.isEmpty ? "its answer" : place }

  private var summary: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let number): Self.text(number)
    case .string(let string): "`\(string.prefix(80))`"
    case .list: "a list"
    case .object: "an object"
    }
  }

  private static func summary(of pattern: JSONPattern) -> String {
    switch pattern {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .number(let number): text(number)
    case .string(let string): "`\(string.prefix(80))`"
    case .list: "a list"
    case .object: "an object"
    }
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e12 ? "\(Bounded.whole(number))" : "\(number)"
  }
}
