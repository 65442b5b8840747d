import Foundation
import GRDB
import Text

/// A row of a database that anybody may have written: a value of another type than it should have is none,
/// and numbers are within bounds.
extension Row {
  private func value<Value: DatabaseValueConvertible>(
    _ column: String, as type: Value.Type
  ) -> Value? {
    guard hasColumn(column) else { return nil }
    let value: DatabaseValue = self[column]
    return Value.fromDatabaseValue(value)
  }

  /// A text; nil for anything else.
  func text(_ column: String) -> String? { value(column, as: String.self) }

  /// Bytes; none for anything else.
  func bytes(_ column: String) -> [UInt8] { value(column, as: Data.self).map { Array($0) } ?? [] }

  /// A number of things; nil for what is no whole number.
  func count(_ column: String) -> Int? { value(column, as: Int.self).map { Bounded.count($0) } }

  /// A moment in seconds since 1970; 1970 for what is no whole number.
  func moment(_ column: String) -> Int { Bounded.moment(value(column, as: Int.self) ?? 0) }

  /// A length of time in seconds; 0 for what is no number.
  func seconds(_ column: String) -> Double {
    Bounded.seconds(value(column, as: Double.self) ?? 0)
  }

  /// How a run ended; nil for what isn't a word for that.
  var state: CheckResult.State? { text("state").flatMap { CheckResult.State(rawValue: $0) } }

  /// A command's exit status; nil for what isn't one.
  var exitStatus: Int32? { value("exitStatus", as: Int32.self) }

  /// What is written as JSON; nil for anything else.
  func decoded<Value: Decodable>(_ type: Value.Type, _ column: String) -> Value? {
    text(column).flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
  }
}
