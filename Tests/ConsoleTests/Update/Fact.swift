import Git
import Rules
import Terminal
import Text

@testable import Console

/// Something that is so of what a person sees, or of the work that follows.
struct Fact: Sendable {
  let name: String
  let wanted: String
  let found: @Sendable (Seen) -> String

  /// The pane that has the keys.
  static func focus(_ pane: Pane) -> Fact {
    Fact(name: "focus", wanted: "\(pane)") { "\($0.model.focus)" }
  }

  /// The candidate, by its first digit.
  static func candidate(_ digit: Int) -> Fact {
    Fact(name: "candidate", wanted: "\(digit)") { $0.model.candidate?.digit ?? "none" }
  }

  /// What the commits' cursor is on: a digit, `pin`, `review 9` or a path.
  static func commit(_ row: String) -> Fact {
    Fact(name: "commit", wanted: row) { seen in
      let list = seen.model.commits
      return list.selected?.id.digit ?? list.selectedOwed.map { "review \($0.to.digit)" }
        ?? list.selectedOverride?.lineText ?? "pin"
    }
  }

  /// What the files' cursor is on: a path, a folder's with a slash, or a group.
  static func file(_ row: String) -> Fact {
    Fact(name: "file", wanted: row) { seen in
      let list = seen.model.files
      if let folder = list.selectedFolder { return folder.path.lineText + "/" }
      if let file = list.selected { return file.shownPath.lineText }
      guard list.rows.indices.contains(list.cursor.index),
        case .heading(let group) = list.rows[list.cursor.index]
      else { return "none" }
      return group.rawValue
    }
  }

  /// The file and the row that the reading pane's cursor is on, as ``Model/words(at:)`` has them.
  static func line(_ words: String) -> Fact {
    Fact(name: "line", wanted: words) { $0.model.words(at: $0.model.diff.cursor) }
  }

  /// The first row that is seen in the reading pane.
  static func top(_ words: String) -> Fact {
    Fact(name: "top", wanted: words) { $0.model.words(at: $0.model.diff.top) }
  }

  /// How lines are laid out.
  static func layout(_ layout: DiffLayout) -> Fact {
    Fact(name: "layout", wanted: "\(layout)") { "\($0.model.diff.layout)" }
  }

  /// The check that the cursor is on.
  static func check(_ name: String) -> Fact {
    Fact(name: "check", wanted: name) { seen in
      let (rows, index) = (seen.model.validation?.rows ?? [], seen.model.validationCursor.index)
      return rows.indices.contains(index) ? rows[index].name : "none"
    }
  }

  /// Columns that the lists have.
  static func lists(_ columns: Int) -> Fact {
    Fact(name: "lists", wanted: "\(columns)") {
      "\(Layout($0.model).panes[.files].map(\.width) ?? 0)"
    }
  }

  /// Rows that a pane has inside its frame.
  static func rows(of pane: Pane, _ rows: Int) -> Fact {
    Fact(name: "rows", wanted: "\(rows)") { "\(Layout($0.model).rows(of: pane))" }
  }

  /// What is looked for; nil for nothing.
  static func search(_ query: String?) -> Fact {
    Fact(name: "search", wanted: query ?? "none") { $0.model.search?.query ?? "none" }
  }

  /// What lies on top of the main screen, the topmost last.
  static func over(_ overlays: String...) -> Fact { over(overlays) }

  /// What lies on top of the main screen, the topmost last.
  static func over(_ overlays: [String]) -> Fact {
    Fact(name: "over", wanted: overlays.joined(separator: " ")) {
      $0.model.overlays.map { "\(type(of: $0))" }.joined(separator: " ")
    }
  }

  /// What is said; nil for nothing.
  static func said(_ text: SafeText?) -> Fact {
    Fact(name: "said", wanted: text?.string ?? "") { $0.model.notice?.text.string ?? "" }
  }

  /// What stands on the screen somewhere.
  static func shows(_ text: String) -> Fact {
    Fact(name: "shows", wanted: text) { seen in
      let screen = seen.screen
      return screen.contains(text) ? text : screen
    }
  }

  /// What the row says that is marked in a list, the topmost where there are several.
  static func marked(_ text: String) -> Fact {
    Fact(name: "marked", wanted: text) { seen in
      let marked = seen.screen.split(separator: "\n").filter { $0.contains("▌") }.compactMap {
        $0.split(separator: "▌").last?.split(separator: "│").first
      }
      return marked.contains { $0.contains(text) } ? text : marked.joined(separator: "\n")
    }
  }

  /// What stands nowhere on the screen.
  static func lacks(_ text: String) -> Fact {
    Fact(name: "lacks", wanted: "") { seen in
      let screen = seen.screen
      return screen.contains(text) ? screen : ""
    }
  }

  /// The work that follows, as ``Effect/words`` has it.
  static func asks(_ work: String...) -> Fact {
    Fact(name: "asks", wanted: work.joined(separator: ", ")) { $0.work.joined(separator: ", ") }
  }

  /// Some of the work that follows.
  static func asksAlso(_ work: String) -> Fact {
    Fact(name: "asks", wanted: work) {
      $0.work.contains(work) ? work : $0.work.joined(separator: ", ")
    }
  }

  /// The names of all the work that follows.
  static func work(_ names: [String]) -> Fact {
    Fact(name: "work", wanted: names.joined(separator: ", ")) { seen in
      seen.work.map { $0.prefix { $0 != " " } }.joined(separator: ", ")
    }
  }

  /// That the console ends.
  static let leaves = Fact(name: "leaves", wanted: "true") { "\($0.model.isQuitting)" }
}

extension ObjectID {
  /// The first digit of an id whose digits are all one.
  var digit: String { String(hex.prefix(1)) }
}

extension Model {
  /// A row of the reading pane in words: `a/one @@ 1` for a hunk's header, `a/one +new` for a line, `a/one -old │ +new`
  /// for two side by side, `a/one` alone for the heading.
  func words(at place: DiffPlace) -> String {
    guard diff.sections.indices.contains(place.section) else { return "none" }
    let section = diff.sections[place.section]
    let path = files.files[section.file].shownPath.lineText
    func text(_ line: Int?) -> String {
      guard let line, let patch = section.body?.patch else { return "" }
      let sign =
        switch patch.lines[line].kind {
        case .addition: "+"
        case .deletion: "-"
        case .context, .noNewline: ""
        }
      return sign + String(decoding: patch.bytes(of: patch.lines[line]).prefix(12), as: UTF8.self)
    }
    switch diff.row(at: place) {
    case .hunk(let hunk): return "\(path) @@ \(hunk + 1)"
    case .line(let line): return "\(path) \(text(line))\(place.piece > 0 ? " ↪" : "")"
    case .pair(let old, let new): return "\(path) \(text(old)) │ \(text(new))"
    case .three(let before, let now, let yours):
      return "\(path) \([before, now, yours].map(text).joined(separator: " │ "))"
    case .note(let note, _): return "\(path) \(note.string)"
    case .titles: return "\(path) titles"
    case nil: return place.row == 0 ? path : "\(path) …"
    }
  }
}
