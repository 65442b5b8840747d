import Git
import Text

/// The rows of a file's change in each layout; counted and found without making them.
struct DiffRows: Sendable {
  private let notes: [SafeText]
  private let patch: FilePatch?
  /// Side by side: the lines left and right, or a hunk as the complement of its place and nothing.
  private let pairs: [(old: Int32, new: Int32)]
  /// Where hunks begin in `pairs`.
  private let pairedHunks: [Int]
  /// Places in all rows, and in `pairs`, where a way from hunk to hunk stops.
  private let (stops, pairedStops): ([Int], [Int])
  private let isOneSided: Bool
  /// The rows one by one, where they are the same in each layout.
  private let listed: ListedRows?

  /// The rows of a patch below some remarks.
  ///
  /// - Parameter partner: The line that one became, or was; nil where none resembles it.
  init(notes: [SafeText], patch: FilePatch?, partner: (Int) -> Int? = { _ in nil }) {
    self.notes = notes
    self.patch = patch
    listed = nil
    // A file that is new or gone has nothing to stand beside.
    let isOneSided = patch?.isNewOrGone ?? true
    self.isOneSided = isOneSided
    let lines = patch.map(Self.stops) ?? []
    stops = patch.map { Self.rows(ofStops: lines, in: $0) } ?? []
    (pairs, pairedHunks, pairedStops) =
      patch.flatMap { isOneSided ? nil : Self.pair($0, lines, partner) } ?? ([], [], [])
  }

  /// Rows that are the same in each layout.
  init(_ listed: ListedRows, patch: FilePatch) {
    (notes, pairs, pairedHunks, isOneSided) = ([], [], [], true)
    (stops, pairedStops) = (listed.hunks, [])
    self.listed = listed
    self.patch = patch
  }

  /// How many lines stand beside each other where a line does.
  func columns(ofLine line: Int, _ layout: DiffLayout) -> Int {
    if let listed { return listed.isTripled(line) ? 3 : 1 }
    return isUnified(layout) ? 1 : 2
  }

  /// Whether lines have the whole width in a layout.
  private func isUnified(_ layout: DiffLayout) -> Bool { layout == .unified || isOneSided }

  /// How many there are.
  func count(_ layout: DiffLayout) -> Int {
    if let listed { return listed.rows.count }
    guard let patch else { return notes.count }
    return notes.count
      + (isUnified(layout) ? patch.hunks.count + patch.lines.count : pairs.count)
  }

  /// The row at a place from the top.
  func row(_ place: Int, _ layout: DiffLayout) -> DiffRow? {
    if let listed { return listed.rows.indices.contains(place) ? listed.rows[place] : nil }
    if place < notes.count { return .note(notes[place], .dim) }
    guard let patch else { return nil }
    let place = place - notes.count
    if !isUnified(layout) {
      guard place < pairs.count else { return nil }
      let (old, new) = pairs[place]
      if old < -1 { return .hunk(Int(-2 - old)) }
      return .pair(old: old < 0 ? nil : Int(old), new: new < 0 ? nil : Int(new))
    }
    guard place < patch.hunks.count + patch.lines.count else { return nil }
    let hunk = Self.last(in: patch.hunks.count) { start(ofHunk: $0, layout) <= place + notes.count }
    let line = place - hunk - 1
    return line < patch.hunks[hunk].lines.lowerBound ? .hunk(hunk) : .line(line)
  }

  /// How many hunks there are.
  var hunkCount: Int { patch?.hunks.count ?? 0 }

  /// The row of a hunk's header.
  func start(ofHunk hunk: Int, _ layout: DiffLayout) -> Int {
    guard let patch, hunk < patch.hunks.count else { return 0 }
    if let listed { return listed.hunks[hunk] }
    return notes.count
      + (isUnified(layout) ? patch.hunks[hunk].lines.lowerBound + hunk : pairedHunks[hunk])
  }

  /// The hunk that a row lies in; nil above the first.
  func hunk(at place: Int, _ layout: DiffLayout) -> Int? {
    let hunk = Self.last(in: hunkCount) { start(ofHunk: $0, layout) <= place }
    return hunkCount > 0 && start(ofHunk: hunk, layout) <= place ? hunk : nil
  }

  // MARK: From hunk to hunk

  /// Where a way from hunk to hunk stops: at their headers and, within long ones, at changes that would be another
  /// hunk with the context that git shows.
  private func stops(_ layout: DiffLayout) -> [Int] {
    isUnified(layout) ? stops : pairedStops
  }

  /// How many places there are to stop at.
  func stopCount(_ layout: DiffLayout) -> Int { stops(layout).count }

  /// The stop that a row lies at or after; nil above the first.
  func stop(at place: Int, _ layout: DiffLayout) -> Int? {
    let stops = stops(layout)
    let stop = Self.last(in: stops.count) { stops[$0] + notes.count <= place }
    return !stops.isEmpty && stops[stop] + notes.count <= place ? stop : nil
  }

  /// A way from a row to a stop.
  enum Direction {
    case before, after
  }

  /// The row of the nearest stop before or after a row; nil where there is none.
  func stop(_ direction: Direction, _ place: Int, _ layout: DiffLayout) -> Int? {
    let stop: Int
    switch direction {
    case .after: stop = self.stop(at: place, layout).map { $0 + 1 } ?? 0
    case .before:
      guard place > 0, let last = self.stop(at: place - 1, layout) else { return nil }
      stop = last
    }
    let stops = stops(layout)
    return stop < stops.count ? stops[stop] + notes.count : nil
  }

