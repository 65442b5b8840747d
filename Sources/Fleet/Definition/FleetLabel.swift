/// A word about an edge repo, such as `region=eu`, by which some repos of a fleet can be chosen.
package struct FleetLabel: Hashable, Sendable {
  /// What it is about.
  package let name: String
  /// What it says.
  package let value: String

  /// A label from its parts.
  package init(name: String, value: String) {
    (self.name, self.value) = (name, value)
  }

  /// A label as it is written on the command line: `NAME=VALUE`; nil for what isn't one.
  package init?(_ text: String) {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")), equals > text.startIndex else {
      return nil
    }
    self.init(
      name: String(text[..<equals]), value: String(text[text.utf8.index(after: equals)...]))
  }
}
