/// A screen with panes side by side, as a reader takes it in.
struct Panes {
  /// The screen's rows.
  let rows: [String]

  /// What stands in one of the columns of panes, from the left: its rows, cut at the borders.
  func column(_ index: Int) -> [String] {
    rows.compactMap { row in
      guard row.hasPrefix("│") else { return nil }
      let parts = row.split { "│┃".contains($0) }
      return index < parts.count ? String(parts[index]) : nil
    }
  }

  /// The row under the cursor in one of the columns, without the mark.
  func selected(_ index: Int) -> String {
    column(index).first { $0.hasPrefix("▌") }.map { String($0.dropFirst()) } ?? ""
  }

  /// The commit under the cursor, in as many digits as the list shows; `pin` on the pin's row.
  var candidate: String {
    let row = selected(0)
    return row.hasPrefix("═") ? "pin" : String(row.prefix(7))
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
