import Git

/// The lines of what is read that have what is looked for, file by file, as far as they were searched.
package struct DiffMatches: Hashable, Sendable {
  /// Places of lines among their patch's, ascending, by the files' changes.
  private var lines: [TreeChange: [Int]] = [:]
  /// Files that weren't searched yet.
  package private(set) var missing = 0
  /// How many lines were found.
  package private(set) var count = 0

  /// Lines of a file that are kept at the most.
  package static let limit = 100_000

  /// Nothing was searched yet.
  package init() {}

  /// Begins anew, over some files.
  mutating func begin(_ files: Int) {
    lines = [:]
    (missing, count) = (files, 0)
  }

  /// Takes what was found in a file.
  mutating func take(_ found: [Int], in change: TreeChange) {
    guard lines[change] == nil, missing > 0 else { return }
    missing -= 1
    count += found.count
    lines[change] = found
  }

  /// The lines of a file.
  func lines(of change: TreeChange) -> [Int] { lines[change] ?? [] }
}
