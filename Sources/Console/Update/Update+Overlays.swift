import Git
import Sync
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
    default: break
    }
    let context: Action.Context
    if case .pin = overlay { context = .pinDialog } else { context = .everywhere }
    guard let action = configuration.keys.action(for: key, in: context) else {
      return press(key, without: overlay)
    }
    switch action {
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .back, .quit: return close(overlay)
    case .help:
      if case .help = overlay { return [] }
      overlays.append(.help(ListCursor()))
      return []
    default: return perform(action, in: overlay)
    }
  }

  /// Keys that only one overlay knows.
  private mutating func press(_ key: Key, without overlay: Overlay) -> [Effect] {
    if case .choose(var chooser) = overlay, key == Key(" "), !chooser.names.isEmpty {
      let name = chooser.names[chooser.cursor.index]
      if chooser.chosen.remove(name) == nil { chooser.chosen.insert(name) }
      replaceOverlay(.choose(chooser))
    }
    return []
  }

  private mutating func close(_ overlay: Overlay) -> [Effect] {
    switch overlay {
    case .changelog(var screen) where screen.open != nil:
      screen.open = nil
      screen.detail = nil
      replaceOverlay(.changelog(screen))
      return []
    case .themes(let picker):
      overlays.removeLast()
      return [.setTheme(picker.previous, isKept: false)]
    case .pin(let dialog) where dialog.isLanding:
      notice = Notice(.warning, "a sync is landing; wait until it is done")
      return []
    default:
      overlays.removeLast()
      return []
    }
  }

  /// Rows that an overlay shows at once.
  private var overlayRows: Int { max(1, size.height - 4) }

  private mutating func perform(_ action: Action, in overlay: Overlay) -> [Effect] {
    switch overlay {
    case .help(var cursor):
      move(&cursor, action, count: HelpView.rows(self).count, visible: overlayRows)
      replaceOverlay(.help(cursor))
    case .plan(let plan, var cursor):
      move(&cursor, action, count: PlanView.rows(plan).count, visible: overlayRows)
      replaceOverlay(.plan(plan, cursor))
    case .message(let title, let lines, var cursor):
      if action == .open { return close(overlay) }
      move(&cursor, action, count: MessageView.rows(lines, size).count, visible: overlayRows)
      replaceOverlay(.message(title: title, lines, cursor))
    case .status(let status, var cursor):
      let count = status.map { StatusView.rows($0, self).count } ?? 0
      move(&cursor, action, count: count, visible: overlayRows)
      replaceOverlay(.status(status, cursor))
    case .landed: if action == .open { return close(overlay) }
    case .pin(let dialog): return perform(action, in: dialog)
    case .changelog(let screen): return perform(action, in: screen)
    case .themes(let picker): return perform(action, in: picker)
    case .choose(let chooser): return perform(action, in: chooser)
    case .log(let check, let candidate, let scroll):
      scrollLog(action, check, candidate, scroll)
    case .palette: break
    }
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
    if let obstacle = action.obstacle(in: self) {
      notice = Notice(.warning, "\(action.title): \(obstacle)")
      return []
    }
    switch action {
    case .land: return land(dialog, overriding: nil)
    case .planDetails:
      if case .ready(let plan) = dialog.plan { overlays.append(.plan(plan, ListCursor())) }
    case .runMissing:
      return validate(only: nil)
    case .overrideChecks:
      var dialog = dialog
      dialog.reasonInput = ""
      replaceOverlay(.pin(dialog))
    default: break
    }
    return []
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
    guard case .ready(let plan) = dialog.plan else { return [] }
    var dialog = dialog
    dialog.isLanding = true
    replaceOverlay(.pin(dialog))
    activities[.landing] = "landing \(dialog.candidate.id.short)"
    return [.land(plan, overriding: overriding)]
  }

  // MARK: The changelog

  private mutating func perform(_ action: Action, in screen: ChangelogScreen) -> [Effect] {
    var screen = screen
    defer { replaceOverlay(.changelog(screen)) }
    if screen.open != nil {
      let count = ChangelogView.detailRows(screen, self).count
      move(&screen.detailCursor, action, count: count, visible: overlayRows)
      return []
    }
    guard let events = screen.events, !events.isEmpty else { return [] }
    if action == .open {
      let event = events[screen.cursor.index]
      screen.open = event
      screen.detail = nil
      screen.detailCursor = ListCursor()
      return [.loadEvent(event)]
    }
    move(&screen.cursor, action, count: events.count, visible: overlayRows)
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
      return chooser.chosen.isEmpty ? [] : validate(only: chooser.chosen)
    }
    move(&chooser.cursor, action, count: chooser.names.count, visible: overlayRows)
    replaceOverlay(.choose(chooser))
    return []
  }

  // MARK: A log

  private mutating func scrollLog(
    _ action: Action, _ check: String, _ candidate: ObjectID, _ scroll: Overlay.LogScroll
  ) {
    let count = LogView.rows(check, candidate, self).count
    let visible = overlayRows
    let end = max(0, count - visible)
    var first = scroll.first ?? end
    switch action {
    case .up: first -= 1
    case .down: first += 1
    case .pageUp: first -= visible - 1
    case .pageDown: first += visible - 1
    case .halfUp: first -= visible / 2
    case .halfDown: first += visible / 2
    case .top: first = 0
    case .bottom: first = end
    default: return
    }
    var scroll = scroll
    // At its end, a log is followed as it grows.
    scroll.first = first >= end ? nil : max(0, first)
    replaceOverlay(.log(check: check, candidate: candidate, scroll))
  }
}

extension String {
  /// The string without blanks at its ends.
  fileprivate var trimmingCharacters: String {
    let kept = drop(while: \.isWhitespace)
    guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(kept[...last])
  }
}
