import Terminal
import Text
import Upstream

/// The line on which it is typed which commits are shown, as git's options say it.
package struct FilterPrompt: Overlay {
  private var input: TextInput
  /// Why what was typed is no filter.
  private var refusal: SafeText?

  /// An empty line, or one to be put right.
  init(_ input: TextInput, refusal: SafeText? = nil) {
    (self.input, self.refusal) = (input, refusal)
  }

  package var isTyping: Bool { true }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction { .none }

  package mutating func press(_ key: Key, in model: Model) -> Reaction {
    if key.leavesPrompt { return .close }
    guard case .enter = key.code else {
      if input.edit(key) { refusal = nil }
      return .none
    }
    do throws(FilterError) {
      let filter = try CommitFilter(parsing: input.text)
      let input = input
      return .closeThen { model in
        if filter.isEmpty { return model.showAllCommits() }
        let effects = model.remember(input.text, as: .filter)
        return effects + model.filterCommits(by: filter, input: input)
      }
    } catch {
      refusal = error.why
      return .none
    }
  }

  package mutating func paste(_ line: String) {
    input.insert(line)
    refusal = nil
  }

  package mutating func draw(_ canvas: inout Canvas) {
    draw(
      &canvas,
      in: Rect(x: 0, y: canvas.model.size.height - 1, width: canvas.model.size.width, height: 1))
  }

  func draw(_ canvas: inout Canvas, in rect: Rect) {
    canvas.surface.fill(rect, style: canvas.theme[.footer])
    let said = (refusal ?? canvas.model.notice?.text).map {
      Line(Mark.attention + " " + $0, .warning)
    }
    let end = canvas.prompt("filter ", input, beside: said, in: rect)
    if said == nil, input.isEmpty {
      let hint: SafeText = "--author, --grep, -S, -G, -- path; nothing shows all"
      canvas.line(Line(hint, .dim), x: end + 3, y: rect.y, width: max(0, rect.maxX - end - 4))
    }
  }
}
