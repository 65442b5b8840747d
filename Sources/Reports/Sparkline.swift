import Text

/// Numbers as a row of bars.
enum Sparkline {
  /// A bar a number, the highest as high as a cell.
  static func text(_ numbers: [Double]) -> SafeText {
    let bars: [SafeText] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    guard let most = numbers.max(), most > 0 else {
      return numbers.map { _ in bars[0] }.joined(separator: "")
    }
    return numbers.map { bars[min(7, Int($0 / most * 7.99))] }.joined(separator: "")
  }
}
