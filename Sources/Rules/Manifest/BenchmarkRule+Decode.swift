import Text

extension BenchmarkRule {
  /// Reads a check's `benchmark`, `tolerance` and `against`; nil where it has no benchmark.
  init?(_ entries: [String: YAMLValue]) throws(ManifestError) {
    guard let file = entries["benchmark"] else {
      for name in ["tolerance", "against"] {
        if let value = entries[name] {
          throw value.invalid("\(name) needs a benchmark")
        }
      }
      return nil
    }
    self.init(
      file: try file.filePath("benchmark"),
      tolerance: try entries["tolerance"].map { value throws(ManifestError) in
        try Self.share(value)
      } ?? Self.defaultTolerance,
      baseline: try entries["against"].map { value throws(ManifestError) in
        try Self.baseline(value)
      } ?? .pin)
  }

  /// Reads `5%` or `0.05` as a share.
  private static func share(_ value: YAMLValue) throws(ManifestError) -> Double {
    let text = try value.text("tolerance")
    let isPercent = text.hasSuffix("%")
    guard let number = Double(isPercent ? text.dropLast() : text[...]), number >= 0, number <= 1000
    else { throw value.invalid("tolerance can't be `\(text)`", remedy: "Write it as `5%`") }
    return isPercent ? number / 100 : number
  }

  private static func baseline(_ value: YAMLValue) throws(ManifestError) -> Baseline {
    switch try value.text("against") {
    case "pin": return .pin
    case "upstream": return .upstream
    case let text:
      guard let number = Double(text), Bounded.isMeasure(number) else {
        throw value.invalid("against can't be `\(text)`", remedy: "It is pin, upstream or a number")
      }
      return .number(number)
    }
  }
}
