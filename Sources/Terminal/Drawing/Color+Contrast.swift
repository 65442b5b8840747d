import Foundation

extension Color {
  /// How well one colour stands out from another, from 1 to 21 (WCAG 2.2, "contrast ratio"); nil
  /// where the terminal alone knows one of them.
  package func contrast(with other: Color) -> Double? {
    guard let mine = luminance, let others = other.luminance else { return nil }
    return (max(mine, others) + 0.05) / (min(mine, others) + 0.05)
  }

  /// WCAG's relative luminance, from 0 to 1.
  private var luminance: Double? {
    guard case .rgb(let red, let green, let blue) = self else { return nil }
    let parts = [red, green, blue].map { part -> Double in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  /// A colour between this and another; itself where the terminal alone knows one of them.
  ///
  /// - Parameter share: How much of the other there is, from 0 to 1.
  package func mixed(with other: Color, _ share: Double) -> Color {
    guard case .rgb(let red, let green, let blue) = self,
      case .rgb(let otherRed, let otherGreen, let otherBlue) = other
    else { return self }
    func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
      UInt8((Double(one) * (1 - share) + Double(two) * share).rounded())
    }
    return .rgb(mix(red, otherRed), mix(green, otherGreen), mix(blue, otherBlue))
  }

  /// The colour, moved as little towards an extreme as gives it a contrast with all of some backgrounds.
  package func readable(on backgrounds: [Color], _ contrast: Double, towards extreme: Color)
    -> Color
  {
    let steps = (0...20).map { mixed(with: extreme, Double($0) / 20) }
    return steps.first { color in
      backgrounds.allSatisfy { (color.contrast(with: $0) ?? contrast) >= contrast }
    } ?? extreme
  }

  /// Black or white, whichever is read better on it.
  package var blackOrWhite: Color {
    let (black, white) = (Color.rgb(0, 0, 0), Color.rgb(255, 255, 255))
    return (contrast(with: black) ?? 0) >= (contrast(with: white) ?? 0) ? black : white
  }
}
