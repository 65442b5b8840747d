import Git
import Text

/// Where in what is read one is, and what of it isn't seen: what the reading pane's frame says beside its title.
struct ReadingPlace {
  /// What it says, from all of it to what is left out or out of sight alone.
  private var steps: [[SafeText]] = []
  /// How many steps may be missed: where one is can be seen otherwise, that something is left out can't.
  private let placeSteps = 2

  /// The place in the file at the top of what is seen. Its hunk is the one under the cursor, where that is in it.
  init(_ stream: DiffStream) {
    guard stream.sections.indices.contains(stream.top.section) else { return }
    let section = stream.top.section
    let file: SafeText = "file \(section + 1)/\(stream.sections.count)"
    var hunk: SafeText?
    if stream.cursor.section == section, stream.sections[section].isOpen,
      let rows = stream.sections[section].body?.rows, rows.stopCount(stream.layout) > 0
    {
      let number = rows.stop(at: stream.cursor.row - 1, stream.layout) ?? 0
      hunk = "hunk \(number + 1)/\(rows.stopCount(stream.layout))"
    }
    let blanks: SafeText? = stream.settings.ignoresBlanks ? "blanks left out" : nil
    let column: SafeText? =
      stream.left > 0 && !stream.isWrapped ? "from column \(stream.left + 1)" : nil
    steps = [[file, hunk, blanks, column], [file, blanks, column], [blanks, column], [column]]
      .map { $0.compactMap(\.self) }
  }

  /// The note that says the most while a title keeps some cells; what is left out is said while it keeps few.
  ///
  /// - Parameters:
  ///   - title: Cells that the title should have.
  ///   - least: Cells that it has to have.
  ///   - room: Cells that a note leaves to the title.
  func note(beside title: Int, atLeast least: Int, _ room: (SafeText) -> Int) -> SafeText {
    let notes = steps.map { $0.joined(separator: " · ") }
    func longest(_ notes: some Sequence<SafeText>, _ cells: Int) -> SafeText? {
      notes.first { !$0.isEmpty && room($0) >= cells }
    }
    return longest(notes, title) ?? longest(notes.dropFirst(placeSteps), least) ?? ""
  }
}
