import Terminal
import Text

/// The line on which a reason is typed.
enum ReasonPrompt {
  private static let prompt: SafeText = "reason: "

  /// The line, with the end of a text that is longer than it.
  static func line(_ input: String, width: Int) -> Line {
    Line(prompt, .key).adding(shown(input, width))
  }

  /// Puts the cursor after what was typed.
  static func showCursor(_ canvas: inout Canvas, after input: String, in rect: Rect, y: Int) {
    let x = prompt.width + shown(input, rect.width).width
    canvas.surface.cursor = Point(x: rect.x + min(x, rect.width - 1), y: y)
  }

  /// The end of a text that is typed, as much as there is room for with the cursor after it.
  private static func shown(_ input: String, _ width: Int) -> SafeText {
    SafeText(input).truncatedFront(to: max(1, width - prompt.width - 1))
  }
}
