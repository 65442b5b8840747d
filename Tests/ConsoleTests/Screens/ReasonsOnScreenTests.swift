import Git
import Rules
import Support
import Terminal
import Testing
import Text

@testable import Console

/// Why a file is the edge repo's own stands on the screen where its rule does, and above its change.
@Suite struct ReasonsOnScreenTests {
  private static let mappings = """
    mappings:
      - name: api
        from: services/api
        to: services/api
        edge:
          - Dockerfile
          - { pattern: requirements.txt, reason: "ARM64 wheels\\u202E", owner: "@edge-team" }

    """

  @Test(arguments: [
    (Size(width: 220, height: 55), "(ARM64 wheels<U+202E>; @edge-team)"),
    (Size(width: 80, height: 24), nil),
  ])
  func standByTheRuleAndInTheHeading(_ size: Size, _ because: String?) async throws {
    let pair = try EdgePair(mappings: Self.mappings)
    try pair.advanceAsUsual()
    let console = try MemoryConsole(
      at: pair.edge.git.folder, size: size, clock: { EdgesyncProgram.now })
    await console.settle()
    await console.press(["2"])
    var steps = 0
    while console.model.files.selected?.path != "services/api/requirements.txt", steps < 20 {
      await console.press(["down"])
      steps += 1
    }
    let text = console.surface.text
    #expect(console.model.files.selected?.placement.rule.owner == "@edge-team")
    #expect(text.contains("edgesync.yml:11 edge: "), "\(text)")
    #expect(!text.contains("\u{202E}"))
    if let because {
      // The pane's edge is shorter than the heading.
      #expect(text.contains("edge: requirements.txt (ARM64 wheels<U+202E"), "\(text)")
      #expect(text.contains("requirements.txt  yours \(because)"), "\(text)")
    }
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
