import Text

/// What a file of edgesync's may hold, declared once: its decoder takes the names of its keys from here,
/// `edgesync schema` prints it as JSON Schema, and the file's manual page is made of it.
package indirect enum Schema: Hashable, Sendable {
  /// A key of a mapping.
  package struct Key: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// What it is for, in one or two sentences, as editors show it.
    package let description: String
    /// What it may hold.
    package let schema: Schema
    /// Whether it has to be there.
    package let isRequired: Bool

    /// A key with what it may hold.
    package init(
      _ name: String, _ schema: Schema, isRequired: Bool = false, _ description: String
    ) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
      self.description = description
    }
  }

  /// One scalar, which is taken as it is written: `1.0` is the text “1.0”. With what it is in words, a regular
  /// expression that it matches, and how many characters it has at the most.
  case text(String = "text", pattern: String? = nil, limit: Int? = nil)
  /// One of some words.
  case words([String])
  /// A whole number of a range.
  case number(ClosedRange<Int>)
  /// True or false.
  case flag
  /// A length of time: its units, the shortest first.
  case duration(units: [String])
  /// An age, of seconds, minutes, hours, days or weeks.
  case age
  /// A list: its entries, and how many there are at the least and at the most.
  case list(Schema, atLeast: Int = 0, atMost: Int? = nil)
  /// A mapping with these keys and no others, and what else has to hold of it, as JSON Schema says it.
  case mapping([Key], JSONObject = JSONObject())
  /// A mapping whose keys a person chooses: what they are in words, the regular expression that they match, and
  /// what stands under each.
  case names(String, pattern: String? = nil, Schema)
  /// One of several.
  case either([Schema])
  /// The same, or nothing at all behind the key.
  case blank(Schema)
  /// Any value, with what it is in words.
  case anything(String)

  /// The keys of a mapping, in their order; none for anything else.
  package var keys: [Key] {
    switch self {
    case .mapping(let keys, _): keys
    case .blank(let schema): schema.keys
    case .text, .words, .number, .flag, .duration, .age, .list, .names, .either, .anything: []
    }
  }

  /// The names of a mapping's keys, in their order.
  package var names: [String] { keys.map(\.name) }
}
