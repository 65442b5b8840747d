import Git
import Reading
import Text

/// What the reading pane shows: all files of the candidate one below the other, each with its heading.
///
/// Files are read as they come near; how tall the others are is told by their counts, so that the scroll bar is true
/// before. What is seen is held to a file's row, so that nothing moves as others are read.
package struct DiffStream: Sendable {
  /// Memory that changes may take that aren't in sight, in bytes.
  private static let budget = 48 << 20

  /// The files, from the top.
  package private(set) var sections: [DiffSection] = []
  /// How changes are read.
  package private(set) var settings = DiffSettings()
  /// Files that are read whole, by their paths.
  package private(set) var whole: Set<RepoPath> = []
  /// The layout that was chosen; nil goes by the room there is.
  package var chosenLayout: DiffLayout?
  /// Whether lines are wrapped rather than cut.
  package var isWrapped = false
  /// Cells scrolled to the right.
  package var left = 0
  /// The first place that is seen.
  package internal(set) var top = DiffPlace(0, 0)
  /// The place that keys are about.
  package internal(set) var cursor = DiffPlace(0, 0)
  /// Files that were opened or folded by hand, by their paths.
  private var opened: [RepoPath: Bool] = [:]
  /// What is being read.
  private var asked: Set<DiffEffect.Wanted> = []
  /// Texts that are being highlighted.
  var askedToHighlight: Set<HighlightCache.Key> = []
  /// Lines that were moved.
  package var moved = MovedLines()
  /// A line to go to, as soon as its file is read.
  var goal: (change: TreeChange, line: Int)?
  /// Sections that were read, and the memory they take.
  private var (read, size): ([Int], Int) = ([], 0)
  private var heights = HeightIndex([])
  /// Rows and cells that there is room for, as it was drawn last.
  private(set) var (visible, width) = (1, 80)
  private var tabs = 8
  /// The layout that it was drawn in last.
  package private(set) var layout = DiffLayout.unified
  /// Where lines are cut, by the room that a file's lines have.
  private var wraps: [Int: LineWraps] = [:]

  /// Nothing to show yet.
  package init() {}

  // MARK: What there is

  /// Shows a candidate's files from the top, or where the file at the top was left.
  mutating func show(_ files: [DiffSection]) {
    let path = sections.isEmpty ? nil : sections[top.section].change.path
    let known = Dictionary(
      read.map { (sections[$0].change, sections[$0]) }, uniquingKeysWith: { first, _ in first })
    sections = files
    (read, size, asked) = ([], 0, [])
    for place in sections.indices {
      if let isOpen = opened[sections[place].change.path] { sections[place].isOpen = isOpen }
      if let section = known[sections[place].change], let body = section.body {
        sections[place].body = body
        sections[place].syntax = section.syntax
        sections[place].lens = section.lens
        read.append(place)
        size += body.size
      }
    }
    measure()
    // The same file of another candidate stays where it was read.
    if let path, let place = sections.firstIndex(where: { $0.change.path == path }) {
      (top.section, cursor.section) = (place, place)
    } else {
      (top, cursor) = (DiffPlace(0, 0), DiffPlace(0, 0))
      left = 0
    }
  }

  /// Takes a file's change; one that isn't shown any more is dropped.
  mutating func take(_ body: DiffBody, of wanted: DiffEffect.Wanted) {
    let change = wanted.change
    guard let place = sections.firstIndex(where: { $0.change == change }),
      wanted == self.wanted(place)
    else { return }
    asked.remove(wanted)
    if let old = sections[place].body { size -= old.size } else { read.append(place) }
    sections[place].body = body
    sections[place].estimate = body.rows.count(.unified)
    size += body.size
    heights.set(place, sections[place].height(layout))
    prepareWraps()
    if let goal, goal.change == change, cursor.section == place {
      jump(toLine: goal.line, in: place)
    }
    forget()
  }

  /// Takes how many rows a file's change may have.
  mutating func estimate(_ place: Int, _ rows: Int) {
    guard place < sections.count, sections[place].body == nil else { return }
    sections[place].estimate = rows
    heights.set(place, sections[place].height(layout))
  }

  /// What is wanted of a file.
  func wanted(_ place: Int) -> DiffEffect.Wanted {
    let section = sections[place]
    return .init(
      change: section.change, settings: settings(for: section.change), lens: section.lens)
  }

  /// Reads something else of a file.
  mutating func set(_ lens: DiffLens, of place: Int) {
    guard sections[place].lens != lens else { return }
    sections[place].lens = lens
    sections[place].syntax = nil
    size -= sections[place].body?.size ?? 0
    sections[place].body = nil
    read.removeAll { $0 == place }
    asked = []
    if cursor.section == place { cursor = DiffPlace(place, 0) }
    if top.section == place { top = DiffPlace(place, 0) }
  }

  /// How a file's change is read.
  package func settings(for change: TreeChange) -> DiffSettings {
    var settings = settings
    if whole.contains(change.path) { settings.context = DiffSettings.wholeFile }
    return settings
  }

  /// Reads all changes anew with other settings.
  mutating func set(_ settings: DiffSettings) {
    self.settings = settings
    whole = []
    for place in read { sections[place].body = nil }
    (read, size, asked) = ([], 0, [])
  }

  /// Reads a file whole, or no longer.
  mutating func readWhole(_ place: Int) {
    guard place < sections.count else { return }
    let path = sections[place].change.path
    if whole.remove(path) == nil { whole.insert(path) }
    sections[place].body = nil
    read.removeAll { $0 == place }
  }

  /// Opens a file's change, or folds it to its heading.
  mutating func setOpen(_ place: Int, _ isOpen: Bool, byHand: Bool = true) {
    guard place < sections.count, sections[place].isOpen != isOpen else { return }
    if byHand { opened[sections[place].change.path] = isOpen }
    sections[place].isOpen = isOpen
    heights.set(place, sections[place].height(layout))
    if !isOpen {
      if cursor.section == place { cursor = DiffPlace(place, 0) }
      if top.section == place { top = DiffPlace(place, 0) }
    }
  }

  /// What has to be read for what is seen and what is near; empty where it is known or asked for.
  ///
  /// - Parameter visible: Rows that may be seen at once.
  mutating func wanted(visible: Int) -> [DiffEffect.Wanted] {
    guard !sections.isEmpty else { return [] }
    var wanted: [DiffEffect.Wanted] = []
    var rows = 0
    for place in top.section..<sections.count {
      if rows > 2 * visible + (place == top.section ? top.row : 0) { break }
      if sections[place].isOpen, sections[place].body == nil {
        wanted.append(self.wanted(place))
      }
      rows += sections[place].height(layout) - (place == top.section ? top.row : 0)
    }
    rows = top.row
    for place in (0..<top.section).reversed() where rows < visible {
      if sections[place].isOpen, sections[place].body == nil {
        wanted.append(self.wanted(place))
      }
      rows += sections[place].height(layout)
    }
    if asked.isSuperset(of: wanted) { return [] }
    asked = Set(wanted)
    return wanted
  }

  /// The sections that are seen, and those that are near below.
  func near(visible: Int) -> [Int] {
    guard sections.indices.contains(top.section) else { return [] }
    var near: [Int] = []
    var rows = -top.row
    for place in top.section..<sections.count {
      if sections[place].isOpen { near.append(place) }
      rows += sections[place].height(layout)
      if rows > 2 * visible { break }
    }
    return near
  }

  /// Takes what the pieces of a file's text are.
  mutating func setSyntax(_ syntax: SyntaxText, of place: Int) {
    sections[place].syntax = syntax
  }

  /// Lets go of what is farthest from what is seen, where more is kept than may be.
  private mutating func forget() {
    guard size > Self.budget else { return }
    read.sort { abs($0 - top.section) < abs($1 - top.section) }
    while size > Self.budget, read.count > 4, let place = read.popLast() {
      size -= sections[place].body?.size ?? 0
      sections[place].body = nil
      sections[place].syntax = nil
    }
  }

  private mutating func measure() {
    heights = HeightIndex(sections.map { $0.height(layout) })
  }

  // MARK: Where it is

  /// Takes in how much room there is; nothing blank is seen below the end, and the cursor is in sight.
  mutating func settle(visible: Int, width: Int, tabs: Int) {
    self.visible = max(1, visible)
    let layout = chosenLayout ?? (width >= DiffLayout.sideBySideWidth ? .sideBySide : .unified)
    if layout != self.layout { change(to: layout) }
    if width != self.width || tabs != self.tabs { wraps = [:] }
    (self.width, self.tabs) = (width, tabs)
    prepareWraps()
    top = clamped(top)
    cursor = clamped(cursor)
    let last = retreat(end, by: self.visible - 1)
    if top > last { top = last }
    // The pane's title is the heading of the file that is at the top.
    if top.row == 0, sections.indices.contains(top.section), sections[top.section].isOpen {
      top.row = 1
    }
    if cursor < top { cursor = top }
    let bottom = advance(top, by: self.visible - 1)
    if cursor > bottom { cursor = bottom }
  }

  private mutating func change(to layout: DiffLayout) {
    func moved(_ place: DiffPlace) -> DiffPlace {
      guard place.row > 0, sections.indices.contains(place.section),
        let body = sections[place.section].body
      else { return place }
      let row =
        switch body.rows.row(place.row - 1, self.layout) {
        case .line(let line): body.rows.row(ofLine: line, layout)
        case .pair(let old, let new): body.rows.row(ofLine: new ?? old ?? 0, layout)
        case .hunk(let hunk): body.rows.start(ofHunk: hunk, layout)
        case .note, nil: place.row - 1
        }
      return DiffPlace(place.section, row + 1)
    }
    (top, cursor) = (moved(top), moved(cursor))
    self.layout = layout
    wraps = [:]
    measure()
  }

  /// The row at a place; nil for a heading, and where nothing was read yet.
  func row(at place: DiffPlace) -> DiffRow? {
    guard place.row > 0, sections.indices.contains(place.section),
      sections[place.section].isOpen
    else { return nil }
    return sections[place.section].body?.rows.row(place.row - 1, layout)
  }

  /// How many rows the whole stream has, wrapped lines counted once.
  package var count: Int { heights.total }

  /// How many rows stand above a place.
  package func offset(of place: DiffPlace) -> Int { heights.start(of: place.section) + place.row }

  /// The place that rows stand above.
  func place(at offset: Int) -> DiffPlace {
    let (section, row) = heights.find(offset)
    return DiffPlace(section, row)
  }

  /// Where a file begins.
  func start(of section: Int) -> DiffPlace { DiffPlace(section, 0) }

  /// The last place.
  var end: DiffPlace {
    guard let last = sections.indices.last else { return DiffPlace(0, 0) }
    let row = sections[last].height(layout) - 1
    return DiffPlace(last, row, pieces(last, row) - 1)
  }

  /// A place that there is, as near as can be.
  func clamped(_ place: DiffPlace) -> DiffPlace {
    guard !sections.isEmpty else { return DiffPlace(0, 0) }
    let section = max(0, min(place.section, sections.count - 1))
    let row = max(0, min(place.row, sections[section].height(layout) - 1))
    guard place.piece > 0 else { return DiffPlace(section, row) }
    return DiffPlace(section, row, has(section, row, place.piece) ? place.piece : 0)
  }

  /// The place some rows below, no further than the end.
  func advance(_ place: DiffPlace, by rows: Int) -> DiffPlace {
    guard !sections.isEmpty else { return place }
    if !isWrapped { return self.place(at: min(offset(of: place) + rows, count - 1)) }
    var place = place
    for _ in 0..<max(0, rows) {
      if has(place.section, place.row, place.piece + 1) {
        place.piece += 1
      } else if place.row + 1 < sections[place.section].height(layout) {
        place = DiffPlace(place.section, place.row + 1)
      } else if place.section + 1 < sections.count {
        place = DiffPlace(place.section + 1, 0)
      } else {
        break
      }
    }
    return place
  }

  /// The place some rows above, no further than the beginning.
  func retreat(_ place: DiffPlace, by rows: Int) -> DiffPlace {
    guard !sections.isEmpty else { return place }
    if !isWrapped { return self.place(at: max(0, offset(of: place) - rows)) }
    var place = place
    for _ in 0..<max(0, rows) {
      if place.piece > 0 {
        place.piece -= 1
      } else if place.row > 0 {
        place = DiffPlace(place.section, place.row - 1)
        place.piece = pieces(place.section, place.row) - 1
      } else if place.section > 0 {
        let row = sections[place.section - 1].height(layout) - 1
        place = DiffPlace(place.section - 1, row)
        place.piece = pieces(place.section, row) - 1
      } else {
        break
      }
    }
    return place
  }

  // MARK: Wrapped lines

  /// Cells that a line's text has in a file.
  private func textWidth(_ body: DiffBody) -> Int {
    let numbers = DiffLayout.showsNumbers(width) ? body.numberWidth + 1 : 0
    return body.rows.isUnified(layout)
      ? width - 2 * numbers - 2 : DiffLayout.halfWidth(width) - numbers - 2
  }

  /// Where a piece of a line begins; nil past the line's end.
  func start(ofPiece piece: Int, line: Int, in body: DiffBody) -> LineWraps.Start? {
    guard isWrapped else { return piece == 0 ? LineWraps.Start(byte: 0, column: 0) : nil }
    return wraps[textWidth(body)]?.start(of: piece, ofLine: line, in: body)
      ?? (piece == 0 ? LineWraps.Start(byte: 0, column: 0) : nil)
  }

  private mutating func prepareWraps() {
    guard isWrapped else { return }
    for place in read {
      guard let width = sections[place].body.map(textWidth), wraps[width] == nil else { continue }
      wraps[width] = LineWraps(width: width, tabs: tabs)
    }
  }

  private func lines(_ section: Int, _ row: Int) -> (body: DiffBody, lines: [Int])? {
    guard isWrapped, row > 0, let body = sections[section].body else { return nil }
    switch body.rows.row(row - 1, layout) {
    case .line(let line): return (body, [line])
    case .pair(let old, let new): return (body, [old, new].compactMap(\.self))
    case .hunk, .note, nil: return nil
    }
  }

  /// Whether a row has a piece.
  private func has(_ section: Int, _ row: Int, _ piece: Int) -> Bool {
    guard piece > 0, let (body, lines) = lines(section, row) else { return piece == 0 }
    return lines.contains { start(ofPiece: piece, line: $0, in: body) != nil }
  }

  /// How many pieces a row has.
  private func pieces(_ section: Int, _ row: Int) -> Int {
    guard let (body, lines) = lines(section, row), let wraps = wraps[textWidth(body)] else {
      return 1
    }
    return lines.map { wraps.count(ofLine: $0, in: body) }.max() ?? 1
  }
}

extension DiffLayout {
  /// Columns from which on both files are shown side by side, unless a layout was chosen.
  static let sideBySideWidth = 150

  /// Whether line numbers are shown in a width.
  static func showsNumbers(_ width: Int) -> Bool { width >= 50 }

  /// Cells that each file has, side by side.
  static func halfWidth(_ width: Int) -> Int { max(1, (width - 1) / 2) }
}
