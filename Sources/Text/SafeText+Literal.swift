extension SafeText: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// The program's own words, taken as they are.
  package init(stringLiteral value: String) {
    self.init(safe: value, replaced: [])
  }

  /// The result of an interpolation whose parts were each made safe.
  package init(stringInterpolation: Interpolation) {
    self = stringInterpolation.text
  }

  /// Collects an interpolation: literal parts as they are, values made safe.
  package struct Interpolation: StringInterpolationProtocol {
    var text = SafeText()

    /// Called by the compiler.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// A part that stands in the source.
    package mutating func appendLiteral(_ literal: String) {
      text.append(SafeText(safe: literal, replaced: []))
    }

    /// Text that is safe already.
    package mutating func appendInterpolation(_ value: SafeText) {
      text.append(value)
    }

    /// Text from outside, made safe.
    package mutating func appendInterpolation(_ value: String) {
      text.append(SafeText(value))
    }

    /// A number.
    package mutating func appendInterpolation(_ value: some BinaryInteger) {
      text.append(SafeText(safe: String(value), replaced: []))
    }

    /// Anything that describes itself, made safe.
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      text.append(SafeText(value.description))
    }
  }
}
