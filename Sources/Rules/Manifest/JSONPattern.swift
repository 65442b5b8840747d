/// What a JSON value has to hold: a scalar is itself, a list matches item by item, and an object has at
/// least these keys.
package indirect enum JSONPattern: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case list([JSONPattern])
  case object([String: JSONPattern])
}
