import Git
import Landing
import Terminal
import Text

extension Model {
  /// Puts another overlay in the topmost one's place.
  mutating func replaceOverlay(_ overlay: Overlay) {
    guard !overlays.isEmpty else { return }
    overlays[overlays.count - 1] = overlay
  }

  /// Takes a key while an overlay has them.
  mutating func press(_ key: Key, in overlay: Overlay) -> [Effect] {
    switch overlay {
    case .palette(let palette): return press(key, in: palette)
    case .pin(let dialog):
      if let input = dialog.reasonInput { return typeReason(key, input, dialog) }
    case .urgent(let dialog):
      if let input = dialog.reasonInput { return typeReason(key, input, dialog) }
    case .hold(let dialog) where dialog.hold == nil && !dialog.isLanding:
      return typeReason(key, dialog)
    default: break
    }
    guard let action = action(for: key, in: overlay) else { return press(key, without: overlay) }
    switch action {
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit where activities[.landing] != nil: return leaveLanding()
    case .back, .quit: return close(overlay)
    case .help:
      if case .text(let screen) = overlay, case .help = screen.content { return [] }
      overlays.append(.text(TextScreen(.help)))
      return []
    default: return perform(action, in: overlay)
    }
  }

  /// What a key does in an overlay. On the status screen, what it lists can be acknowledged.
  private func action(for key: Key, in overlay: Overlay) -> Action? {
    let keys = configuration.keys
    if overlay.context == .status, keys.keys(of: .acknowledge).contains(key) { return .acknowledge }
    return keys.action(for: key, in: overlay.context)
  }

  /// Keys that only one overlay knows.
  private mutating func press(_ key: Key, without overlay: Overlay) -> [Effect] {
    guard key == Key(" ") else { return [] }
    switch overlay {
    case .choose(var chooser) where !chooser.names.isEmpty:
      let name = chooser.names[chooser.cursor.index]
      if chooser.chosen.remove(name) == nil { chooser.chosen.insert(name) }
      replaceOverlay(.choose(chooser))
    case .owed(var chooser) where !chooser.isLanding:
      let item = chooser.items[chooser.cursor.index]
      if chooser.chosen.remove(item) == nil { chooser.chosen.insert(item) }
      replaceOverlay(.owed(chooser))
    default: break
    }
    return []
  }

  private mutating func close(_ overlay: Overlay) -> [Effect] {
    switch overlay {
    case .themes(let picker):
      overlays.removeLast()
      return [.setTheme(picker.previous, isKept: false)]
    case .pin(let dialog) where dialog.isLanding: return waitForLanding()
    case .urgent(let dialog) where dialog.isLanding: return waitForLanding()
    case .hold(let dialog) where dialog.isLanding: return waitForLanding()
    case .owed(let chooser) where chooser.isLanding: return waitForLanding()
    default:
      overlays.removeLast()
      return []
    }
  }

  private mutating func waitForLanding() -> [Effect] {
    notice = Notice(.warning, "it is landing; wait until it is done")
    return []
  }

  /// Rows that an overlay shows at once.
  private var overlayRows: Int { max(1, size.height - 4) }

  private mutating func perform(_ action: Action, in overlay: Overlay) -> [Effect] {
    switch overlay {
    case .text(let screen): return perform(action, in: screen)
    case .pin(let dialog): return perform(action, in: dialog)
    case .urgent(let dialog): return perform(action, in: dialog)
    case .hold(let dialog): return perform(action, in: dialog)
    case .owed(let chooser): return perform(action, in: chooser)
    case .changelog(let screen): return perform(action, in: screen)
    case .themes(let picker): return perform(action, in: picker)
    case .choose(let chooser): return perform(action, in: chooser)
    case .consent(let dialog): return perform(action, in: dialog)
    case .palette: break
    }
    return []
  }

  // MARK: Texts

  private mutating func perform(_ action: Action, in screen: TextScreen) -> [Effect] {
    if case .message = screen.content, action == .open { return close(.text(screen)) }
    if action == .recover || action == .acknowledge { return perform(action) }
    var screen = screen
    let rows = TextView.rows(screen.content, self)
    screen.scroll.move(
      action, count: rows.count, visible: TextView.visible(screen.content, rows: rows, self))
    replaceOverlay(.text(screen))
    return []
  }

  // MARK: The palette

  private mutating func press(_ key: Key, in palette: Palette) -> [Effect] {
    var palette = palette
    let matches = palette.matches
    switch key.code {
    case .escape:
      overlays.removeLast()
      return []
    case .enter:
      guard palette.cursor.index < matches.count else { return [] }
      overlays.removeLast()
      return perform(matches[palette.cursor.index])
    case .up: move(&palette.cursor, .up, count: matches.count, visible: overlayRows)
    case .down: move(&palette.cursor, .down, count: matches.count, visible: overlayRows)
    case .pageUp: move(&palette.cursor, .pageUp, count: matches.count, visible: overlayRows)
    case .pageDown: move(&palette.cursor, .pageDown, count: matches.count, visible: overlayRows)
    default:
      if key == Key(.scalar("c"), isControl: true) {
        overlays.removeLast()
        return []
      }
      if TextInput.edit(&palette.query, with: key) { palette.cursor = ListCursor() }
    }
    replaceOverlay(.palette(palette))
    return []
  }

