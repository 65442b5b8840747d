import Git
import Rules
import Terminal
import Text

extension Model {
  /// Takes a key while a search is typed.
  mutating func typeSearch(_ key: Key) -> [Effect] {
    switch key.code {
    case .enter:
      if search?.query.isEmpty != false {
        search = nil
        return []
      }
      search?.isTyping = false
      // Says it where nothing matches: from here on the keys would seem dead.
      return find(forward: true, includingHere: true)
    case .escape:
      let effects = goBackToStart()
      search = nil
      diff.matches = []
      return effects
    default:
      guard var typed = search, TextInput.edit(&typed.query, with: key) else { return [] }
      search = typed
      return searchChanged()
    }
  }

  /// Begins to look for something in a pane.
  mutating func startSearch() {
    let pane = focus == .validation ? .commits : focus
    search = Search(pane: pane, query: "", isTyping: true, start: row(of: pane))
  }

  /// The row that a pane is at.
  private func row(of pane: Pane) -> Int {
    switch pane {
    case .commits, .validation: commits.cursor.index
    case .files: files.cursor.index
    case .diff: diff.first
    }
  }

  /// Goes back to where the pane was before something was looked for.
  private mutating func goBackToStart() -> [Effect] {
    search.map { go(to: $0.start, in: $0.pane) } ?? []
  }

  private mutating func go(to row: Int, in pane: Pane) -> [Effect] {
    switch pane {
    case .commits, .validation:
      commits.cursor.move(to: row, count: commits.count)
      return candidateChanged()
    case .files:
      files.cursor.move(to: row, count: files.rows.count)
      return fileChanged()
    case .diff:
      diff.scroll(to: row)
      return []
    }
  }

  /// Goes to the first match from where the search began.
  mutating func searchChanged() -> [Effect] {
    guard let search else { return [] }
    if search.query.isEmpty {
      findInDiff()
      return goBackToStart()
    }
    findInDiff()
    return find(forward: true, includingHere: true)
  }

  /// Notes which rows of the diff match.
  mutating func findInDiff() {
    guard let search, search.pane == .diff else {
      diff.matches = []
      return
    }
    diff.matches = Set(
      diff.rows.indices.filter {
        search.matches(diff.text(of: diff.rows[$0], tabs: configuration.tabs, limit: 4096))
      })
  }

  /// Goes to the next or the previous match, around the end.
  mutating func find(forward: Bool, includingHere: Bool = false) -> [Effect] {
    guard let search else { return [] }
    let hits: [Int]
    let here = search.isTyping ? search.start : row(of: search.pane)
    switch search.pane {
    case .commits, .validation:
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
    case .diff:
      hits = diff.matches.sorted()
    }
    let next =
      forward
      ? hits.first { includingHere ? $0 >= here : $0 > here } ?? hits.first
      : hits.last { $0 < here } ?? hits.last
    guard let next else {
      notice = Notice(.warning, "nothing matches “\(search.query)”")
      return search.isTyping ? goBackToStart() : []
    }
    return go(to: next, in: search.pane)
  }
}
