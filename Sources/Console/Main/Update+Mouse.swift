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
      return press(at: event.point, layout, isDouble: event.kind == .doublePress)
    case .drag:
      if let draggedBorder { drag(draggedBorder, to: event.point, layout) }
      return []
    case .release:
      draggedBorder = nil
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
    guard let pane = layout.pane(at: point) else { return [] }
    let wasFocused = focus == pane
    focus = pane
    if pane == .validation {
      isValidationOpen = true
      if !wasFocused { return [] }
    }
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
      effects = fileChanged()
    case .diff: break
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
      return fileChanged()
    case .diff: diff.scroll(to: diff.first + rows)
    case .validation: validationCursor.scroll(by: rows, count: validation?.rows.count ?? 0)
    }
    return []
  }

  private mutating func drag(_ border: Splits.Border, to point: Point, _ layout: Layout) {
    let width = max(1, size.width)
    switch border {
    case .commitsFiles:
      let whole = splits.commits + splits.files
      splits.commits = max(15, min(point.x * 100 / width, whole - 12))
      splits.files = whole - splits.commits
    case .filesDiff:
      let share = point.x * 100 / width
      if layout.columns == .three {
        splits.files = max(12, min(share - splits.commits, 80 - splits.commits))
      } else {
        splits.left = max(25, min(share, 75))
      }
    case .stacked:
      guard let commits = layout.panes[.commits], let files = layout.panes[.files] else { return }
      let height = max(1, commits.height + files.height)
      splits.stacked = max(25, min((point.y - commits.y) * 100 / height, 75))
    }
  }
}