  // MARK: The pin dialog

  private mutating func perform(_ action: Action, in dialog: PinDialog) -> [Effect] {
    if let blocker = action.blocker(in: self) {
      let title: SafeText = action == .land ? "Can't pin" : SafeText(action.title)
      notice = Notice(.warning, "\(title): \(blocker)")
      return []
    }
    switch action {
    case .land: return land(dialog, overriding: nil)
    case .planDetails:
      if case .ready(let plan) = dialog.plan { overlays.append(.text(TextScreen(.plan(plan)))) }
    case .runMissing:
      return validate(dialog.candidate.id, only: nil)
    case .overrideChecks:
      var dialog = dialog
      dialog.reasonInput = ""
      replaceOverlay(.pin(dialog))
    case .followMoves: return followMoves(dialog)
    default:
      var dialog = dialog
      let (count, visible) = PinView.extent(dialog, self)
      dialog.scroll.move(action, count: count, visible: visible)
      replaceOverlay(.pin(dialog))
    }
    return []
  }

  /// Takes moved mappings along to the dialog's candidate, or leaves them where they are again.
  private mutating func followMoves(_ dialog: PinDialog) -> [Effect] {
    let candidate = dialog.candidate.id
    if followed.remove(candidate) == nil { followed.insert(candidate) }
    var fresh = PinDialog(dialog.candidate)
    fresh.isFollowable = dialog.isFollowable
    replaceOverlay(.pin(fresh))
    return [loadPlan(to: candidate)]
  }

  private mutating func typeReason(_ key: Key, _ input: String, _ dialog: PinDialog) -> [Effect] {
    var dialog = dialog
    var input = input
    switch key.code {
    case .escape: dialog.reasonInput = nil
    case .enter:
      let reason = input.trimmingCharacters
      guard !reason.isEmpty else {
        notice = Notice(.warning, "a reason is needed; it is recorded with your name")
        return []
      }
      dialog.reasonInput = nil
      let failed = validations[dialog.candidate.id]?.blocking.map(\.name) ?? []
      return land(dialog, overriding: SyncSession.Overriding(checks: Set(failed), reason: reason))
    default:
      _ = TextInput.edit(&input, with: key)
      dialog.reasonInput = input
    }
    replaceOverlay(.pin(dialog))
    return []
  }

  private mutating func land(
    _ dialog: PinDialog, overriding: SyncSession.Overriding?
  ) -> [Effect] {
    guard case .ready(let plan) = dialog.plan,
      let tree = validations[dialog.candidate.id]?.tree
    else { return [] }
    var dialog = dialog
    dialog.isLanding = true
    replaceOverlay(.pin(dialog))
    activities[.landing] = "landing \(dialog.candidate.id.short)"
    return [.land(plan, tree: tree, overriding: overriding)]
  }

  // MARK: The changelog

  private mutating func perform(_ action: Action, in screen: ChangelogScreen) -> [Effect] {
    if action == .recover { return perform(action) }
    guard let events = screen.events, !events.isEmpty else { return [] }
    if action == .open {
      let event = events[screen.cursor.index]
      overlays.append(.text(TextScreen(.event(event, nil))))
      return [.loadEvent(event)]
    }
    var screen = screen
    move(&screen.cursor, action, count: events.count, visible: overlayRows)
    replaceOverlay(.changelog(screen))
    return []
  }

  // MARK: Themes and checks

  private mutating func perform(_ action: Action, in picker: ThemePicker) -> [Effect] {
    var picker = picker
    if action == .open {
      let name = picker.names[picker.cursor.index]
      configuration.theme = name
      overlays.removeLast()
      return [.setTheme(name, isKept: true)]
    }
    move(&picker.cursor, action, count: picker.names.count, visible: overlayRows)
    replaceOverlay(.themes(picker))
    return [.setTheme(picker.names[picker.cursor.index], isKept: false)]
  }

  private mutating func perform(_ action: Action, in chooser: CheckChooser) -> [Effect] {
    var chooser = chooser
    if action == .open {
      overlays.removeLast()
      guard let candidate, !chooser.chosen.isEmpty else { return [] }
      return validate(candidate, only: chooser.chosen)
    }
    move(&chooser.cursor, action, count: chooser.names.count, visible: overlayRows)
    replaceOverlay(.choose(chooser))
    return []
  }
}
