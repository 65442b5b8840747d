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
}
