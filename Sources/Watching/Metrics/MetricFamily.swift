import Text

/// Samples of one thing that is measured, as OpenMetrics has them: a name, what kind of number it is, its unit, and
/// what people are told of it.
package struct MetricFamily: Hashable, Sendable {
  /// What kind of number it is.
  package enum Kind: String, Sendable {
    /// A number that goes up and down.
    case gauge
    /// A number that only grows; its samples' names end in `_total`.
    case counter

    /// What the names of its samples end in beyond the family's name.
    var suffix: String { self == .counter ? "_total" : "" }
  }

  /// A label with its value.
  package struct Label: Hashable, Sendable {
    /// The label's name, one of edgesync's own.
    package let name: String
    /// Its value, which may be anybody's text.
    package let value: String

    /// A label with its value.
    package init(_ name: String, _ value: String) {
      (self.name, self.value) = (name, value)
    }
  }

  /// One number.
  package struct Sample: Hashable, Sendable {
    /// What it is of.
    package var labels: [Label]
    /// The number.
    package let value: Double

    /// A number with its labels, in their order.
    package init(_ value: Double, _ labels: [Label] = []) {
      self.labels = labels
      self.value = value
    }
  }

  /// The name without what its kind adds: `edgesync_runs` for `edgesync_runs_total`.
  package let name: String
  /// What kind of number it is.
  package let kind: Kind
  /// The unit, which the name ends in; nil where it has none.
  package let unit: String?
  /// What people are told of it.
  package let help: String
  /// The numbers.
  package var samples: [Sample]

  /// A family from its parts.
  ///
  /// - Parameters:
  ///   - name: Without the unit, which is added to it, and without what the kind adds.
  package init(
    _ name: String, _ kind: Kind = .gauge, unit: String? = nil, help: String,
    samples: [Sample] = []
  ) {
    self.name = unit.map { "\(name)_\($0)" } ?? name
    self.kind = kind
    self.unit = unit
    self.help = help
    self.samples = samples
  }

  /// The family with a label before those that its samples have, such as the repo's name.
  package func labelled(_ label: Label) -> MetricFamily {
    var family = self
    for index in family.samples.indices { family.samples[index].labels.insert(label, at: 0) }
    return family
  }
}
