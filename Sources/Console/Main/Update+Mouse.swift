import Terminal
import Text

extension Model {
  /// Rows that one turn of the wheel scrolls.
  private static let wheelRows = 3

  /// Does what the mouse is for where it is.
  mutating func take(_ event: MouseEvent) -> [Effect] {
    if !overlays.isEmpty { return takeInOverlay(event) }
    let layout = Layout(self)
    switch event.kind {
    case .press, .doublePress:
      notice = nil
      if let border = layout.border(at: event.point) {
        draggedBorder = border
        return []
      }
      if let pane = layout.scrollBar(at: event.point) {
        draggedBar = pane
        return scroll(pane, to: event.point, layout)
      }
      return press(at: event.point, layout, isDouble: event.kind == .doublePress)
    case .drag:
      if let draggedBorder { drag(draggedBorder, to: event.point, layout) }
      return draggedBar.map { scroll($0, to: event.point, layout) } ?? []
    case .release:
      (draggedBorder, draggedBar) = (nil, nil)
      return []
    case .scrollUp: return scroll(by: -Self.wheelRows, at: event.point, layout)
    case .scrollDown: return scroll(by: Self.wheelRows, at: event.point, layout)
    }
  }

  private mutating func takeInOverlay(_ event: MouseEvent) -> [Effect] {
    switch event.kind {
    case .scrollUp: pressInTop(Key(.up))
    case .scrollDown: pressInTop(Key(.down))
    case .press, .doublePress, .drag, .release: []
    }
  }

  private mutating func press(at point: Point, _ layout: Layout, isDouble: Bool) -> [Effect] {
    if let tabs = layout.tabs, tabs.contains(point) {
      if let pane = TabsView.pane(at: point.x, self) { focus = pane }
      return []
    }
    guard let pane = layout.pane(at: point) else { return [] }
    let wasFocused = focus == pane
    focus = pane
    if pane == .validation, !wasFocused { return [] }
    guard let rect = layout.panes[pane] else { return [] }
    let row = point.y - rect.y - 1
    guard row >= 0, row < layout.rows(of: pane) else { return [] }
    var effects: [Effect] = []
    switch pane {
    case .commits:
      guard commits.cursor.first + row < commits.count else { return [] }
      commits.cursor.move(to: commits.cursor.first + row, count: commits.count)
      effects = candidateChanged()
    case .files:
      let count = files.rows.count
      guard files.cursor.first + row < count else { return [] }
      files.cursor.move(to: files.cursor.first + row, count: count)
      followList()
    case .diff:
      diff.moveCursor(toSeen: row)
      followReading()
    case .validation:
      let count = validation?.rows.count ?? 0
      guard validationCursor.first + row < count else { return [] }
      validationCursor.move(to: validationCursor.first + row, count: count)
    }
    return isDouble ? effects + perform(.open) : effects
  }

  private mutating func scroll(by rows: Int, at point: Point, _ layout: Layout) -> [Effect] {
    guard let pane = layout.pane(at: point) else { return [] }
    switch pane {
    case .commits:
      commits.cursor.scroll(by: rows, count: commits.count)
      return candidateChanged()
    case .files:
      files.cursor.scroll(by: rows, count: files.rows.count)
      followList()
    case .diff:
      diff.scrollSeen(by: rows)
      followReading()
    case .validation: validationCursor.scroll(by: rows, count: validation?.rows.count ?? 0)
    }
    return []
  }

  /// Brings a pane to where its scroll bar is held.
  private mutating func scroll(_ pane: Pane, to point: Point, _ layout: Layout) -> [Effect] {
    guard let rect = layout.panes[pane] else { return [] }
    let inside = rect.inset()
    let part = Double(max(0, min(point.y - inside.y, inside.height - 1)))
    let share = part / Double(max(1, inside.height - 1))
    func target(_ count: Int) -> Int { Int((share * Double(max(0, count - 1))).rounded()) }
    switch pane {
    case .commits:
      commits.cursor.move(to: target(commits.count), count: commits.count)
      return candidateChanged()
    case .files:
      files.cursor.move(to: target(files.rows.count), count: files.rows.count)
      followList()
    case .diff:
      diff.scroll(toShare: share)
      followReading()
    case .validation:
      let count = validation?.rows.count ?? 0
      validationCursor.move(to: target(count), count: count)
    }
    return []
  }

  private mutating func drag(_ border: Splits.Border, to point: Point, _ layout: Layout) {
    switch border {
    case .lists: splits.lists = Layout.listWidth(point.x, in: size.width)
    case .stacked:
      if let commits = layout.panes[.commits] { splits.commits = max(3, point.y - commits.y) }
    }
  }
}
