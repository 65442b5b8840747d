import Support
import Terminal
import Testing
import Text

/// Frames and scroll bars stay in their rectangles.
@Suite struct FrameTests {
  private static let mark = Style(foreground: .ansi(3))

  private static func picture(
    _ width: Int, _ height: Int, _ draw: (inout Surface) -> Void
  ) -> String {
    var surface = Surface(size: Size(width: width, height: height))
    draw(&surface)
    return surface.text
  }

  @Test func aFrameHasItsTitleAndItsNote() {
    let rect = Rect(x: 1, y: 0, width: 14, height: 3)
    #expect(
      Self.picture(16, 4) {
        $0.box(rect, title: "files", note: "3", style: .plain, titleStyle: .plain)
      } == " ┌ files ─ 3 ─┐\n │            │\n └────────────┘\n\n")
  }

  @Test func aTitleIsCutAndANoteWithoutRoomIsLeftOut() {
    let rect = Rect(x: 0, y: 0, width: 9, height: 2)
    #expect(
      Self.picture(9, 2) {
        $0.box(rect, title: "validation", note: "12", style: .plain, titleStyle: .plain)
      } == "┌ va… ──┐\n└───────┘\n")
  }

  /// A title that has the room that is told stands beside the note; with a cell more it is in the note's way.
  @Test func aTitleIsToldItsRoomBesideANote() {
    let room = Surface.titleRoom(width: 16, note: "12")
    for (excess, hasNote) in [(0, true), (1, false)] {
      let text = Self.picture(16, 2) {
        $0.box(
          Rect(x: 0, y: 0, width: 16, height: 2),
          title: SafeText(String(repeating: "t", count: room + excess)), note: "12", style: .plain,
          titleStyle: .plain)
      }
      #expect(text.contains(" 12 ─┐") == hasNote, "\(text)")
      #expect(!text.contains("…"), "\(text)")
    }
    #expect(Surface.titleRoom(width: 16) == 10)
    #expect(Surface.titleRoom(width: 3, note: "12") == 0)
  }

  @Test(arguments: 0..<20)
  func whateverTheNumbersNothingIsOutside(_ seed: Int) {
    var generator = SeededGenerator(seed: seed)
    for step in 0..<100 {
      let label: Comment = "seed \(seed), step \(step)"
      var surface = Surface(size: Size(width: 12, height: 8))
      let rect = Rect(
        x: generator.number(-3...11), y: generator.number(-3...8),
        width: generator.number(-1...12), height: generator.number(-1...9))
      if generator.chance(50) {
        surface.box(
          rect, title: SafeText(generator.pick(["", "a", "漢字の題", "a long title"])),
          note: SafeText(generator.pick(["", "9", "漢"])), style: Self.mark, titleStyle: Self.mark)
      } else {
        surface.scrollBar(
          rect, first: generator.number(-20...40), visible: generator.number(-3...20),
          count: generator.number(-5...40), style: Self.mark)
        let drawn = surface.cells.indices.filter { surface.cells[$0].text != " " }
        #expect(drawn.allSatisfy { $0 % 12 == rect.maxX - 1 }, label)
      }
      for y in 0..<8 {
        for x in 0..<12 where !rect.contains(Point(x: x, y: y)) {
          #expect(surface[x, y].text == " " && surface[x, y].style == .plain, label)
        }
      }
    }
  }

  /// Rows of a bar of ten rows.
  private static func bar(first: Int, visible: Int, count: Int) -> [Int] {
    var surface = Surface(size: Size(width: 1, height: 10))
    surface.scrollBar(surface.bounds, first: first, visible: visible, count: count, style: mark)
    return (0..<10).filter { surface[0, $0].text != " " }
  }

  @Test func aBarSaysWhereInTheListOneIs() {
    #expect(Self.bar(first: 0, visible: 10, count: 10) == [])
    #expect(Self.bar(first: 0, visible: 10, count: 20) == [0, 1, 2, 3, 4])
    #expect(Self.bar(first: 10, visible: 10, count: 20) == [5, 6, 7, 8, 9])
    #expect(Self.bar(first: 500, visible: 10, count: 1000) == [4])
    #expect(Self.bar(first: 990, visible: 10, count: 1000) == [9])
    #expect(Self.bar(first: -7, visible: 10, count: 20) == [0, 1, 2, 3, 4])
    #expect(Self.bar(first: 99, visible: 10, count: 20) == [5, 6, 7, 8, 9])
    #expect(Self.bar(first: 0, visible: -1, count: 0) == [])
    #expect(Self.bar(first: Int.max, visible: 10, count: 20) == [5, 6, 7, 8, 9])
  }
}
