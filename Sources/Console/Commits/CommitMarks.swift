import Checks
import Git
import Journal
import Rules
import Terminal
import Text

/// What stands at the right of commits' rows, in columns that line up over all rows that are seen.
struct CommitMarks {
  /// What stands in the place of files that upstream's tip doesn't touch.
  private static let tip: SafeText = "tip"

  private let model: Model
  private let additions: Int
  private let deletions: Int
  private let synced: Int
  private let overrides: Int
  private let hasHolds: Bool
  private let hasVerdicts: Bool
  private let hasReviews: Bool
  private let hasNotes: Bool

  /// - Parameters:
  ///   - rows: Those that are seen.
  ///   - hasLines: Whether there is room for the lines that they change.
  init(_ rows: some Sequence<CommitList.Row>, hasLines: Bool, _ model: Model) {
    self.model = model
    let rows = Array(rows)
    func width(_ count: (CommitList.Row) -> Int) -> Int {
      rows.map { count($0) > 0 ? 1 + String(count($0)).utf8.count : 0 }.max() ?? 0
    }
    let lines = hasLines ? rows.compactMap { Self.lines($0, model) } : []
    additions = lines.map(\.additions.width).max() ?? 0
    deletions = lines.map(\.deletions.width).max() ?? 0
    synced = max(
      width { $0.counts?.synced ?? 0 }, rows.first?.isTipOnly == true ? Self.tip.width : 0)
    overrides = width { $0.counts?.edge ?? 0 }
    hasHolds = rows.contains { model.commits.holds[$0.id] != nil }
    hasVerdicts = rows.contains { Self.verdict($0, model) != nil }
    hasReviews = rows.contains { model.reviewed.contains(Model.reviewKey(of: $0.id)) }
    hasNotes = rows.contains { !model.notes.on($0.id).isEmpty }
  }

  /// The marks of a row.
  func line(of row: CommitList.Row) -> Line {
    var line = Line()
    func add(_ text: SafeText, _ role: Role, _ width: Int) {
      if width > 0 { line.add(" " + text.paddedFront(to: width), role) }
    }
    let lines = Self.lines(row, model)
    add(lines?.additions ?? "", .addition, additions)
    add(lines?.deletions ?? "", .deletion, deletions)
    // Set off from the files, which have a plus as well.
    if additions > 0, synced + overrides > 0 { line.add(" ") }
    let counts = row.counts
    if row.isTipOnly {
      add(Self.tip, .id, synced)
    } else {
      add(count("+", counts?.synced), .synced, synced)
    }
    add(count(Mark.attention, counts?.edge), .override, overrides)
    add(model.commits.holds[row.id] == nil ? "" : Mark.held, .warning, hasHolds ? 1 : 0)
    let verdict = Self.verdict(row, model)
    add(verdict?.text ?? "", verdict?.role ?? .dim, hasVerdicts ? 1 : 0)
    let isReviewed = model.reviewed.contains(Model.reviewKey(of: row.id))
    add(isReviewed ? Mark.reviewed : "", .good, hasReviews ? 1 : 0)
    add(model.notes.on(row.id).isEmpty ? "" : Mark.note, .noted, hasNotes ? 1 : 0)
    return line
  }

  /// What is known of the lines that a commit changes; nil where it changes none.
  private static func lines(
    _ row: CommitList.Row, _ model: Model
  ) -> (additions: SafeText, deletions: SafeText)? {
    switch model.commits.lines[row.id] {
    case .lines(let lines):
      lines == LineTotals() ? nil : ("+\(lines.additions)", "−\(lines.deletions)")
    case .uncounted: ("…", "")
    case nil: nil
    }
  }

  private func count(_ mark: SafeText, _ count: Int?) -> SafeText {
    guard let count, count > 0 else { return "" }
    return "\(mark)\(count)"
  }

  /// What is known of a commit's checks, as one symbol.
  private static func verdict(
    _ row: CommitList.Row, _ model: Model
  ) -> (text: SafeText, role: Role)? {
    if let bisect = model.bisect, bisect.candidate == row.id { return (Mark.running, .warning) }
    if let validation = model.validations[row.id] {
      if validation.isRunning { return (Mark.running, .warning) }
      if !validation.failed.isEmpty {
        return (Mark.bad, validation.blocking.isEmpty ? .warning : .bad)
      }
      if validation.missing.isEmpty, validation.blocking.isEmpty { return (Mark.good, .good) }
    }
    return switch model.verdicts[row.id] {
    case .passes: (Mark.good, .good)
    case .fails: (Mark.bad, .bad)
    case .untriable: (Mark.notRun, .dim)
    case nil: nil
    }
  }
}
