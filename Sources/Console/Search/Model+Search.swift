import Git
import Rules
import Terminal
import Text
import Upstream

extension Model {
  /// Takes a key while a search is typed.
  mutating func typeSearch(_ key: Key) -> [Effect] {
    if key.leavesPrompt {
      let effects = goBackToStart()
      search = nil
      return effects
    }
    switch key.code {
    case .enter:
      if search?.pattern.isEmpty != false {
        search = nil
        return []
      }
      search?.isTyping = false
      let effects = remember(search?.query ?? "", as: .search)
      // Says it where nothing matches: from here on the keys would seem dead.
      return effects + find(forward: true, from: .start)
    default:
      return search?.input.edit(key) == true ? searchChanged() : []
    }
  }

  /// Begins to look for something in a pane.
  mutating func startSearch() {
    let pane = focus == .validation ? .commits : focus
    let start: Search.Place =
      switch pane {
      case .commits, .validation: .row(commits.cursor.index)
      case .files: .row(files.cursor.index)
      case .diff: .reading(diff.cursor, top: diff.top, left: diff.left)
      }
    search = Search(
      pane: pane, start: start, input: input(for: .search),
      following: chosen == nil ? candidate : nil)
  }

  /// Goes back to where the pane was before something was looked for.
  private mutating func goBackToStart() -> [Effect] {
    guard let search else { return [] }
    if search.following != nil { chosen = nil }
    switch search.start {
    case .row(let row): return select(row, in: search.pane)
    case .reading(let cursor, let top, let left):
      diff.goBack(to: cursor, top: top, left: left)
      followReading()
      return []
    }
  }

  /// Goes to the first match from where the search began.
  mutating func searchChanged() -> [Effect] {
    guard let search else { return [] }
    self.search?.found = DiffMatches()
    self.search?.isWaiting = search.pane == .diff
    if search.pattern.isEmpty { return goBackToStart() }
    return search.pane == .diff && !search.pattern.isInvalid
      ? [] : find(forward: true, from: .start)
  }

  /// Has the open files searched that weren't yet, from the one that is read on; what is read may change meanwhile.
  mutating func searchLines() -> [Effect] {
    guard let search, search.pane == .diff, !search.pattern.isEmpty, !search.pattern.isInvalid,
      search.found.revision != diff.revision
    else { return [] }
    let all = Array(diff.sections.indices)
    let order = all.dropFirst(diff.cursor.section) + all.prefix(diff.cursor.section)
    let open = order.filter { diff.sections[$0].isOpen }.map {
      (place: $0, source: diff.source($0))
    }
    let bodies = Dictionary(
      open.compactMap { place, source in diff.sections[place].body.map { (source, $0) } },
      uniquingKeysWith: { first, _ in first })
    self.search?.found.revision = diff.revision
    guard let missing = self.search?.found.look(at: open) else { return [] }
    if missing.isEmpty {
      tellWhatWasFound()
      return []
    }
    let searched = missing.map { DiffEffect.Searched(source: $0, body: bodies[$0]) }
    return [.diff(.search(search.pattern, searched, tabs: configuration.tabs))]
  }

  /// Takes what was found in files.
  mutating func take(_ found: [DiffSource: [Int]], of pattern: SearchPattern) {
    guard search?.pattern == pattern, search?.pane == .diff else { return }
    search?.found.take(found)
    tellWhatWasFound()
  }

  /// Goes to the first match, if that is waited for, or says which of how many the cursor is on.
  private mutating func tellWhatWasFound() {
    guard let search else { return }
    if search.isWaiting {
      if search.found.count > 0 || search.found.missing == 0 {
        _ = find(forward: true, from: .start)
      }
    } else if notice?.kind == .found {
      let number = search.found.number(of: diff.line(at: diff.cursor), in: diff.cursor.section)
      if let number { tellNumber(number, search.found) }
    }
  }

  private mutating func tellNumber(_ number: Int, _ found: DiffMatches) {
    notice = Notice(.found, "\(number)/\(found.count)\(found.missing > 0 ? "+" : "")")
  }

