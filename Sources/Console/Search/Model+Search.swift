import Git
import Rules
import Terminal
import Text

extension Model {
  /// Takes a key while a search is typed.
  mutating func typeSearch(_ key: Key) -> [Effect] {
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
    case .escape,
      .scalar("c") where key.leavesPrompt:
      let effects = goBackToStart()
      search = nil
      return effects
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
      case .diff: .reading(diff.cursor, top: diff.top)
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
    case .row(let row): return go(to: row, in: search.pane)
    case .reading(let cursor, let top):
      diff.goBack(to: cursor, top: top)
      followReading()
      return []
    }
  }

  private mutating func go(to row: Int, in pane: Pane) -> [Effect] {
    switch pane {
    case .commits, .validation:
      commits.cursor.move(to: row, count: commits.count)
      return candidateChanged()
    case .files:
      files.cursor.move(to: row, count: files.rows.count)
      followList()
    case .diff: break
    }
    return []
  }

  /// Goes to the first match from where the search began.
  mutating func searchChanged() -> [Effect] {
    guard let search else { return [] }
    let work = search.pane == .diff ? searchLines() : []
    if search.pattern.isEmpty { return work + goBackToStart() }
    return work + find(forward: true, from: .start)
  }

  /// Looks through all files that are open, those that are read first.
  mutating func searchLines() -> [Effect] {
    guard var search, search.pane == .diff else { return [] }
    let sections = diff.sections.filter(\.isOpen)
    search.found.begin(sections.count)
    for section in sections {
      guard let patch = section.body?.patch else { continue }
      search.found.take(
        patch.matches(search.pattern, tabs: configuration.tabs, limit: DiffMatches.limit),
        in: section.change)
    }
    let rest = sections.filter { $0.body?.patch == nil && $0.lens == .upstream }.map {
      DiffEffect.Wanted(
        change: $0.change, settings: diff.settings(for: $0.change), lens: .upstream)
    }
    self.search = search
    if search.pattern.isEmpty || rest.isEmpty { return [] }
    return [.diff(.search(search.pattern, rest, tabs: configuration.tabs))]
  }

  /// Takes what was found in a file.
  mutating func take(_ found: [Int], in change: TreeChange, _ pattern: SearchPattern) {
    guard search?.pattern == pattern else { return }
    let before = search?.found.count ?? 0
    search?.found.take(found, in: change)
    // The first that comes is what one waits for.
    if before == 0, !found.isEmpty, search?.isTyping == true || notice?.kind == .warning {
      notice = nil
      _ = find(forward: true, from: .start)
    } else if search?.found.missing == 0, search?.found.count == 0 {
      _ = find(forward: true, from: .start)
    } else if notice?.kind == .found, let search {
      tellMatch(search)
    }
  }

  /// Says which of how many matches the cursor is on, as far as files were searched.
  private mutating func tellMatch(_ search: Search) {
    var before = 0
    let line = diff.line(at: diff.cursor)
    for (section, file) in diff.sections.enumerated() {
      let lines = search.found.lines(of: file.change)
      if section == diff.cursor.section {
        before += (lines.firstIndex(of: line) ?? 0) + 1
        break
      }
      before += lines.count
    }
    let more: SafeText = search.found.missing > 0 ? "+" : ""
    notice = Notice(.found, "\(before)/\(search.found.count)\(more)")
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
      notice = Notice(.warning, "“\(search.query.dropFirst())” is no regular expression yet")
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
      notice = Notice(.warning, "nothing matches “\(search.query)”")
      return search.isTyping ? goBackToStart() : []
    }
    if let number = hits.firstIndex(of: next) {
      notice = Notice(.found, "\(number + 1)/\(hits.count)")
    }
    if search.pane == .commits, next != commits.cursor.index, let candidate = search.following {
      // Looking for something is no choice.
      chosen = commits.rows.contains { $0.id == candidate } ? candidate : nil
    }
    return go(to: next, in: search.pane)
  }

  private mutating func findLine(_ search: Search, forward: Bool, from origin: SearchStart) {
    var here = diff.cursor
    if case .start = origin, case .reading(let cursor, _) = search.start { here = cursor }
    var line = diff.line(at: here)
    if case .start = origin { line -= 1 }
    var before = 0
    var first: (section: Int, line: Int, number: Int)?
    var last: (section: Int, line: Int, number: Int)?
    var next: (section: Int, line: Int, number: Int)?
    for (section, file) in diff.sections.enumerated() {
      let lines = search.found.lines(of: file.change)
      for (index, found) in lines.enumerated() {
        let match = (section: section, line: found, number: before + index + 1)
        if first == nil { first = match }
        last = match
        let isAfter = (section, found) > (here.section, line)
        if forward, isAfter, next == nil { next = match }
        if !forward, (section, found) < (here.section, line) { next = match }
      }
      before += lines.count
    }
    guard let match = next ?? (forward ? first : last) else {
      if search.found.missing == 0 {
        notice = Notice(.warning, "nothing matches “\(search.query)”")
        if search.isTyping { _ = goBackToStart() }
      }
      return
    }
    diff.jump(toLine: match.line, in: match.section)
    followReading()
    let more: SafeText = search.found.missing > 0 ? "+" : ""
    notice = Notice(.found, "\(match.number)/\(search.found.count)\(more)")
  }
}

extension FilePatch {
  /// Places of lines that have what is looked for.
  func matches(_ pattern: SearchPattern, tabs: Int, limit: Int) -> [Int] {
    if pattern.isEmpty || pattern.isInvalid { return [] }
    return Array(
      lines.indices.lazy.filter {
        pattern.matches(
          SafeText(
            bytes: bytes(of: lines[$0]).prefix(SearchPattern.limit), tabs: tabs))
      }.prefix(limit))
  }
}
