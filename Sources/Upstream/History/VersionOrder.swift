/// The order of versions in names, as `git for-each-ref --sort=version:refname` has it (`versioncmp.c`): numbers count
/// by their worth, and those that begin with zeroes as what stands after a decimal point.
enum VersionOrder {
  /// The digits that two names have alike right before they part.
  private enum Digits {
    /// None.
    case none
    /// Those of a number.
    case number
    /// Zeroes alone.
    case zeroes
    /// Zeroes and what follows them.
    case fraction

    /// These with one more byte.
    func adding(_ byte: UInt8) -> Digits {
      guard VersionOrder.isDigit(byte) else { return .none }
      switch self {
      case .none: return byte == UInt8(ascii: "0") ? .zeroes : .number
      case .number: return .number
      case .zeroes: return byte == UInt8(ascii: "0") ? .zeroes : .fraction
      case .fraction: return .fraction
      }
    }
  }

  /// Whether a name comes before another one, the older version first.
  static func isBefore(_ name: [UInt8], _ other: [UInt8]) -> Bool {
    var digits = Digits.none
    var place = 0
    while place < name.count, place < other.count, name[place] == other[place] {
      digits = digits.adding(name[place])
      place += 1
    }
    // A name's end counts as a byte before all others.
    let byte = place < name.count ? name[place] : 0
    let otherByte = place < other.count ? other[place] : 0
    let (isIn, isOtherIn) = (isDigit(byte), isDigit(otherByte))
    switch digits {
    case .number where isIn != isOtherIn: return isOtherIn
    case .zeroes where isIn != isOtherIn: return isIn
    case .number where isIn,
      .none where isIn && isOtherIn && min(byte, otherByte) > UInt8(ascii: "0"):
      let length = name[place...].prefix(while: isDigit).count
      let otherLength = other[place...].prefix(while: isDigit).count
      return length == otherLength ? byte < otherByte : length < otherLength
    case .none, .number, .zeroes, .fraction: return byte < otherByte
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
