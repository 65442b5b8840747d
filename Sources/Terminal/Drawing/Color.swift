/// A colour of a cell.
package enum Color: Hashable, Sendable {
  /// The terminal's own.
  case standard
  /// One of the terminal's sixteen: 0 black to 7 white, 8 to 15 the bright ones, and so on
  /// again from 16.
  case ansi(UInt8)
  /// Red, green and blue.
  case rgb(UInt8, UInt8, UInt8)
}
