import Text

/// A figure that a check's benchmark measured, and how it compares with what it is measured against.
package struct BenchmarkFigure: Hashable, Codable, Sendable {
  /// How a figure compares.
  package enum Verdict: String, Codable, Sendable {
    /// It is better, by more than is tolerated.
    case faster
    /// It is worse, by more than is tolerated.
    case slower
    /// What there is of a difference is tolerated.
    case same = "no change"
    /// The runs differ too much among themselves to say.
    case unclear = "can't tell"
  }

  /// What was measured.
  package var name: String
  /// The unit, as the benchmark names it.
  package var unit: String
  /// The median of its runs.
  package var value: Double
  /// The median of the baseline's runs, or the number that is the baseline; nil where there is none.
  package var baseline: Double?
  /// By what share it is worse than the baseline, below 0 where it is better: 0.072 for 7.2 %.
  package var change: Double?
  /// The change lies between these, in all likelihood; nil where it wasn't measured in several runs.
  package var band: ClosedRange<Double>?
  /// How it compares; nil where there is no baseline.
  package var verdict: Verdict?
  /// What each run measured.
  package var samples: [Double]

  /// A figure from its parts.
  package init(
    name: String, unit: String, value: Double, baseline: Double? = nil, change: Double? = nil,
    band: ClosedRange<Double>? = nil, verdict: Verdict? = nil, samples: [Double] = []
  ) {
    self.name = name
    self.unit = unit
    self.value = value
    self.baseline = baseline
    self.change = change
    self.band = band
    self.verdict = verdict
    self.samples = samples
  }

  /// The figure on one line: `latency 12.4 ms, against 11.6 ms: slower by 6.9 % (5.1 % to 8.8 %)`.
  package var line: SafeText { "\(name) " + comparison }

  /// The same without its name: `12.4 ms, against 11.6 ms: slower by 6.9 % (5.1 % to 8.8 %)`.
  package var comparison: SafeText {
    var line = Self.number(value)
    if !unit.isEmpty { line += " \(unit)" }
    guard let baseline, let verdict else { return line }
    line += ", against \(Self.number(baseline))"
    if !unit.isEmpty { line += " \(unit)" }
    line += ": \(verdict.rawValue)"
    if let change {
      line += verdict == .slower || verdict == .faster ? " by \(Self.percent(abs(change)))" : ""
      if let band {
        line += " (\(Self.percent(band.lowerBound)) to \(Self.percent(band.upperBound)))"
      }
    }
    return line
  }

  /// A share in percent with one decimal.
  package static func percent(_ share: Double) -> SafeText {
    let tenths = (share * 1000).rounded()
    return "\(String(tenths / 10)) %"
  }

  /// A measured number with four digits that count.
  package static func number(_ value: Double) -> SafeText {
    guard value != 0, value.isFinite else { return SafeText(String(value)) }
    var scale = 1.0
    while abs(value) * scale < 1000, scale < 1e12 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e12
      ? "\(Bounded.whole(rounded))" : SafeText(String(rounded))
  }
}
