import Git
import Locks
import Reading
import Text

/// A file's change as far as it was read: what the reading pane shows below the file's heading.
package final class DiffBody: Sendable {
  /// The lines; nil where there are none to show.
  package let patch: FilePatch?
  /// What changed within lines that are paired.
  private let words: ChangedWords?
  /// Where its lines are cut when they are wrapped, as it was drawn last.
  private let wraps = Mutex<[Int: LineWraps]>([:])
  /// What marks are kept by, once that was asked.
  private let places = Mutex<ReviewedPlaces?>(nil)
  /// Its rows.
  let rows: DiffRows
  /// Digits that line numbers take.
  let numberWidth: Int
  /// Conflicts in an override that is read; nil where there are none.
  let conflicts: Conflicts?

  /// Conflicts in an override.
  enum Conflicts: Hashable, Sendable {
    /// So many that the merge of upstream's change marks.
    case merged(Int)
    /// So many that stand in the file and aren't resolved; none where git's index alone has the file unmerged.
    case unresolved(Int)
  }

  /// Cells that a remark has in a row.
  private static let remarkWidth = 76
  /// Lines of a change whose words are compared at the most: nobody reads more of them.
  private static let comparedLines = 50_000

  /// A change's lines.
  package convenience init(_ patch: FilePatch, of change: TreeChange) {
    self.init(patch, notes: Self.notes(patch, change))
  }

  /// Lines below some remarks.
  package convenience init(_ patch: FilePatch, notes: [SafeText]) {
    self.init(patch, notes: notes, conflicts: nil)
  }

  /// Lines below some remarks.
  ///
  /// - Parameter conflicts: Conflicts in an override that is read.
  init(_ patch: FilePatch, notes: [SafeText], conflicts: Conflicts?) {
    self.conflicts = conflicts
    self.patch = patch
    let words =
      patch.lines.count <= Self.comparedLines
      ? ChangedWords(patch) : nil
    self.words = words
    rows = DiffRows(notes: notes, patch: patch) { words?.partner(of: $0) }
    numberWidth = Self.numberWidth(patch)
  }

  /// Three versions of a text, and below them what merging makes of one.
  ///
  /// - Parameters:
  ///   - titles: What stands above each version.
  ///   - note: A remark above the merge.
  ///   - conflicts: Conflicts in the merge, or in the text that it would be made into.
  init(
    _ versions: ThreeVersions, merge: FilePatch, titles: [SafeText], note: SafeText,
    conflicts: Conflicts?
  ) {
    self.conflicts = conflicts
    var builder = PatchBuilder()
    builder.add(versions.patch)
    builder.add(merge)
    let patch = builder.patch
    self.patch = patch
    words = nil
    rows = DiffRows(
      ListedRows(
        versions, titles: titles,
        notes: note.wrapped(to: Self.remarkWidth).map {
          .note($0, conflicts == nil ? .heading : .warning)
        }, merge: merge), patch: patch)
    numberWidth = Self.numberWidth(patch)
  }

  /// A remark in the place of lines.
  package init(note: SafeText) {
    conflicts = nil
    patch = nil
    words = nil
    rows = DiffRows(notes: note.wrapped(to: Self.remarkWidth), patch: nil)
    numberWidth = 1
  }

  /// What the marks of its hunks as reviewed are kept by.
  func places(of path: RepoPath) -> ReviewedPlaces {
    places.withLock { places in
      let known = places ?? ReviewedPlaces(patch ?? .empty, of: path)
      places = known
      return known
    }
  }

  /// The bytes of a line that the line doesn't have that it is paired with; none for a line that isn't paired.
  func changedBytes(ofLine line: Int) -> [Range<Int>] { words?.ranges(in: line) ?? [] }

  /// The piece of a line by its number, wrapped to a width; nil past the last.
  func start(
    ofPiece piece: Int, line: Int, width: Int, tabs: Int
  ) -> LineWraps.Start? {
    guard let patch else { return nil }
    return wrapped(to: width, tabs) { $0.start(of: piece, line: line, in: patch) }
  }

  /// How many pieces a line has, wrapped to a width.
  func pieces(ofLine line: Int, width: Int, tabs: Int) -> Int {
    guard let patch else { return 1 }
    return wrapped(to: width, tabs) { $0.count(line: line, in: patch) }
  }

  private func wrapped<Result: Sendable>(
    to width: Int, _ tabs: Int, _ use: (inout LineWraps) -> Result
  ) -> Result {
    wraps.withLock { wraps in
      // Lines that stand alone and lines that stand beside others are seen at once.
      if wraps.count > 2 || wraps.values.contains(where: { $0.tabs != tabs }) { wraps = [:] }
      return use(&wraps[width, default: LineWraps(width: width, tabs: tabs)])
    }
  }

  /// Memory that it takes, in bytes.
  var size: Int { patch.map { $0.size + 8 * $0.lines.count } ?? 0 }

  private static func numberWidth(_ patch: FilePatch) -> Int {
    let last = patch.hunks.lazy.map { max($0.old.upperBound, $0.new.upperBound) }.max() ?? 1
    return String(max(last, 1)).utf8.count
  }

  private static func notes(_ patch: FilePatch, _ change: TreeChange) -> [SafeText] {
    var notes: [SafeText] = []
    if let old = change.old, let new = change.new, old.mode != new.mode {
      notes.append("mode \(old.mode.sixDigits) → \(new.mode.sixDigits)")
    }
    if let oldPath = change.oldPath { notes.append("renamed from \(oldPath.text)") }
    if let size = patch.tooLarge {
      notes.append("Too large to compare: \(byteCount(size)). Look at it with")
      notes.append("`\(patch.lookingCommand)`.")
    } else if patch.isBinary {
      notes.append("A binary file: git doesn't compare it line by line.")
    } else if patch.hunks.isEmpty {
      notes.append(
        change.old?.id == change.new?.id
          ? "The content is the same."
          : change.old == nil || change.new == nil
            ? "An empty file." : "Nothing but blanks differs.")
    }
    return notes
  }
}
