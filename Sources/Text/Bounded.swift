/// Numbers from outside (a history, a report, a file, an answer, a database), brought within bounds in which
/// whatever is done with them later can't overflow: adding, multiplying, showing, making whole numbers of
/// them.
///
/// What can't be told apart from nonsense isn't an error here: it becomes the nearest number that is none.
package enum Bounded {
  /// Seconds that anything may last: a hundred years.
  package static let longest = 3_153_600_000.0
  /// The last second of the year 9999, past which no date is written.
  package static let latest = 253_402_300_799
  /// Files, tests, commits that are counted at the most.
  package static let most = 1_000_000_000_000
  /// A measured number's bounds: products and quotients of any two within them are numbers, too.
  package static let measures = 1e-100...1e100

  /// A length of time in seconds, from 0.
  package static func seconds(_ value: Double) -> Double {
    value >= 0 ? min(value, longest) : 0
  }

  /// A moment in seconds since 1970, from 1970 to the year 9999.
  package static func moment(_ value: Int) -> Int { min(max(0, value), latest) }

  /// A number of things, from 0.
  package static func count(_ value: Int) -> Int { min(max(0, value), most) }

  /// The nearest whole number, within ``most`` on either side of 0; 0 for what is no number.
  package static func whole(_ value: Double) -> Int {
    guard !value.isNaN else { return 0 }
    return Int(min(max(value.rounded(), -Double(most)), Double(most)))
  }

  /// Whether a figure can have been measured: nothing, or a number above 0 that others can be held against.
  package static func isMeasure(_ value: Double) -> Bool {
    value == 0 || measures.contains(value)
  }
}
