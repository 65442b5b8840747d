import Terminal

/// Where everything is on the main screen; used to draw it and to tell what the mouse is on.
package struct Layout: Sendable {
  /// The least extent that can be worked in.
  package static let least = Size(width: 40, height: 10)

  /// How many columns of panes there are.
  package enum Columns: Sendable {
    case one, two, three
  }

  /// How many columns of panes there are.
  package let columns: Columns
  /// The top row.
  package let header: Rect
  /// The panes that are seen, frames and all.
  package let panes: [Pane: Rect]
  /// The line or the pane of validation.
  package let validation: Rect
  /// The bottom row.
  package let footer: Rect

  /// Lays out a model's main screen.
  package init(_ model: Model) {
    let screen = Rect(x: 0, y: 0, width: model.size.width, height: model.size.height)
    let (header, below) = screen.splitTop(1)
    let (above, footer) = below.splitBottom(1)
    self.header = header
    self.footer = footer
    let columns: Columns =
      screen.width >= 110 ? .three : screen.width >= 70 ? .two : .one
    self.columns = columns
    if columns == .one {
      // One pane at a time: validation is a line until it has the keys.
      if model.focus == .validation {
        validation = above
        panes = [.validation: above]
      } else {
        let (body, line) = above.splitBottom(1)
        validation = line
        panes = [model.focus: body]
      }
      return
    }
    let rows = model.isValidationOpen ? min(max(6, above.height / 3), above.height - 6) : 1
    let (body, bottom) = above.splitBottom(rows)
    validation = bottom
    var panes: [Pane: Rect] = [:]
    if columns == .three {
      let (commits, rest) = body.splitLeft(body.width * model.splits.commits / 100)
      let (files, diff) = rest.splitLeft(body.width * model.splits.files / 100)
      panes = [.commits: commits, .files: files, .diff: diff]
    } else {
      let (left, diff) = body.splitLeft(body.width * model.splits.left / 100)
      let (commits, files) = left.splitTop(left.height * model.splits.stacked / 100)
      panes = [.commits: commits, .files: files, .diff: diff]
    }
    if model.isValidationOpen { panes[.validation] = bottom }
    self.panes = panes
  }

  /// Rows that a pane's list or text has inside its frame; 1 where the pane isn't seen.
  package func rows(of pane: Pane) -> Int {
    max(1, (panes[pane]?.height ?? 3) - 2)
  }

  /// The pane that a place lies in.
  package func pane(at point: Point) -> Pane? {
    if validation.contains(point) { return .validation }
    return panes.first { $0.value.contains(point) }?.key
  }

  /// The border at a place, if one can be moved there.
  package func border(at point: Point) -> Splits.Border? {
    guard let commits = panes[.commits], let files = panes[.files], let diff = panes[.diff] else {
      return nil
    }
    if columns == .three {
      if commits.height > point.y - commits.y, [commits.maxX - 1, files.x].contains(point.x),
        commits.y <= point.y
      {
        return .commitsFiles
      }
      if [files.maxX - 1, diff.x].contains(point.x), files.y <= point.y, point.y < files.maxY {
        return .filesDiff
      }
      return nil
    }
    if [files.maxX - 1, diff.x].contains(point.x), diff.y <= point.y, point.y < diff.maxY {
      return .filesDiff
    }
    if [commits.maxY - 1, files.y].contains(point.y), point.x < commits.maxX { return .stacked }
    return nil
  }
}
