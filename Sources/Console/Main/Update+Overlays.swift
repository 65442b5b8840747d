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

  /// Takes a key while an overlay has them.
  mutating func pressInTop(_ key: Key) -> [Effect] {
    guard let overlay = overlays.last else { return [] }
    if overlay.isTyping { return inTop { $0.press(key, in: $1) } }
    guard let action = action(for: key, in: overlay) else { return [] }
    switch action {
    case .redraw: return [.screen(.redraw)]
    case .suspend: return [.screen(.suspend)]
    case .quit where activities[.landing] != nil: return leaveLanding()
    case .back, .quit: return leaveTop()
    case .help:
      if (overlay as? TextScreen)?.isHelp == true { return [] }
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

  /// What a key does in an overlay. On the status screen, what it lists can be acknowledged.
  private func action(for key: Key, in overlay: any Overlay) -> Action? {
    let keys = configuration.keys
    if overlay.context == .status, keys.keys(of: .acknowledge).contains(key) { return .acknowledge }
    return keys.action(for: key, in: overlay.context)
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
