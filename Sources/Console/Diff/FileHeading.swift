import Git
import Reports
import Rules
import Text

/// What the heading of a file says: above its change, and in the pane's title while that is out of sight.
struct FileHeading {
  /// Cells that a path has at the least.
  static let leastPath = 8

  private let path: SafeText
  /// Cells of the file's name, with a sign that its folder is cut.
  private let nameWidth: Int
  private var remarks: [Remark] = []

  /// Something said after the path, with blanks before it.
  private struct Remark {
    /// What it is about; what is missed the least comes first.
    enum Kind: CaseIterable { case because, note, counts, generated, owner, status, reviewed }

    let kind: Kind
    var text: SafeText
    let role: Role
    /// What is left of it where there is little room.
    var short: SafeText?

    /// Makes it shorter by some cells, or as short as it can be.
    mutating func shorten(by excess: Int) {
      guard let short else { return }
      let room = text.width - excess
      let isProse = kind == .note || kind == .because
      text = isProse && room >= NoteMarks.leastText + 2 ? text.truncated(to: room) : short
    }
  }

  /// The heading of a section.
  ///
  /// - Parameter saysReviewed: Whether it says that a person reviewed the file.
  init(_ section: DiffSection, _ model: Model, saysReviewed: Bool) {
    let file = model.files.files[section.file]
    path = file.shownPath.text
    nameWidth = min(path.width, SafeText(bytes: file.shownPath.name).width + 2)
    if let word = Self.word(file.status) { add(.status, word, .dim) }
    if model.files.generated.contains(section.file) { add(.generated, "generated", .dim) }
    if let words = section.lensWords {
      add(.owner, words, .override, short: section.lens.shortWords)
    } else if file.group != .synced {
      add(.owner, file.group == .edge ? "yours" : "outside", file.group.role)
    }
    let because = file.placement.rule.because
    if file.group == .edge, !because.isEmpty {
      remarks.append(Remark(kind: .because, text: because, role: .dim, short: " …"))
    }
    if let note = NoteMarks.heading(file, model) { add(.note, note, .noted, short: Mark.note) }
    // The other views of an override compare other versions.
    if section.lens == .upstream, let counts = model.files.counts[section.file], !counts.isBinary {
      add(.counts, "+\(counts.additions)", .addition)
      remarks.append(Remark(kind: .counts, text: " −\(counts.deletions)", role: .deletion))
    }
    if saysReviewed, model.reviewed.contains(file.reviewKey) {
      add(.reviewed, Mark.reviewed + " reviewed", .good, short: Mark.reviewed)
    }
  }

  private mutating func add(
    _ kind: Remark.Kind, _ text: SafeText, _ role: Role, short: SafeText? = nil
  ) {
    remarks.append(
      Remark(kind: kind, text: "  " + text, role: role, short: short.map { "  " + $0 }))
  }

  private static func word(_ status: ChangeStatus) -> SafeText? {
    switch status {
    case .modified: nil
    case .added: "new"
    case .deleted: "deleted"
    case .renamed: "renamed"
    case .copied: "copied"
    case .typeChanged: "of another kind"
    }
  }

  /// Cells in which it says all that it has to, with the file's name and without its folder.
  var leastWidth: Int {
    remarks.reduce(nameWidth) {
      $0 + ($1.kind == .owner ? $1.text : $1.short ?? $1.text).width
    }
  }

  /// The heading in some cells: notes are cut first, then the path's beginning, and at last
  /// remarks are left out.
  ///
  /// - Parameter role: The path's.
  func line(width: Int, _ role: Role) -> Line {
    var remarks = remarks
    func excess() -> Int { remarks.reduce(path.width - width) { $0 + $1.text.width } }
    let spare = max(0, path.width - Self.leastPath)
    for index in remarks.indices where excess() > (remarks[index].kind == .owner ? spare : 0) {
      remarks[index].shorten(by: excess())
    }
    for kind in Remark.Kind.allCases where excess() > spare {
      remarks.removeAll { $0.kind == kind }
    }
    var line = Line(path.truncatedFront(to: path.width - max(0, excess())), role)
    for remark in remarks { line.add(remark.text, remark.role) }
    return line
  }
}
