import Git

/// Takes patches, one after the other, and finds what moved in and between them.
///
/// It keeps a few bytes of each changed line, and no patch. The time it takes grows with the number of bytes.
package struct MoveSearch: Sendable {
  /// A run of lines of one kind.
  struct Run {
    let isAddition: Bool
    let patch: Int
    /// The first line in the patch.
    let firstLine: Int
    /// The number of the first line in its file.
    let firstNumber: Int
    /// Where its lines begin among all lines of all runs.
    let start: Int
    var count = 0

    var indices: Range<Int> { start..<start + count }

    func place(of indices: Range<Int>) -> MovedBlocks.Place {
      let offset = indices.lowerBound - start
      let first = firstLine + offset
      return MovedBlocks.Place(
        patch: patch, lines: first..<first + indices.count, number: firstNumber + offset)
    }
  }

  /// Equal lines have equal keys. Two hashes of other keys in each process: nobody can make lines that collide.
  private struct LineKey: Hashable {
    let first: Int
    let second: Int

    init(_ bytes: ArraySlice<UInt8>) {
      func hash(_ salt: UInt8) -> Int {
        var hasher = Hasher()
        hasher.combine(salt)
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
      }
      (first, second) = (hash(0), hash(1))
    }
  }

  private var numbers: [LineKey: Int32] = [:]
  private(set) var runs: [Run] = []
  /// Each changed line's number: equal lines have equal ones.
  private(set) var lines: [Int32] = []
  /// How many letters and digits there are in all lines before each; one more at the end.
  private(set) var weights: [Int] = [0]
  /// Which sides have a line of each number: 1 where it is deleted, 2 where it is added.
  private(set) var sides: [UInt8] = []
  private var patchCount = 0
  /// Whether there are too many lines; then nothing is told to have moved, and no more patches are needed.
  package private(set) var isTooMuch = false

  /// A search in no patch yet.
  package init() {}

  /// Adds the next patch.
  package mutating func add(_ patch: FilePatch) {
    for hunk in patch.hunks {
      add(patch.lines[hunk.lines].map(\.kind), from: hunk.lines.lowerBound) {
        patch.lines[$0].newNumber ?? patch.lines[$0].oldNumber ?? 0
      } bytes: {
        patch.bytes(of: patch.lines[$0])
      }
    }
    patchCount += 1
  }

  /// Adds a patch of one hunk whose lines are numbered from 0.
  package mutating func add(
    _ kinds: [FilePatch.LineKind], bytes: (Int) -> ArraySlice<UInt8>
  ) {
    add(kinds, from: 0, number: { $0 + 1 }, bytes: bytes)
    patchCount += 1
  }

  private mutating func add(
    _ kinds: [FilePatch.LineKind], from first: Int, number: (Int) -> Int,
    bytes: (Int) -> ArraySlice<UInt8>
  ) {
    var previous: FilePatch.LineKind?
    for (offset, kind) in kinds.enumerated() {
      defer { previous = kind }
      guard kind == .addition || kind == .deletion else { continue }
      guard lines.count < MovedBlocks.maximumLines else {
        isTooMuch = true
        return
      }
      if kind != previous {
        runs.append(
          Run(
            isAddition: kind == .addition, patch: patchCount, firstLine: first + offset,
            firstNumber: number(first + offset), start: lines.count))
      }
      runs[runs.count - 1].count += 1
      let line = bytes(first + offset)
      let known = self.number(of: line)
      lines.append(known)
      sides[Int(known)] |= kind == .addition ? 2 : 1
      weights.append(weights[weights.count - 1] + Self.weight(of: line))
    }
  }

  private mutating func number(of line: ArraySlice<UInt8>) -> Int32 {
    let key = LineKey(line)
    if let known = numbers[key] { return known }
    let number = Int32(numbers.count)
    numbers[key] = number
    sides.append(0)
    return number
  }

  /// Letters and digits as git counts them: to the first NUL.
  private static func weight(of line: ArraySlice<UInt8>) -> Int {
    var weight = 0
    for byte in line {
      if byte == 0 { break }
      let letter = byte | 0x20
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      {
        weight += 1
      }
    }
    return weight
  }

  /// What moved; nothing where there are too many lines.
  package func blocks() -> MovedBlocks {
    guard !isTooMuch else { return MovedBlocks(blocks: []) }
    var found: [MatchedRun] = []
    for isAddition in [false, true] {
      let other = LineAutomaton(of: runs.filter { $0.isAddition != isAddition }, in: self)
      for run in runs where run.isAddition == isAddition {
        found += matches(of: run, other.matches(of: run, in: self))
      }
    }
    found.sort { $0.indices.lowerBound < $1.indices.lowerBound }
    return MovedBlocks(
      blocks: found.map { match in
        MovedBlocks.Block(
          place: run(of: match.indices.lowerBound).place(of: match.indices),
          counterpart: run(of: match.other.lowerBound).place(of: match.other),
          isAlternate: match.isAlternate)
      }, edits: edits(between: found))
  }

  /// What lies between matches that stand one after the other on both sides.
  ///
  /// - Parameter found: All matches, ascending.
  private func edits(between found: [MatchedRun]) -> [MovedBlocks.Edit] {
    var isTaken = [Bool](repeating: false, count: lines.count)
    for match in found { for index in match.indices { isTaken[index] = true } }
    var edits: [MovedBlocks.Edit] = []
    for (match, next) in zip(found, found.dropFirst()) {
      guard
        let gap = self.gap(between: match.indices, next.indices),
        let other = self.gap(between: match.other, next.other),
        !isTaken[gap].contains(true), !isTaken[other].contains(true)
      else { continue }
      for index in [gap, other].joined() { isTaken[index] = true }
      let run = run(of: gap.lowerBound)
      let (here, there) = (run.place(of: gap), self.run(of: other.lowerBound).place(of: other))
      edits.append(
        run.isAddition
          ? MovedBlocks.Edit(old: there, new: here) : MovedBlocks.Edit(old: here, new: there))
    }
    return edits
  }

  /// A few lines between two matches in one run; nil where there are none, or many.
  private func gap(between first: Range<Int>, _ second: Range<Int>) -> Range<Int>? {
    guard first.upperBound < second.lowerBound else { return nil }
    let gap = first.upperBound..<second.lowerBound
    guard gap.count <= MovedBlocks.mostEdited,
      run(of: first.lowerBound).indices.contains(second.lowerBound)
    else { return nil }
    return gap
  }

  /// The blocks of a run, from its top: each as long as it can be; where that is too little, the next begins one line
  /// further down.
  private func matches(of run: Run, _ longest: [LineAutomaton.Match]) -> [MatchedRun] {
    var matches: [MatchedRun] = []
    var start = run.start
    var end = start
    while start < run.indices.upperBound {
      // The last place to which a match reaches that begins here or before.
      end = max(end, start)
      while end < run.indices.upperBound, end + 1 - longest[end - run.start].length <= start {
        end += 1
      }
      guard end > start, weights[end] - weights[start] >= MovedBlocks.minimumWeight else {
        start += 1
        continue
      }
      let otherEnd = longest[end - 1 - run.start].end
      let isAlternate = matches.last.map { $0.indices.upperBound == start && !$0.isAlternate }
      matches.append(
        MatchedRun(
          indices: start..<end, other: otherEnd - (end - start)..<otherEnd,
          isAlternate: isAlternate ?? false))
      start = end
    }
    return matches
  }

  /// The run of a line.
  func run(of index: Int) -> Run {
    var (low, high) = (0, runs.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= index { low = middle } else { high = middle }
    }
    return runs[low]
  }
}
