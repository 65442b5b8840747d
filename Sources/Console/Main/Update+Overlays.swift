import Terminal
import Text

extension Model {
  /// The topmost overlay, if it is of a kind.
  func top<Kind: Overlay>(_ kind: Kind.Type) -> Kind? { overlays.last as? Kind }

  /// Changes the overlays of a kind, wherever they lie.
  mutating func change<Kind: Overlay>(_ kind: Kind.Type, _ change: (inout Kind) -> Void) {
    for index in overlays.indices {
      guard var overlay = overlays[index] as? Kind else { continue }
      change(&overlay)
      overlays[index] = overlay
    }
  }

  /// Has the topmost overlay do something, and does what it wants then.
  private mutating func inTop(
    _ work: (inout any Overlay, Model) -> Reaction
  ) -> [Effect] {
    guard var overlay = overlays.last else { return [] }
    let reaction = work(&overlay, self)
    if reaction.closes {
      overlays.removeLast()
    } else {
      overlays[overlays.count - 1] = overlay
    }
    return reaction.next(&self)
  }

  /// Takes a key that is text in an overlay.
  mutating func typeInTop(_ key: Key) -> [Effect] { inTop { $0.press(key, in: $1) } }

  /// Does an action while an overlay has the keys.
  mutating func performInTop(_ action: Action) -> [Effect] {
    switch action {
    case .redraw: return [.screen(.redraw)]
    case .suspend: return [.screen(.suspend)]
    case .quit where activities[.landing] != nil: return leaveLanding()
    case .back, .quit: return leaveTop()
    case .help:
      if top(TextScreen.self)?.isHelp == true { return [] }
      overlays.append(TextScreen(.help))
      return []
    default: return inTop { $0.perform(action, in: $1) }
    }
  }

  /// Takes pasted text where an overlay has the keys.
  mutating func pasteInTop(_ line: String) -> [Effect] {
    inTop { overlay, _ in
      overlay.paste(line)
      return .none
    }
  }

  private mutating func leaveTop() -> [Effect] {
    guard overlays.last?.isLanding == false else {
      notice = Notice(.warning, "it is landing; wait until it is done")
      return []
    }
    return inTop { overlay, _ in overlay.leave() }
  }

  /// Says something that has to be read whole.
  mutating func tell(title: SafeText, _ text: SafeText) -> [Effect] {
    // What keeps two things from being known is said once.
    for case let screen as TextScreen in overlays {
      if case .message(_, [Line(text)]) = screen.content { return [] }
    }
    overlays.append(TextScreen(.message(title: title, [Line(text)])))
    return []
  }
}
