import Git
import Reading
import Text

/// What the reading pane shows: all files of the candidate one below the other, each with its heading.
///
/// Files are read as they come near; how tall the others are is told by their counts, so that the scroll bar is true
/// before. What is seen is held to a file's row, so that nothing moves as others are read.
package struct DiffStream: Sendable {
  /// The files, from the top.
  package internal(set) var sections: [DiffSection] = []
  /// How lines are laid out.
  package internal(set) var settings = DiffSettings()
  /// Lines of context of files that have others than all, by their paths.
  var contexts: [RepoPath: Int] = [:]
  /// Counts changes of which files there are, what is read of them and which are open.
  var revision = 0
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
  /// A line to go to, as soon as its file is read.
  var goal: DiffGoal?
  /// What is being read.
  var asked: Set<DiffSource> = []
  /// Texts that are being highlighted.
  var askedToHighlight: Set<HighlightCache.Key> = []
  /// The revision of which it was asked what was moved, and the sources then.
  var askedMoved: (revision: Int, sources: [DiffSource]) = (0, [])
  /// Lines that were moved.
  var moved = MovedLines()
  /// Sections that were read, and the memory they take.
  var (read, size): ([Int], Int) = ([], 0)
  var heights = HeightIndex([])
  /// Where changes stand first among the sections.
  private var firstPlaces: [TreeChange: Int] = [:]
  /// Where they stand again: one may stand in several places of the edge repo.
  private var otherPlaces: [TreeChange: [Int]] = [:]
  /// The section of each file.
  private var sectionsOfFiles: [Int?] = []
  /// Files that were opened or folded by hand, by their paths.
  private var opened: [RepoPath: Bool] = [:]
  /// Rows and cells that there is room for, as it was drawn last.
  private(set) var (visible, width) = (1, 80)
  private(set) var tabs = 8
  /// The layout that it was drawn in last.
  package private(set) var layout = DiffLayout.unified

  /// Nothing to show yet.
  package init() {}

  /// Shows files: from where the one that is read was left, else from the next after it that is still there, else
  /// from the top.
  mutating func show(_ files: [DiffSection]) {
    let (before, readBefore) = (sections, read)
    sections = files
    (read, size, asked, otherPlaces) = ([], 0, [], [:])
    firstPlaces = Dictionary(minimumCapacity: sections.count)
    sectionsOfFiles = Array(repeating: nil, count: (sections.map(\.file).max() ?? -1) + 1)
    for place in sections.indices {
      let change = sections[place].change
      if let first = firstPlaces.updateValue(place, forKey: change) {
        firstPlaces[change] = first
        otherPlaces[change, default: []].append(place)
      }
      sectionsOfFiles[sections[place].file] = place
      if let isOpen = opened[change.path] { sections[place].isOpen = isOpen }
    }
    for place in readBefore { keep(before[place]) }
    measure()
    revision += 1
    guard let (here, place) = firstStillThere(of: before, from: cursor.section) else {
      (top, cursor, left) = (DiffPlace(0, 0), DiffPlace(0, 0), 0)
      return
    }
    let above = before[top.section].change.path
    if here == cursor.section, let first = sections.firstIndex(where: { $0.change.path == above }) {
      (top.section, cursor.section) = (first, place)
    } else {
      (top, cursor) = (
        DiffPlace(place, 0), DiffPlace(place, here == cursor.section ? cursor.row : 1)
      )
    }
  }

  /// Keeps what was read of an earlier section where its change is still shown.
  private mutating func keep(_ section: DiffSection) {
    // A merge is up to the commit that it was made for.
    guard let body = section.body, !section.lens.isMerge else { return }
    for place in places(of: section.change) where sections[place].body == nil {
      sections[place].body = body
      sections[place].syntax = section.syntax
      sections[place].lens = section.lens
      read.append(place)
      size += body.size
    }
  }

  /// The first of some earlier sections, from one on, whose file is still there, and where.
  private func firstStillThere(
    of before: [DiffSection], from start: Int
  ) -> (before: Int, now: Int)? {
    guard start < before.count else { return nil }
    // It mostly is.
    let path = before[start].change.path
    if let place = sections.firstIndex(where: { $0.change.path == path }) { return (start, place) }
    let paths = Dictionary(
      sections.indices.map { (sections[$0].change.path, $0) },
      uniquingKeysWith: { first, _ in first })
    for index in before.indices.dropFirst(start + 1) {
      if let place = paths[before[index].change.path] { return (index, place) }
    }
    return nil
  }

  /// The section of a file; nil where it is left out.
  func section(ofFile file: Int) -> Int? {
    sectionsOfFiles.indices.contains(file) ? sectionsOfFiles[file] : nil
  }

  /// Where a change stands among the sections, from the top.
  func places(of change: TreeChange) -> [Int] {
    guard let first = firstPlaces[change] else { return [] }
    return [first] + (otherPlaces[change] ?? [])
  }

  /// Opens a file's change, or folds it to its heading.
  mutating func setOpen(_ place: Int, _ isOpen: Bool, byHand: Bool = true) {
    guard place < sections.count, sections[place].isOpen != isOpen else { return }
    if byHand { opened[sections[place].change.path] = isOpen }
    sections[place].isOpen = isOpen
    heights.set(place, sections[place].height(layout))
    revision += 1
    if isOpen { return }
    if cursor.section == place { cursor = DiffPlace(place, 0) }
    if top.section == place { top = DiffPlace(place, 0) }
  }

  /// Folds a file to its heading unless it was opened by hand.
  mutating func foldUnlessOpened(_ place: Int) {
    if opened[sections[place].change.path] != true { setOpen(place, false, byHand: false) }
  }

  /// Takes in how much room there is; nothing blank is seen below the end, and the cursor is in sight.
  mutating func settle(visible: Int, width: Int, tabs: Int) {
    self.visible = max(1, visible)
    (self.width, self.tabs) = (width, tabs)
    let layout = chosenLayout ?? (width >= DiffLayout.sideBySideWidth ? .sideBySide : .unified)
    if layout != self.layout { change(to: layout) }
    top = clamped(top)
    cursor = clamped(cursor)
    let last = retreat(end, by: self.visible - 1)
    if top > last { top = last }
    skipTitle()
    // What is above the cursor may have grown, or the room have shrunk: it stays, and what is seen goes along.
    if cursor > advance(top, by: self.visible - 1) {
      top = retreat(cursor, by: self.visible - 1)
      skipTitle()
    }
    if cursor < top { cursor = top }
  }

  /// Leaves out the heading of the file that is at the top: the pane's title says it.
  private mutating func skipTitle() {
    if top.row == 0, sections.indices.contains(top.section), sections[top.section].isOpen {
      top.row = 1
    }
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
        case .three, .note, .titles, nil: place.row - 1
        }
      return DiffPlace(place.section, row + 1)
    }
    (top, cursor) = (moved(top), moved(cursor))
    self.layout = layout
    measure()
  }

  /// Measures all files anew.
  mutating func measure() {
    heights = HeightIndex(sections.map { $0.height(layout) })
  }
}
