import Git
import Sync
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
      search = nil
      diff.matches = []
      return []
    default:
      guard var typed = search, TextInput.edit(&typed.query, with: key) else { return [] }
      search = typed
      return searchChanged()
    }
  }

  /// Goes to the first match from where the cursor is.
  mutating func searchChanged() -> [Effect] {
    guard let search, !search.query.isEmpty else { return [] }
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
    let layout = Layout(self)
    let hits: [Int]
    let here: Int
    switch search.pane {
    case .commits, .validation:
      hits = commits.rows.indices.filter { index in
        let row = commits.rows[index]
        return search.matches(row.subject) || search.matches(row.author)
          || row.id.hex.hasPrefix(search.query.lowercased())
      }
      here = commits.cursor.index
    case .files:
      hits = files.rows.indices.filter { index in
        guard case .file(let file) = files.rows[index] else { return false }
        return search.matches(files.files[file].shownPath.text)
      }
      here = files.cursor.index
    case .diff:
      hits = diff.matches.sorted()
      here = diff.first
    }
    let next =
      forward
      ? hits.first { includingHere ? $0 >= here : $0 > here } ?? hits.first
      : hits.last { $0 < here } ?? hits.last
    guard let next else {
      notice = Notice(.warning, "nothing matches “\(search.query)”")
      return []
    }
    switch search.pane {
    case .commits, .validation:
      commits.cursor.move(to: next, count: commits.count, visible: layout.rows(of: .commits))
      return candidateChanged()
    case .files:
      files.cursor.move(to: next, count: files.rows.count, visible: layout.rows(of: .files))
      return fileChanged()
    case .diff:
      scrollDiff(to: next)
      return []
    }
  }
}

/// A line of text that is typed.
enum TextInput {
  /// Characters of a line at the most.
  private static let limit = 500

  /// Changes the text by a key; tells whether it did.
  static func edit(_ text: inout String, with key: Key) -> Bool {
    switch key.code {
    case .backspace:
      guard !text.isEmpty else { return false }
      text.removeLast()
    case .scalar(let scalar) where key.isControl:
      guard scalar == "u" else { return false }
      text = ""
    case .scalar(let scalar):
      guard text.count < limit else { return false }
      text.unicodeScalars.append(scalar)
    default: return false
    }
    return true
  }
}
