import Text

extension JSONValue {
  /// What isn't as a pattern wants it, in words; nil where all is. A scalar of a pattern is itself, an array matches
  /// item by item, and an object has at least the pattern's keys.
  ///
  /// - Parameter place: Where the value stands: `orders[0].id`.
  func difference(from pattern: JSONValue, at place: String) -> String? {
    switch (pattern, self) {
    case (.null, .null): return nil
    case (.bool(let wanted), .bool(let found)) where wanted == found: return nil
    case (.double(let wanted), .double(let found)) where wanted == found: return nil
    case (.string(let wanted), .string(let found)) where wanted == found: return nil
    case (.array(let wanted), .array(let found)):
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
      for member in wanted.members.sorted(by: { $0.key < $1.key }) {
        let name = member.key
        let inner = place.isEmpty ? name : "\(place).\(name)"
        guard let item = found[name] else { return "its answer has no \(inner)" }
        if let fault = item.difference(from: member.value, at: inner) { return fault }
      }
      return nil
    default: return "\(Self.named(place)) is \(summary), not \(pattern.summary)"
    }
  }

  private static func named(_ place: String) -> String { place.isEmpty ? "its answer" : place }

  private var summary: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .int(let number): "\(number)"
    case .double(let number): Self.text(number)
    case .string(let string): "`\(string.prefix(80))`"
    case .array: "a list"
    case .object: "an object"
    }
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e12 ? "\(Bounded.whole(number))" : "\(number)"
  }
}
