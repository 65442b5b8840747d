import Text

/// Families of metrics as OpenMetrics text, version 1.0.
///
/// Label values may be anybody's text: what a terminal could obey or hide is made visible, so that two values may come
/// to look the same; of samples whose labels are the same, the first is kept, for a reader refuses the second.
package enum OpenMetrics {
  /// Samples of a family at the most, unless it is said: those of one edge repo.
  package static let maximumSamples = 2000
  /// Scalars of a label's value at the most.
  private static let maximumValue = 200

  /// The text of families; those of one name become one, and those without samples are left out.
  ///
  /// - Parameter mostSamples: Samples of a family at the most; further ones are left out.
  package static func text(
    _ families: [MetricFamily], mostSamples: Int = maximumSamples
  ) -> String {
    var text = ""
    for family in joined(families) where !family.samples.isEmpty {
      write(family, mostSamples, to: &text)
    }
    return text + "# EOF\n"
  }

  /// Families of one name as one, in the order of the first of each: a reader refuses a name that comes again.
  private static func joined(_ families: [MetricFamily]) -> [MetricFamily] {
    var joined: [MetricFamily] = []
    var places: [String: Int] = [:]
    for family in families {
      if let place = places[family.name] {
        joined[place].samples += family.samples
      } else {
        places[family.name] = joined.count
        joined.append(family)
      }
    }
    return joined
  }

  private static func write(
    _ family: MetricFamily, _ mostSamples: Int, to text: inout String
  ) {
    text += "# TYPE \(family.name) \(family.kind.rawValue)\n"
    if let unit = family.unit { text += "# UNIT \(family.name) \(unit)\n" }
    text += "# HELP \(family.name) \(escaped(family.help))\n"
    var written: Set<String> = []
    for sample in family.samples where sample.value.isFinite {
      let labels = sample.labels.map { "\($0.name)=\"\(escaped($0.value))\"" }
        .joined(separator: ",")
      guard written.count < mostSamples, written.insert(labels).inserted else { continue }
      text += family.name + family.kind.suffix
      if !labels.isEmpty { text += "{\(labels)}" }
      text += " \(number(sample.value))\n"
    }
  }

  /// A text as it stands between quotes.
  private static func escaped(_ value: String) -> String {
    var escaped = ""
    for scalar in SafeText(bytes: value.utf8, limit: maximumValue).string.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A number: whole ones without a fraction.
  private static func number(_ value: Double) -> String {
    abs(value) <= Double(Bounded.most) && value == value.rounded()
      ? "\(Bounded.whole(value))" : "\(value)"
  }
}
