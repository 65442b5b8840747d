import Git
import Reading
import Support
import Testing
import Text

@testable import Console

/// Ways through the reading pane, against all its rows written one below the other.
@Suite struct DiffStreamTests {
  /// A stream of files made up by chance, all read; some are folded.
  private static func stream(_ generator: inout SeededGenerator) -> DiffStream {
    var stream = DiffStream()
    let changes = (0..<Int.random(in: 1...8, using: &generator)).map {
      LiteralPatch.change("file\($0)")
    }
    stream.show(
      changes.enumerated().map { index, change in
        DiffSection(
          file: index, change: change, isOpen: Int.random(in: 0...4, using: &generator) > 0,
          estimate: RowEstimate(5))
      })
    for change in changes {
      stream.take(
        DiffBody(LiteralPatch.random(&generator), of: change), of: LiteralPatch.source(change))
    }
    return stream
  }

  /// All places, from the first to the last.
  private static func places(_ stream: DiffStream) -> [DiffPlace] {
    var places = [DiffPlace(0, 0)]
    while let last = places.last {
      let next = stream.advance(last, by: 1)
      if next == last { break }
      places.append(next)
    }
    return places
  }

  /// One row on and one row back lead over the same places, and a page is as many rows.
  @Test(arguments: 0..<40)
  func waysLeadBack(_ seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var stream = Self.stream(&generator)
    stream.isWrapped = Bool.random(using: &generator)
    stream.chosenLayout = DiffLayout.allCases.randomElement(using: &generator)
    let width = Int.random(in: 20...120, using: &generator)
    let visible = Int.random(in: 1...30, using: &generator)
    stream.settle(visible: visible, width: width, tabs: 4)
    let places = Self.places(stream)
    #expect(places == places.sorted() && Set(places).count == places.count)
    #expect(places.last == stream.end)
    if !stream.isWrapped { #expect(places.count == stream.count) }
    for (index, place) in places.enumerated() {
      let steps = Int.random(in: 0...40, using: &generator)
      #expect(stream.advance(place, by: steps) == places[min(index + steps, places.count - 1)])
      #expect(stream.retreat(place, by: steps) == places[max(0, index - steps)])
    }
    // Whatever was done, the cursor is in sight, and nothing blank is seen below the end.
    for _ in 0..<60 {
      switch Int.random(in: 0...5, using: &generator) {
      case 0: stream.scrollSeen(by: Int.random(in: -9...9, using: &generator))
      case 1: _ = stream.jumpHunk(forward: Bool.random(using: &generator))
      case 2: stream.jump(to: try #require(places.randomElement(using: &generator)))
      default: stream.move(try #require(Movement.allCases.randomElement(using: &generator)))
      }
      stream.settle(visible: visible, width: width, tabs: 4)
      let top = try #require(places.firstIndex(of: stream.top))
      let cursor = try #require(places.firstIndex(of: stream.cursor))
      #expect((top..<(top + visible)).contains(cursor))
      #expect(top == 0 || top + visible <= places.count + 1)
    }
  }

  /// A hunk is shown below what is said of it, however little room there is.
  @Test(arguments: [1, 2, 3, 8])
  func aHunkIsShownBelowWhatIsSaidOfIt(_ visible: Int) throws {
    let text = (0..<60).map { "\($0)\n" }
    let later = text.enumerated().map { $0 % 20 == 5 ? "now\n" : $1 }.joined()
    let yours = text.enumerated().map { $0 % 20 == 5 ? "yours\n" : $1 }.joined()
    let versions = try ThreeVersions(
      before: Array(text.joined().utf8), now: Array(later.utf8), yours: Array(yours.utf8))
    let merge = LiteralPatch.make([
      [" a", "+<<<<<<< yours", " b"], Array(repeating: "-c", count: 20),
    ])
    var stream = DiffStream()
    let change = LiteralPatch.change("file")
    stream.show([DiffSection(file: 0, change: change, isOpen: true, estimate: RowEstimate(5))])
    stream.take(
      DiffBody(
        versions, merge: merge, titles: ["", "", ""], note: "Merged", conflicts: .merged(1)),
      of: LiteralPatch.source(change))
    stream.settle(visible: visible, width: 80, tabs: 8)
    stream.move(.top)
    let hunks = versions.hunks.count
    for hunk in 0..<hunks + 2 {
      let isThere = stream.jumpHunk(forward: true)
      #expect(isThere)
      stream.settle(visible: visible, width: 80, tabs: 8)
      #expect(stream.row(at: stream.cursor) == .hunk(hunk))
      let isFirst = hunk == hunks && visible > 1
      #expect((stream.row(at: stream.top) == .note("Merged", .warning)) == isFirst)
    }
    let isMore = stream.jumpHunk(forward: true)
    #expect(!isMore)
  }

  /// However often one goes on, the end is reached, and from there the beginning.
  @Test(arguments: [Movement.down, .pageDown, .halfDown, .bottom], [true, false])
  func theEndIsReached(_ movement: Movement, _ isWrapped: Bool) {
    var generator = SeededGenerator(seed: 7)
    var stream = Self.stream(&generator)
    stream.isWrapped = isWrapped
    for _ in 0..<2000 {
      stream.move(movement)
      stream.settle(visible: 10, width: 40, tabs: 8)
    }
    #expect(stream.cursor == stream.end)
    for _ in 0..<2000 {
      stream.move(.up)
      stream.settle(visible: 10, width: 40, tabs: 8)
    }
    #expect(stream.offset(of: stream.top) <= 1)
  }

  /// Wrapped, a line's pieces are the line, and none is wider than its room.
  @Test(arguments: 0..<30)
  func piecesMakeTheLine(_ seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let patch = LiteralPatch.random(&generator)
    let body = DiffBody(patch, of: LiteralPatch.change("a"))
    for width in [1, 7, 20, 80] {
      for line in patch.lines.indices {
        let bytes = patch.bytes(of: patch.lines[line])
        let count = body.pieces(ofLine: line, width: width, tabs: 4)
        func start(_ piece: Int) -> LineWraps.Start? {
          body.start(ofPiece: piece, line: line, width: width, tabs: 4)
        }
        let starts = try (0..<count).map { try #require(start($0)) }
        #expect(start(count) == nil)
        #expect(starts.first?.byte == 0)
        for (piece, start) in starts.enumerated() {
          let end = piece + 1 < count ? starts[piece + 1].byte : bytes.count
          #expect(end > start.byte || bytes.isEmpty)
          let text = SafeText(
            bytes: bytes.dropFirst(start.byte).prefix(end - start.byte), tabs: 4,
            from: start.column)
          // A tab or a wide letter may be wider than a column of one cell.
          #expect(text.width <= max(width, 4))
        }
      }
    }
  }

  /// What is seen doesn't move as files are read above and below it.
  @Test func readingOthersMovesNothing() {
    var stream = DiffStream()
    let changes = (0..<30).map { LiteralPatch.change("file\($0)") }
    stream.show(
      changes.enumerated().map {
        DiffSection(file: $0, change: $1, isOpen: true, estimate: RowEstimate(3))
      })
    stream.settle(visible: 20, width: 80, tabs: 8)
    stream.jump(to: DiffPlace(15, 1))
    stream.settle(visible: 20, width: 80, tabs: 8)
    #expect(stream.wanted(visible: 20).contains(LiteralPatch.source(changes[15])))
    var generator = SeededGenerator(seed: 3)
    for change in changes {
      let top = stream.top
      stream.take(
        DiffBody(LiteralPatch.random(&generator), of: change), of: LiteralPatch.source(change))
      stream.settle(visible: 20, width: 80, tabs: 8)
      #expect(stream.top == top)
    }
    #expect(stream.wanted(visible: 20).isEmpty)
    // What was read with other settings is of no use any more.
    stream.set(DiffSettings(context: 9))
    stream.take(DiffBody(note: "late"), of: LiteralPatch.source(changes[15]))
    #expect(stream.sections[15].body == nil)
  }

  /// A file's own lines of context are its own until those of all files change.
  @Test func aFilesOwnContextIsKept() {
    var stream = DiffStream()
    let change = LiteralPatch.change("file")
    stream.show([DiffSection(file: 0, change: change, isOpen: true, estimate: RowEstimate(3))])
    stream.set(context: DiffSettings.wholeFile, of: 0)
    stream.set(DiffSettings(ignoresBlanks: true))
    #expect(stream.context(of: 0) == DiffSettings.wholeFile)
    stream.set(DiffSettings(context: 6, ignoresBlanks: true))
    #expect(stream.context(of: 0) == 6)
  }

  /// One change may stand in two places of the edge repo; both show it, and nothing is left to be asked for.
  @Test func aChangeInTwoPlacesIsShownInBoth() {
    var stream = DiffStream()
    let change = LiteralPatch.change("file")
    stream.show(
      (0..<2).map { DiffSection(file: $0, change: change, isOpen: true, estimate: RowEstimate(3)) })
    #expect(!stream.wanted(visible: 20).isEmpty)
    let patch = LiteralPatch.make([["-a", "+b"]])
    stream.take(DiffBody(patch, of: change), of: LiteralPatch.source(change))
    #expect(stream.sections.allSatisfy { $0.body != nil })
    #expect(stream.wanted(visible: 20).isEmpty)
  }

  /// However often files are read otherwise, the heights are those of what is there.
  @Test(arguments: 0..<20)
  func heightsAreThoseOfWhatIsThere(_ seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var stream = Self.stream(&generator)
    for _ in 0..<40 {
      let place = Int.random(in: 0..<stream.sections.count, using: &generator)
      switch Int.random(in: 0...6, using: &generator) {
      case 0: stream.set(DiffSettings(context: Int.random(in: 0...9, using: &generator)))
      case 1: stream.set(context: Int.random(in: 0...9, using: &generator), of: place)
      case 2: stream.set(.yours("a"), of: place)
      case 3: stream.setOpen(place, Bool.random(using: &generator))
      case 4: stream.chosenLayout = DiffLayout.allCases.randomElement(using: &generator)
      case 5: stream.estimate(place, RowEstimate(Int.random(in: 1...30, using: &generator)))
      default:
        stream.take(
          DiffBody(LiteralPatch.random(&generator), of: stream.sections[place].change),
          of: stream.source(place))
      }
      stream.settle(visible: 10, width: 80, tabs: 4)
      #expect(stream.count == stream.sections.reduce(0) { $0 + $1.height(stream.layout) })
      #expect(stream.offset(of: stream.end) == stream.count - 1)
    }
  }
}
