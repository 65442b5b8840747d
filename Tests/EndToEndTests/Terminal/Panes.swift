/// The main screen as text, and what stands in its panes.
struct Panes {
  /// The screen's rows.
  let rows: [String]

  /// Where the reading pane begins, beside the lists; nil where one pane is seen at a time.
  private var edge: Int? {
    guard rows.count > 2 else { return nil }
    let row = Array(rows[1])
    return row.indices.dropLast().first { row[$0] == "┐" && row[$0 + 1] == "┌" }.map { $0 + 1 }
  }

  /// The rows of a list by its title, from frame to frame.
  private func list(_ title: String) -> [String] {
    let left = rows.map { row in String(edge.map { row.prefix($0) } ?? row[...]) }
    guard let first = left.firstIndex(where: { $0.hasPrefix("┌ " + title) }) else { return [] }
    return left[(first + 1)...].prefix { !$0.hasPrefix("└") }.map {
      String($0.dropFirst().dropLast())
    }
  }

  /// What stands in the panes: 0 for the commits, 1 for the files, 2 for what is read; a row's first cell of the
  /// last is that of the frame, where the cursor is marked.
  func column(_ index: Int) -> [String] {
    switch index {
    case 0: return list("Commits")
    case 1: return list("Files")
    default:
      let first = edge == nil ? 2 : 1
      return rows.dropFirst(first + 1).prefix { !$0.dropFirst(edge ?? 0).hasPrefix("└") }.map {
        String($0.dropFirst((edge ?? 0) + 1).dropLast())
      }
    }
  }

  /// The row under the cursor in one of the panes, without the mark.
  func selected(_ index: Int) -> String {
    if index == 2 {
      let row = rows.first { $0.dropFirst(edge ?? 0).hasPrefix("▌") }
      return row.map { String($0.dropFirst((edge ?? 0) + 1).dropLast()) } ?? ""
    }
    return column(index).first { $0.hasPrefix("▌") }.map { String($0.dropFirst()) } ?? ""
  }

  /// The commit under the cursor, in as many digits as the list shows; `pin` on the pin's row.
  var candidate: String {
    let row = selected(0)
    return row.hasPrefix("═") ? "pin" : String(row.dropFirst().prefix(7))
  }

  /// Names in the files pane, without their marks and counts.
  var files: [String] {
    column(1).compactMap { Self.name(in: $0) }
  }

  /// The name of the file under the cursor.
  var file: String { column(1).first { $0.hasPrefix("▌") }.flatMap { Self.name(in: $0) } ?? "" }

  /// Whether text stands in any row.
  func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  /// The bottom row.
  var footer: String { rows.last { !$0.isEmpty } ?? "" }

  private static func name(in row: String) -> String? {
    row.firstMatch(of: /^[ ▌]  [AMDRCT!] (.+?) +(?:\+\d+ −\d+|binary)/).map { String($0.1) }
  }
}
