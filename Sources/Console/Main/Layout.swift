import Terminal

/// Where everything is on the main screen; used to draw it and to tell what the mouse is on.
///
/// One spends most of the time reading: lists take what they need, stacked at the left, and the reading pane has the
/// rest. On a small screen one pane is seen at a time, below a line of tabs.
package struct Layout: Sendable {
  /// The least extent that can be worked in.
  package static let least = Size(width: 40, height: 10)
  /// The least extent in which panes are side by side.
  private static let roomy = Size(width: 120, height: 24)
  /// Columns that the lists have at least and, unless a person gives them more, at most.
  private static let lists = 36...44
  /// Columns that the lists have at the most on a wide screen, unless a person gives them more.
  private static let mostNatural = 90
  /// Columns that reading has at least, wherever the border is moved.
  private static let leastReading = 60

  /// The top row.
  package let header: Rect
  /// The line of tabs, where one pane is seen at a time.
  package let tabs: Rect?
  /// The panes that are seen, frames and all.
  package let panes: [Pane: Rect]
  /// Where the checks are told in short; nil where a tab does.
  package let checks: Rect?
  /// Where it is said what changes; nil where that is seen.
  package let announcement: Rect?
  /// The bottom row.
  package let footer: Rect

  /// Lays out a model's main screen.
  package init(_ model: Model) {
    let screen = Rect(x: 0, y: 0, width: model.size.width, height: model.size.height)
    let (header, below) = screen.splitTop(1)
    let (above, footer) = below.splitBottom(1)
    let isAccessible = model.configuration.isAccessible
    let (body, announcement) = above.splitBottom(
      isAccessible ? NoticeView.rows(model.announcement, in: screen) : 0)
    self.announcement = isAccessible ? announcement : nil
    self.header = header
    self.footer = footer
    if isAccessible || screen.width < Self.roomy.width || screen.height < Self.roomy.height {
      let (tabs, pane) = body.splitTop(1)
      self.tabs = tabs
      panes = [model.focus: pane]
      checks = nil
      return
    }
    tabs = nil
    if model.isZoomed {
      panes = [model.focus: body]
      checks = nil
      return
    }
    let width = Self.listWidth(
      model.splits.lists ?? Self.naturalListWidth(in: body.width), in: body.width)
    let (left, right) = body.splitLeft(width)
    let rows =
      2
      + max(
        1, model.validation?.shortRows.count ?? 1,
        ValidationView.remarkRows(model, in: left.width - 2))
    let (stack, checks) = left.splitBottom(min(rows, left.height / 4))
    self.checks = checks
    let (commits, files) = stack.splitTop(Self.commitRows(model, of: stack.height))
    // The checks in full have the place of what is read.
    panes = [
      .commits: commits, .files: files, model.focus == .validation ? .validation : .diff: right,
    ]
  }

  /// Columns that the lists have unless a person gives them others: more, with the authors' names, once two versions
  /// have room side by side.
  private static func naturalListWidth(in width: Int) -> Int {
    let spare = width - DiffLayout.sideBySideWidth - 2
    let most = max(lists.upperBound, min(spare, mostNatural))
    return max(lists.lowerBound, min(width * 3 / 10, most))
  }

  /// Columns for the lists that are as near to a wish as leaves room to read.
  static func listWidth(_ wanted: Int, in width: Int) -> Int {
    max(lists.lowerBound, min(wanted, width - leastReading))
  }

  /// Rows for the commits: what they need, as long as the files have what they need or half.
  private static func commitRows(_ model: Model, of height: Int) -> Int {
    let least = min(5, height / 2)
    if let rows = model.splits.commits { return max(least, min(rows, height - least)) }
    // Nothing to review says when the last sync was, by whom, and when the next is due.
    let hidden = model.commits.all.count - model.commits.rows.count
    let needed = max(model.commits.all.isEmpty ? 12 : 7, model.commits.count + hidden + 2)
    let files = max(6, model.files.rows.count + 2)
    let fair = height / 2
    return max(least, min(needed, max(fair, height - files)))
  }

  /// Rows that a pane's list or text has inside its frame; 1 where the pane isn't seen.
  package func rows(of pane: Pane) -> Int {
    max(1, (panes[pane]?.height ?? 3) - 2)
  }

  /// The pane that a place lies in.
  package func pane(at point: Point) -> Pane? {
    if let checks, checks.contains(point) { return .validation }
    return panes.first { $0.value.contains(point) }?.key
  }

  /// The pane whose scroll bar is at a place, where that is no border that can be moved.
  package func scrollBar(at point: Point) -> Pane? {
    panes.first { _, rect in
      point.x == rect.maxX - 1 && rect.y < point.y && point.y < rect.maxY - 1
    }?.key
  }

  /// The border at a place, if one can be moved there.
  package func border(at point: Point) -> Splits.Border? {
    guard let commits = panes[.commits], let files = panes[.files], tabs == nil,
      panes.count > 1, let right = panes[.diff] ?? panes[.validation]
    else { return nil }
    if [files.maxX - 1, right.x].contains(point.x), right.y <= point.y, point.y < right.maxY {
      return .lists
    }
    if [commits.maxY - 1, files.y].contains(point.y), point.x < commits.maxX { return .stacked }
    return nil
  }
}
