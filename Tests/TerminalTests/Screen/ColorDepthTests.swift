import Support
import Terminal
import Testing

/// Every colour has a place in what a terminal shows, and it is the nearest one.
@Suite struct ColorDepthTests {
  private static let depths: [(ColorDepth, count: Int)] = [
    (.none, 0), (.eight, 8), (.sixteen, 16), (.palette256, 256), (.direct(own: 8), 1 << 25),
    (.direct(own: 16), 1 << 25),
  ]

  private static func random(_ generator: inout SeededGenerator) -> (UInt8, UInt8, UInt8) {
    let part = { (generator: inout SeededGenerator) in UInt8(generator.below(256)) }
    return (part(&generator), part(&generator), part(&generator))
  }

  @Test(arguments: depths.indices)
  func noColourIsOutOfRange(_ index: Int) {
    let (depth, count) = Self.depths[index]
    #expect(depth.index(of: .standard) == -1)
    let allowed = count == 0 ? -1...(-1) : 0...(count - 1)
    for number in UInt8.min...UInt8.max {
      #expect(allowed.contains(depth.index(of: .ansi(number))), "ansi \(number)")
    }
    var generator = SeededGenerator(seed: index)
    for _ in 0..<5000 {
      let (red, green, blue) = Self.random(&generator)
      #expect(allowed.contains(depth.index(of: .rgb(red, green, blue))), "\(red) \(green) \(blue)")
    }
  }

  /// A colour, and its index for eight, sixteen and 256 colours and for direct ones.
  private struct Row {
    let color: Color
    let shown: [Int]

    init(_ color: Color, _ shown: Int...) {
      self.color = color
      self.shown = shown
    }
  }

  private static let table: [Row] = [
    Row(.ansi(0), 0, 0, 0, 0),
    Row(.ansi(1), 1, 1, 1, 1),
    Row(.ansi(7), 7, 7, 7, 7),
    Row(.ansi(8), 0, 8, 8, 0x17F7F7F),
    Row(.ansi(9), 1, 9, 9, 0x1FF0000),
    Row(.ansi(15), 7, 15, 15, 0x1FFFFFF),
    Row(.ansi(17), 1, 1, 1, 1),
    Row(.ansi(255), 7, 15, 15, 0x1FFFFFF),
    Row(.rgb(0, 0, 0), 0, 0, 16, 0x1000000),
    Row(.rgb(255, 255, 255), 7, 15, 231, 0x1FFFFFF),
    Row(.rgb(255, 0, 0), 1, 9, 196, 0x1FF0000),
    Row(.rgb(200, 10, 5), 1, 1, 160, 0x1C80A05),
    Row(.rgb(0, 255, 0), 2, 10, 46, 0x100FF00),
    Row(.rgb(200, 200, 210), 7, 7, 252, 0x1C8C8D2),
    Row(.rgb(95, 135, 175), 6, 8, 67, 0x15F87AF),
    Row(.rgb(8, 8, 8), 0, 0, 232, 0x1080808),
    Row(.rgb(238, 238, 238), 7, 7, 255, 0x1EEEEEE),
    Row(.rgb(0, 0, 7), 0, 0, 16, 0x1000007),
  ]

  @Test(arguments: table.indices)
  func aColourIsShownAs(_ index: Int) {
    let row = Self.table[index]
    #expect(ColorDepth.none.index(of: row.color) == -1)
    let depths: [ColorDepth] = [.eight, .sixteen, .palette256, .direct(own: 8)]
    #expect(depths.map { $0.index(of: row.color) } == row.shown, "\(row.color)")
  }

  private struct Shown {
    let index: Int
    let parts: [Int]

    func distance(to color: (UInt8, UInt8, UInt8)) -> Int {
      zip(parts, [color.0, color.1, color.2]).reduce(0) { sum, pair in
        let apart = pair.0 - Int(pair.1)
        return sum + apart * apart
      }
    }
  }

  /// xterm's 240 colours after the sixteen (its `256colres.pl`).
  private static let palette: [Shown] = {
    let steps = [0, 95, 135, 175, 215, 255]
    var palette: [Shown] = []
    for red in steps {
      for green in steps {
        for blue in steps {
          palette.append(Shown(index: 16 + palette.count, parts: [red, green, blue]))
        }
      }
    }
    for level in 0..<24 {
      let grey = 8 + 10 * level
      palette.append(Shown(index: 232 + level, parts: [grey, grey, grey]))
    }
    return palette
  }()

  @Test func of256NoneIsNearer() {
    var generator = SeededGenerator(seed: 256)
    for number in 0..<3000 {
      // Greys are where cube and ramp compete.
      let grey = UInt8(number % 256)
      let color = number < 256 ? (grey, grey, grey) : Self.random(&generator)
      let index = ColorDepth.palette256.index(of: .rgb(color.0, color.1, color.2))
      guard index >= 16, index < 256 else {
        Issue.record("\(color) is shown as \(index)")
        continue
      }
      let shown = Self.palette[index - 16]
      let nearest = Self.palette.map { $0.distance(to: color) }.min()
      #expect(shown.index == index && shown.distance(to: color) == nearest, "\(color) as \(index)")
    }
  }
}
