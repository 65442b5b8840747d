extension Style {
  /// The style as the parameters of SGR (ECMA-48, 8.3.117), for a stream that a terminal shows: `1;31`. Empty where it
  /// is the terminal's own; colours are the terminal's sixteen or in true colour.
  package var ansi: String {
    var codes: [Int] = []
    let attributes: [(Attributes, Int)] = [
      (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
    ]
    for (attribute, code) in attributes where self.attributes.contains(attribute) {
      codes.append(code)
    }
    codes += Self.codes(of: foreground, from: 30) + Self.codes(of: background, from: 40)
    return codes.map { String($0) }.joined(separator: ";")
  }

  /// The codes of a colour, of which the first one stands at 30 for text and at 40 behind it.
  private static func codes(of color: Color, from first: Int) -> [Int] {
    switch color {
    case .standard: []
    case .ansi(let number): [first + Int(number % 8) + (number % 16 < 8 ? 0 : 60)]
    case .rgb(let red, let green, let blue): [first + 8, 2, Int(red), Int(green), Int(blue)]
    }
  }
}
