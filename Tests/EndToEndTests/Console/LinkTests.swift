import Support
import Testing

/// Links as a terminal gets them (OSC 8).
@Suite struct LinkTests {
  private static let address = "https://tickets.example/APP-12"

  private func pair() throws -> EdgePair {
    let pair = try EdgePair()
    try pair.advance(
      ["app.py": .text("x = 1\n")],
      subject: "Cap it\n\nSee \(Self.address) first.")
    return pair
  }

  @Test func anAddressInAMessageIsALink() throws {
    let pair = try pair()
    let terminal = try PseudoTerminal(in: pair.edge.git.folder)
    try terminal.waits(for: "Cap it")
    try terminal.waits(
      for: "\u{1B}]8;;\(Self.address)\u{1B}\\\(Self.address)\u{1B}]8;;\u{1B}\\", typing: "m")
    try terminal.send("q")
    try terminal.send("q")
    try terminal.waitsForGoodEnd()
  }

  /// The Linux console would draw what it doesn't know.
  @Test func whereItWouldBeDrawnThereIsNone() throws {
    let pair = try pair()
    let terminal = try PseudoTerminal(in: pair.edge.git.folder, type: "linux")
    try terminal.waits(for: "Cap it")
    try terminal.waits(for: Self.address, typing: "m")
    #expect(!terminal.output.contains("\u{1B}]8;"))
  }
}
