import Support
import Terminal
import Testing
import Text

/// Nothing is drawn outside of where it may be, and half a wide cell never stays.
@Suite struct SurfaceTests {
  private static let mark = Style(foreground: .ansi(3))

  private static func row(_ width: Int, _ draw: (inout Surface) -> Void) -> [String] {
    var surface = Surface(size: Size(width: width, height: 1))
    draw(&surface)
    return surface.cells.map(\.text)
  }

  @Test func wideTextTakesTwoCells() {
    #expect(Self.row(5) { $0.draw("a漢b", x: 0, y: 0) } == ["a", "漢", "", "b", " "])
  }

  @Test func aWideCellThatIsDrawnOverGoesWhole() {
    #expect(
      Self.row(4) {
        $0.draw("漢字", x: 0, y: 0)
        $0.draw("x", x: 0, y: 0)
      } == ["x", " ", "字", ""])
    #expect(
      Self.row(4) {
        $0.draw("漢字", x: 0, y: 0)
        $0.draw("x", x: 1, y: 0)
      } == [" ", "x", "字", ""])
    // A wide cell across two others takes half of each.
    #expect(
      Self.row(4) {
        $0.draw("漢字", x: 0, y: 0)
        $0.draw("語", x: 1, y: 0)
      } == [" ", "語", "", " "])
    #expect(
      Self.row(4) {
        $0.draw("漢字", x: 0, y: 0)
        $0.draw("語", x: 2, y: 0)
      } == ["漢", "", "語", ""])
    #expect(
      Self.row(4) {
        $0.draw("漢字", x: 0, y: 0)
        $0.fill(Rect(x: 1, y: 0, width: 2, height: 1), style: .plain)
      } == [" ", " ", " ", " "])
  }

  @Test func whatDoesntFitIsCutAtAWholeCell() {
    #expect(Self.row(4) { $0.draw("abc漢", x: 0, y: 0) } == ["a", "b", "c", " "])
    #expect(Self.row(4) { $0.draw("漢bc", x: -1, y: 0) } == [" ", "b", "c", " "])
    #expect(Self.row(4) { $0.draw("abcdef", x: -2, y: 0) } == ["c", "d", "e", "f"])
    #expect(Self.row(2) { $0.draw("x", x: 2, y: 0) } == [" ", " "])
    #expect(Self.row(2) { $0.draw("x", x: 0, y: 1) } == [" ", " "])
    #expect(Self.row(2) { $0.draw("x", x: 0, y: -1) } == [" ", " "])
    let limit = Rect(x: 1, y: 0, width: 2, height: 1)
    #expect(Self.row(4) { $0.draw("abcd", x: 0, y: 0, in: limit) } == [" ", "b", "c", " "])
    #expect(Self.row(4) { $0.draw("a漢", x: 1, y: 0, in: limit) } == [" ", "a", " ", " "])
  }

  @Test func marksStayWithTheirCell() {
    #expect(
      Self.row(3) { $0.draw(SafeText("e\u{301}\u{302}x"), x: 0, y: 0) }
        == ["e\u{301}\u{302}", "x", " "])
  }

  @Test func theColumnAfterTheTextComesBack() {
    var surface = Surface(size: Size(width: 6, height: 1))
    #expect(surface.draw("a漢", x: 1, y: 0) == 4)
    #expect(surface.draw("abcdefghi", x: 0, y: 0) == 6)
    #expect(surface.draw("x", x: 3, y: 9) == 3)
  }

  @Test func whatStandsForAReplacedScalarIsInReverse() {
    var surface = Surface(size: Size(width: 4, height: 1))
    surface.draw(SafeText(bytes: Array("a\u{1B}".utf8)), x: 0, y: 0, style: Self.mark)
    #expect(surface.cells.map(\.text) == ["a", "^", "[", " "])
    #expect(surface[0, 0].style == Self.mark)
    #expect(surface[1, 0].style == Self.mark.adding(.reverse))
    #expect(surface[2, 0].style == Self.mark.adding(.reverse))
  }

  /// Whether every wide cell has both halves, and nothing else has.
  private static func isWhole(_ surface: Surface) -> Bool {
    (0..<surface.size.height).allSatisfy { y in
      (0..<surface.size.width).allSatisfy { x in
        let text = surface[x, y].text
        guard let first = text.unicodeScalars.first else {
          return x > 0
            && surface[x - 1, y].text.unicodeScalars.first.map {
              UnicodeWidth.cells(of: $0) == 2
            } == true
        }
        let isWide = UnicodeWidth.cells(of: first) == 2
        guard UnicodeWidth.cells(of: first) > 0 else { return false }
        let hasRight = x + 1 < surface.size.width && surface[x + 1, y].text.isEmpty
        return isWide == hasRight
      }
    }
  }

  @Test(arguments: 0..<20)
  func randomTextsStayWhereTheyMay(_ seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let size = Size(width: generator.number(0...12), height: generator.number(0...5))
    var surface = Surface(size: size)
    for step in 0..<100 {
      let label: Comment = "seed \(seed), step \(step)"
      let limit = Rect(
        x: generator.number(-4...10), y: generator.number(-3...5),
        width: generator.number(-1...12), height: generator.number(-1...6))
      let before = surface
      let x = generator.number(-6...14)
      let y = generator.number(-2...6)
      let text =
        generator.chance(50)
        ? SafeText(bytes: HostileText.bytes(upTo: 24, using: &generator))
        : SafeText(
          (0..<generator.number(0...8)).map { _ in
            generator.pick(["a", "漢", "e\u{301}", "😀", " "])
          }.joined())
      if generator.chance(20) {
        surface.fill(limit, style: Self.mark)
      } else {
        surface.draw(text, x: x, y: y, in: limit, style: Self.mark)
      }
      #expect(Self.isWhole(surface), label)
      for row in 0..<size.height {
        for column in 0..<size.width where !limit.contains(Point(x: column, y: row)) {
          // Outside, only the other half of a wide cell that was cut goes.
          let (old, new) = (before[column, row], surface[column, row])
          let isCut =
            new.text == " " && new.style == old.style
            && (old.text.isEmpty
              || old.text.unicodeScalars.first.map { UnicodeWidth.cells(of: $0) } == 2)
          #expect(old == new || isCut, label)
        }
      }
    }
  }

  @Test func aLookChangesInsideAlone() {
    var surface = Surface(size: Size(width: 3, height: 2))
    surface.draw("abc", x: 0, y: 0)
    surface.restyle(Rect(x: 1, y: -1, width: 9, height: 2)) { $0 = Self.mark }
    #expect(
      surface.cells.map { $0.style == Self.mark } == [false, true, true, false, false, false])
    #expect(surface.cells.map(\.text) == ["a", "b", "c", " ", " ", " "])
  }

  @Test func aNegativeExtentIsNone() {
    let surface = Surface(size: Size(width: -3, height: 4))
    #expect(surface.cells.isEmpty && surface.bounds.isEmpty)
  }
}
