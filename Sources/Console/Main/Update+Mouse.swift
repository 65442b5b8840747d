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
      if let pane = layout.scrollBar(at: event.point), rowCount(of: pane) > layout.rows(of: pane) {
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
    // Whichever keys move, and where keys are text too.
    case .scrollUp: performInTop(.up)
    case .scrollDown: performInTop(.down)
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
    let first: Int
    switch pane {
    case .commits: first = commits.cursor.first
    case .files: first = files.cursor.first
    case .validation: first = validationCursor.first
    case .diff:
      diff.moveCursor(toSeen: row)
      followReading()
      return isDouble ? perform(.open) : []
    }
    guard first + row < rowCount(of: pane) else { return [] }
    let effects = select(first + row, in: pane)
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
    case .validation: validationCursor.scroll(by: rows, count: rowCount(of: pane))
    }
    return []
  }

  /// Brings a pane to where its scroll bar is held.
  private mutating func scroll(_ pane: Pane, to point: Point, _ layout: Layout) -> [Effect] {
    guard let rect = layout.panes[pane] else { return [] }
    let inside = rect.inset()
    let part = Double(max(0, min(point.y - inside.y, inside.height - 1)))
    let share = part / Double(max(1, inside.height - 1))
    if pane == .diff {
      diff.scroll(toShare: share)
      followReading()
      return []
    }
    return select(Int((share * Double(rowCount(of: pane) - 1)).rounded()), in: pane)
  }

  private mutating func drag(_ border: Splits.Border, to point: Point, _ layout: Layout) {
    switch border {
    case .lists: splits.lists = Layout.listWidth(point.x, in: size.width)
    case .stacked:
      if let commits = layout.panes[.commits] { splits.commits = max(3, point.y - commits.y) }
    }
  }
}
