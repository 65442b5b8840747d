import Git
import Reading

/// What is read of the files, and what of it is kept.
extension DiffStream {
  /// Memory that changes may take that aren't in sight, in bytes.
  private static let budget = 48 << 20

  /// Which lines are read of a file.
  func source(_ place: Int) -> DiffSource {
    source(of: sections[place].change, sections[place].lens)
  }

  /// Which lines are read of a change.
  func source(of change: TreeChange, _ lens: DiffLens = .upstream) -> DiffSource {
    var settings = settings
    if let context = contexts[change.path] { settings.context = context }
    return DiffSource(change: change, settings: settings, lens: lens)
  }

  /// Where a source stands; empty where it isn't shown any more.
  func sections(of source: DiffSource) -> [Int] {
    places(of: source.change).filter { self.source($0) == source }
  }

  /// Takes a file's lines; those that aren't shown any more are dropped.
  mutating func take(_ body: DiffBody, of source: DiffSource) {
    asked.remove(source)
    for place in sections(of: source) {
      drop(place)
      sections[place].body = body
      sections[place].estimate = RowEstimate(body.rows)
      heights.set(place, sections[place].height(layout))
      read.append(place)
      size += body.size
      reach(place)
    }
    forget()
  }

  /// Goes to the line that was to be gone to, where its file was read.
  private mutating func reach(_ place: Int) {
    guard cursor.section == place, let goal, let rows = sections[place].body?.rows else { return }
    switch goal {
    case .place(let line, let source, let pattern):
      if source == self.source(place) { jump(toLine: line, in: place, showing: pattern) }
    case .number(let old, let new, let change):
      guard change == sections[place].change else { return }
      self.goal = nil
      if let row = rows.row(old: old, new: new, layout) { jump(to: DiffPlace(place, row + 1)) }
    case .heading(let change):
      guard change == sections[place].change else { return }
      self.goal = nil
      if cursor.row == 0 { jump(to: DiffPlace(place, 0)) }
    }
  }

  /// Takes what the pieces of a file's text are.
  mutating func take(_ syntax: SyntaxText, of place: Int) { sections[place].syntax = syntax }

  /// Takes how many rows a file's change may have.
  mutating func estimate(_ place: Int, _ rows: RowEstimate) {
    guard sections[place].body == nil else { return }
    sections[place].estimate = rows
    heights.set(place, sections[place].height(layout))
  }

  /// Reads something else of a file.
  mutating func set(_ lens: DiffLens, of place: Int) {
    guard sections[place].lens != lens else { return }
    sections[place].lens = lens
    readAnew([place])
    goToHeading(of: place)
  }

  /// Shows a file from its heading on, also once it is read: before, there may be too few rows to fill the pane.
  mutating func goToHeading(of place: Int) {
    cursor = DiffPlace(place, 0)
    top = cursor
    goal = .heading(of: sections[place].change)
  }

  /// Reads all files anew, with other settings or the same; a file's own lines of context are kept until those of all
  /// change.
  mutating func set(_ settings: DiffSettings) {
    if settings.context != self.settings.context { contexts = [:] }
    self.settings = settings
    asked = []
    readAnew(read)
  }

  /// Lines of context that a file is read with; those of all where there is none.
  func context(of place: Int) -> Int {
    sections.indices.contains(place)
      ? contexts[sections[place].change.path] ?? settings.context : settings.context
  }

  /// Reads a file with other lines of context than all.
  mutating func set(context: Int, of place: Int) {
    guard sections.indices.contains(place) else { return }
    let path = sections[place].change.path
    contexts[path] = context == settings.context ? nil : context
    readAnew([place])
  }

  /// Lets go of what was read of files, of which other lines are read from now on; the cursor stays on its line.
  private mutating func readAnew(_ places: [Int]) {
    if places.contains(cursor.section), let line = cursorLine {
      goal = .number(
        old: line.oldNumber, new: line.newNumber, in: sections[cursor.section].change)
    }
    for place in places { drop(place) }
    revision += 1
  }

  /// Lets go of what was read of a file.
  private mutating func drop(_ place: Int) {
    guard let body = sections[place].body else { return }
    size -= body.size
    read.removeAll { $0 == place }
    sections[place].body = nil
    sections[place].syntax = nil
    heights.set(place, sections[place].height(layout))
  }

  /// Lets go of what is farthest from what is seen, where more is kept than may be.
  private mutating func forget() {
    guard size > Self.budget else { return }
    for place in read.sorted(by: { abs($0 - top.section) > abs($1 - top.section) }) {
      if size <= Self.budget || read.count <= 4 { break }
      drop(place)
    }
  }

  /// The open files that are seen, a screen above that and two below.
  ///
  /// - Parameter visible: Rows that may be seen at once.
  func near(visible: Int) -> [Int] {
    guard sections.indices.contains(top.section) else { return [] }
    var near: [Int] = []
    var rows = -top.row
    for place in top.section..<sections.count {
      if sections[place].isOpen { near.append(place) }
      rows += sections[place].height(layout)
      if rows > 2 * visible { break }
    }
    rows = top.row
    for place in (0..<top.section).reversed() {
      if rows >= visible { break }
      if sections[place].isOpen { near.append(place) }
      rows += sections[place].height(layout)
    }
    return near
  }

  /// Whether nothing of what is near has still to be read.
  func isRead(visible: Int) -> Bool {
    near(visible: visible).allSatisfy { sections[$0].body != nil }
  }

  /// Whether lines that would be seen are on their way: any of them where a file's beginning is at the top, as after
  /// a step of a cursor, and else the first alone, for scrolling has nothing to wait for.
  var awaitsLines: Bool {
    guard sections.indices.contains(top.section), top.row <= 1 || sections[top.section].body == nil
    else { return false }
    var rows = -top.row
    for place in top.section..<sections.count where rows < visible {
      if sections[place].isOpen, sections[place].body == nil {
        return asked.contains(source(place))
      }
      rows += sections[place].height(layout)
    }
    return false
  }

  /// What has to be read of what is near; empty where it is known or asked for.
  mutating func wanted(visible: Int) -> [DiffSource] {
    let wanted = near(visible: visible).filter { sections[$0].body == nil }.map(source)
    if asked.isSuperset(of: wanted) { return [] }
    asked = Set(wanted)
    return wanted
  }
}