  /// Where a search goes on from.
  enum SearchStart {
    /// From where it began, which may match itself.
    case start
    /// From where the pane is now.
    case here
  }

  /// Goes to the next or the previous match, around the end.
  mutating func find(forward: Bool, from origin: SearchStart = .here) -> [Effect] {
    guard let search else { return [] }
    if search.pattern.isInvalid {
      notice = Notice(
        .warning, "\(Search.quoted(search.query.dropFirst())) is no regular expression yet")
      return []
    }
    if search.pane == .diff {
      findLine(search, forward: forward, from: origin)
      return []
    }
    let hits: [Int]
    switch search.pane {
    case .commits, .validation, .diff:
      hits = commits.rows.indices.filter { index in
        let row = commits.rows[index]
        return search.matches(row.subject) || search.matches(row.author)
          || commits.tags[row.id]?.names.contains(where: search.matches) == true
          || search.isStart(of: row.id)
      }
    case .files:
      hits = files.rows.indices.filter { index in
        guard case .file(let file) = files.rows[index] else { return false }
        return search.matches(files.files[file].shownPath.text)
      }
    }
    var here = search.pane == .files ? files.cursor.index : commits.cursor.index
    if case .start = origin, case .row(let row) = search.start { here = row - 1 }
    let next =
      forward
      ? hits.first { $0 > here } ?? hits.first
      : hits.last { $0 < here } ?? hits.last
    guard let next else {
      notice = Notice(.warning, "nothing matches \(Search.quoted(search.query))")
      return search.isTyping ? goBackToStart() : []
    }
    if let number = hits.firstIndex(of: next) {
      notice = Notice(.found, "\(number + 1)/\(hits.count)")
    }
    if search.pane == .commits, next != commits.cursor.index, let candidate = search.following {
      // Looking for something is no choice.
      chosen = commits.rows.contains { $0.id == candidate } ? candidate : nil
    }
    return select(next, in: search.pane)
  }

  private mutating func findLine(_ search: Search, forward: Bool, from origin: SearchStart) {
    var (place, line) = (
      diff.cursor.section, forward ? diff.line(at: diff.cursor) : diff.firstLine(at: diff.cursor)
    )
    if case .start = origin, case .reading(let cursor, _, _) = search.start {
      // Where it began may match itself.
      (place, line) = (cursor.section, diff.line(at: cursor) - 1)
    }
    if case .here = origin,
      let number = search.found.number(of: diff.line(at: diff.cursor), in: place),
      diff.showMore(of: search.pattern, forward: forward)
    {
      tellNumber(number, search.found)
      return
    }
    guard let match = search.found.match(forward: forward, from: place, line: line) else {
      self.search?.isWaiting = search.found.missing > 0
      if search.found.missing == 0 {
        notice = Notice(.warning, "nothing matches \(Search.quoted(search.query))")
        if search.isTyping { _ = goBackToStart() }
      }
      return
    }
    self.search?.isWaiting = false
    diff.jump(toLine: match.line, in: match.place, showing: search.pattern)
    followReading()
    tellNumber(match.number, search.found)
  }
}

extension SearchPattern {
  /// The cells of a line that it matches.
  func cells(ofLine line: Int, in patch: FilePatch, tabs: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var end = 0
    for piece in pieces(of: patch.searchedText(ofLine: line, tabs: tabs)) {
      let start = end
      end += piece.text.width
      if piece.isMatch { found.append(start..<end) }
    }
    return found
  }
}

extension FilePatch {
  /// What is searched of a line.
  fileprivate func searchedText(ofLine line: Int, tabs: Int) -> SafeText {
    SafeText(bytes: bytes(of: lines[line]).prefix(SearchPattern.limit), tabs: tabs)
  }

  /// Places of lines that have what is looked for.
  func matches(_ pattern: SearchPattern, tabs: Int, limit: Int) -> [Int] {
    if pattern.isEmpty || pattern.isInvalid { return [] }
    return Array(
      lines.indices.lazy.filter {
        pattern.matches(searchedText(ofLine: $0, tabs: tabs))
      }.prefix(limit))
  }
}
