import Git
import Rules
import Support
import Terminal
import Testing

@testable import Console

/// Tags in the rows of commits, on the pin and in the header.
@Suite struct TagsOnScreenTests {
  @Test(arguments: ScreenTests.Extent.allCases)
  func looksAsItDid(_ extent: ScreenTests.Extent) async throws {
    let (console, pair) = try await ScreenTests.console(extent.size)
    let pin = try #require(console.model.summary?.pin.id.hex)
    let ids = console.model.commits.rows.map(\.id.hex)
    try pair.upstream.run("tag", "-a", "-m", "Release 2.4", "v2.4", ids[0])
    for (name, id) in [
      ("v2.4-rc1", ids[2]), ("v2.4-rc10", ids[2]), ("v2.4-rc9", ids[2]),
      ("nightly/forecasting/2026-11-06-with-a-long-name", ids[4]), ("✓", ids[6]), ("v2.3", pin),
    ] { try pair.upstream.run("tag", name, id) }
    await console.press(["r"])
    let name = "tags-\(extent.rawValue)"
    try Golden.expect(console.surface.text, matches: name)
    try Golden.expectColours(of: console.model, matching: name)
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
