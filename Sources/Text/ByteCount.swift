/// A number of bytes for people.
package func byteCount(_ bytes: Int) -> SafeText {
  let units = ["KiB", "MiB", "GiB", "TiB"]
  guard bytes >= 1024 else { return counted(bytes, "byte") }
  var value = Double(bytes) / 1024
  var unit = 0
  // What would be rounded up to a thousand and more is one of the next unit.
  while value >= 1023.95, unit < units.count - 1 {
    value /= 1024
    unit += 1
  }
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10) \(units[unit])"
}
