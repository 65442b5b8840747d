/// How many colours a terminal shows, and which of them stands for a colour that it can't show.
package enum ColorDepth: Hashable, Sendable {
  case none, eight, sixteen, palette256
  /// Any red, green and blue, beside the first few of the terminal's own.
  case direct(own: Int)

  /// The terminal's index for a colour; -1 for its own.
  ///
  /// - Returns: For ``direct(own:)``, red, green and blue as one number above
  ///   ``TerminfoEntry/directColor``, else a palette index.
  package func index(of color: Color) -> Int {
    switch (color, self) {
    case (.standard, _), (_, .none): -1
    case (.ansi(let number), .eight): Int(number % 8)
    case (.ansi(let number), .direct(let own)):
      number % 16 < own ? Int(number % 16) : Self.direct(Self.basic[Int(number % 16)])
    case (.ansi(let number), _): Int(number % 16)
    case (.rgb(let red, let green, let blue), .direct): Self.direct((red, green, blue))
    case (.rgb(let red, let green, let blue), .palette256): Self.nearest256(red, green, blue)
    case (.rgb(let red, let green, let blue), .sixteen):
      Self.nearestBasic(red, green, blue, count: 16)
    case (.rgb(let red, let green, let blue), .eight):
      Self.nearestBasic(red, green, blue, count: 8)
    }
  }

  /// A colour as parameters of SGR (ECMA-48, 8.3.117), as terminfo has them for terminals of this depth; nil for the
  /// terminal's own.
  ///
  /// - Parameter first: 30 for the text's colour, 40 for the one behind it.
  package func code(of color: Color, from first: Int) -> String? {
    let index = index(of: color)
    if index < 0 { return nil }
    if index >= TerminfoEntry.directColor {
      return "\(first + 8);2;\(index >> 16 & 0xFF);\(index >> 8 & 0xFF);\(index & 0xFF)"
    }
    if index >= 16 { return "\(first + 8);5;\(index)" }
    return String(index < 8 ? first + index : first + 60 + index - 8)
  }

  private typealias RGB = (UInt8, UInt8, UInt8)

  /// The sixteen colours as xterm has them.
  private static let basic: [RGB] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  /// The steps of xterm's 6×6×6 cube.
  private static let steps: [Int] = [0, 95, 135, 175, 215, 255]

  private static func direct(_ color: RGB) -> Int {
    TerminfoEntry.directColor | Int(color.0) << 16 | Int(color.1) << 8 | Int(color.2)
  }

  private static func distance(_ one: RGB, _ two: RGB) -> Int {
    let red = Int(one.0) - Int(two.0)
    let green = Int(one.1) - Int(two.1)
    let blue = Int(one.2) - Int(two.2)
    return red * red + green * green + blue * blue
  }

  private static func nearestBasic(
    _ red: UInt8, _ green: UInt8, _ blue: UInt8, count: Int
  ) -> Int {
    (0..<count).min {
      distance(basic[$0], (red, green, blue)) < distance(basic[$1], (red, green, blue))
    } ?? 7
  }

  private static func nearest256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    func step(_ value: UInt8) -> Int {
      steps.indices.min { abs(steps[$0] - Int(value)) < abs(steps[$1] - Int(value)) } ?? 0
    }
    let (r, g, b) = (step(red), step(green), step(blue))
    let cube = (UInt8(steps[r]), UInt8(steps[g]), UInt8(steps[b]))
    let grey = min(23, max(0, ((Int(red) + Int(green) + Int(blue)) / 3 - 8 + 5) / 10))
    let level = UInt8(8 + 10 * grey)
    let wanted = (red, green, blue)
    return distance((level, level, level), wanted) < distance(cube, wanted)
      ? 232 + grey : 16 + 36 * r + 6 * g + b
  }
}