  /// The lines at which stops are, from the top.
  private static func stops(_ patch: FilePatch) -> [Int] {
    let context = DiffSettings().context
    var stops: [Int] = []
    for hunk in patch.hunks {
      stops.append(hunk.lines.lowerBound)
      var lastChange: Int?
      for line in hunk.lines where patch.lines[line].kind != .context {
        if let last = lastChange, line - last - 1 > 2 * context { stops.append(line - context) }
        lastChange = line
      }
    }
    return stops
  }

  private static func rows(ofStops lines: [Int], in patch: FilePatch) -> [Int] {
    var hunk = 0
    return lines.map { line in
      while hunk + 1 < patch.hunks.count, patch.hunks[hunk + 1].lines.lowerBound <= line {
        hunk += 1
      }
      // A hunk's own is its header.
      return line + hunk + (line == patch.hunks[hunk].lines.lowerBound ? 0 : 1)
    }
  }

  /// The row that shows a line.
  func row(ofLine line: Int, _ layout: DiffLayout) -> Int {
    if let listed { return listed.row(ofLine: line) }
    guard let patch else { return 0 }
    let hunk = Self.last(in: hunkCount) { patch.hunks[$0].lines.lowerBound <= line }
    if isUnified(layout) { return notes.count + line + hunk + 1 }
    let first = pairedHunks[hunk] + 1
    let end = hunk + 1 < pairedHunks.count ? pairedHunks[hunk + 1] : pairs.count
    let place = (first..<end).first { pairs[$0].old == line || pairs[$0].new == line }
    return notes.count + (place ?? first)
  }

  /// The row that shows the line of some numbers, else the nearest before; nil where there is none.
  func row(old: Int?, new: Int?, _ layout: DiffLayout) -> Int? {
    // Of three versions, each line has a number of its own.
    guard listed == nil, let patch, !patch.hunks.isEmpty else { return nil }
    let hunk = Self.last(in: hunkCount) { hunk in
      if let new { return patch.hunks[hunk].new.lowerBound <= new }
      return patch.hunks[hunk].old.lowerBound <= old ?? 0
    }
    let line = patch.hunks[hunk].lines.last { line in
      if let new { return patch.lines[line].newNumber.map { $0 <= new } ?? false }
      return patch.lines[line].oldNumber.map { $0 <= old ?? 0 } ?? false
    }
    return line.map { row(ofLine: $0, layout) } ?? start(ofHunk: hunk, layout)
  }

  /// The last number below a count for which something holds that holds up to it; 0 for none.
  private static func last(in count: Int, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (0, max(0, count - 1))
    while low < high {
      let middle = (low + high + 1) / 2
      if holds(middle) { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Puts lines side by side: equal ones, those that resemble each other, and others in their order.
  private static func pair(
    _ patch: FilePatch, _ stops: [Int], _ partner: (Int) -> Int?
  ) -> ([(old: Int32, new: Int32)], hunks: [Int], stops: [Int]) {
    var (pairedStops, left) = ([Int](), stops[...])
    var pairs: [(old: Int32, new: Int32)] = []
    pairs.reserveCapacity(patch.lines.count)
    var starts: [Int] = []
    for (number, hunk) in patch.hunks.enumerated() {
      starts.append(pairs.count)
      pairedStops.append(pairs.count)
      left = left.dropFirst()
      pairs.append((Int32(-2 - number), -1))
      // Each of the two is a run of lines, as is the whole.
      var (older, newer) = (0..<0, 0..<0)
      for index in hunk.lines {
        switch patch.lines[index].kind {
        case .context:
          place(older, newer, partner, in: &pairs)
          (older, newer) = (0..<0, 0..<0)
          if left.first == index {
            pairedStops.append(pairs.count)
            left = left.dropFirst()
          }
          pairs.append((Int32(index), Int32(index)))
        case .deletion:
          if !newer.isEmpty {
            place(older, newer, partner, in: &pairs)
            (older, newer) = (0..<0, 0..<0)
          }
          older = older.extended(to: index)
        case .addition: newer = newer.extended(to: index)
        case .noNewline:
          // It belongs to the line before it.
          if !newer.isEmpty {
            newer = newer.extended(to: index)
          } else if !older.isEmpty {
            older = older.extended(to: index)
          } else {
            pairs.append((Int32(index), Int32(index)))
          }
        }
      }
      place(older, newer, partner, in: &pairs)
    }
    return (pairs, starts, pairedStops)
  }

  private static func place(
    _ older: Range<Int>, _ newer: Range<Int>, _ partner: (Int) -> Int?,
    in pairs: inout [(old: Int32, new: Int32)]
  ) {
    var (old, new) = (older, newer)
    while let left = old.first, let right = new.first {
      let (other, another) = (partner(left), partner(right))
      if other == right || (other == nil && another == nil) {
        pairs.append((Int32(left), Int32(right)))
        (old, new) = (old.dropFirst(), new.dropFirst())
      } else if other == nil {
        pairs.append((Int32(left), -1))
        old = old.dropFirst()
      } else {
        pairs.append((-1, Int32(right)))
        new = new.dropFirst()
      }
    }
    pairs += old.map { (Int32($0), -1) }
    pairs += new.map { (-1, Int32($0)) }
  }
}

extension Range<Int> {
  /// The run up to a line and with it; the line alone where there is none yet.
  fileprivate func extended(to line: Int) -> Range { (isEmpty ? line : lowerBound)..<line + 1 }
}

extension FilePatch {
  /// Whether one of the two files isn't there, or is empty.
  fileprivate var isNewOrGone: Bool {
    hunks.count == 1 && (hunks[0].old.isEmpty || hunks[0].new.isEmpty)
  }
}
