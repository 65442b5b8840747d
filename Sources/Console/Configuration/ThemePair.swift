import Yams

/// Two themes, one of which is taken by what the terminal says is behind its text.
package struct ThemePair: Hashable, Sendable {
  /// The name by which a pair is chosen.
  package static let name = "auto"

  /// The theme on a dark background, and where the terminal doesn't say.
  package let dark: String
  /// The theme on a light one.
  package let light: String

  /// The pair that is taken unless the configuration says otherwise.
  package init() { (dark, light) = ("onedark", "one-light") }

  /// The pair that a configuration has: nil where it has another thing.
  init?(_ node: Node) {
    guard let mapping = node.mapping, mapping.count == 2, let dark = mapping["dark"]?.string,
      let light = mapping["light"]?.string
    else { return nil }
    (self.dark, self.light) = (dark, light)
  }
}
