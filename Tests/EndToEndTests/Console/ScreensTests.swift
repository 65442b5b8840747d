import Foundation
import Support
import SystemPackage
import Testing

/// The screens on top of the main one: palette, help, themes, changelog, status.
@Suite struct ScreensTests {
  @Test func paletteFindsDoesAndSaysWhyNot() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge)
    try session.press(":")
    try session.type("fetch")
    // Greyed, with its reason.
    let why = "upstream is a local path, read in place; r looks again"
    try session.shows { $0.contains("│ ▌fetch upstream, or stop it  upstream is a local") }
    try session.press("Enter")
    try session.waits(for: "! fetch upstream, or stop it: \(why)")
    try session.press(":")
    try session.type("chlog")
    try session.shows { $0.contains("│ ▌changelog") && $0.contains("c │") }
    try session.press("Enter")
    try session.waits(for: "┌ Changelog ─")
    try session.press("Escape", ":")
    try session.type("zzz")
    try session.waits(for: "nothing matches")
    try session.press("Enter", "Escape")
    try session.isAtTheTop()
  }

  @Test func helpListsEveryKey() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 80, rows: 24)
    let table = try EdgesyncProgram(home: session.home, temporary: session.home).run(
      ["review", "--keys"], in: pair.edge
    ).lines
    #expect(table.count > 40)
    try session.press("?")
    var seen = Set(try session.waits(for: "┌ Help ─"))
    for _ in 0..<20 where !seen.contains(where: { $0.contains("Keys can be changed under") }) {
      try session.press("NPage")
      seen.formUnion(try session.screen)
    }
    seen.formUnion(try session.waits(for: "Keys can be changed under"))
    for row in table where !row.contains("esc ") {
      // Name, keys, title; what only a dialog or the changelog knows is told there.
      let title = row.dropFirst(34)
      let isOfDialog = [
        "land it", "show the plan, file by file", "run the checks that are missing",
        "land past failed checks", "follow mappings whose files upstream moved",
        "replace drifted files, or not", "go back to this sync", "tick, or not",
      ].contains(String(title))
      #expect(isOfDialog || seen.contains { $0.contains(title) }, "\(row)")
    }
    try session.press("Escape")
    try session.isAtTheTop()
  }

  @Test func themeIsKeptWithTheRestOfTheFile() throws {
    let pair = try PracticePair()
    let text = "# mine\ndiff: { tabs: 4 }  # narrow\nkeys:\n  pin: P\n"
    let session = try TerminalSession(in: pair.edge, configuration: text)
    let plain = try session.shows { $0.footer.contains("q quit") }.rows
    let colours = try session.colours
    try session.press("T")
    try session.press("j", times: 6)
    try session.waits(for: "▌gruvbox-dark-hard")
    try session.waits(for: "themes shown at once") { _ in
      (try? session.colours.contains { $0.contains("\u{1B}[38;2;") }) == true
    }
    try session.press("Escape")
    try session.waits(for: "the theme from before") { _ in
      (try? session.colours) == colours
    }
    #expect(try session.screen == plain)
    let file = session.configuration.appending("config.yml").string
    #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    try session.press("T")
    try session.press("j", times: 10)
    try session.press("Enter")
    try session.isAtTheTop()
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    #expect(kept == text + "theme: \"nord\"\n")
    // The next time it is there from the start.
    let chosen = try session.looks
    let next = try TerminalSession(in: pair.edge, configuration: kept)
    try next.isAtTheTop()
    #expect(try next.looks == chosen)
    try next.press("T")
    try next.waits(for: "▌nord  now")
  }

  @Test func changelogOpensAnEventAndComesBack() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge)
    try session.press("c")
    let rows = try session.waits(for: "│ ▌✗ 2026-10-27 weekly    refused")
    let landed = try pair.git.outcome([
      "log", "--format=%cs", "--grep=^Edgesync-Kind:", "main",
    ]).lines
    #expect(rows.count { $0.contains("landed") } == landed.count)
    try session.press("j", "j", "Enter")
    try session.waits(for: "┌ 2026-10-13 emergency landed ─")
    try session.waits(for: "requests failed with a KeyError after each restart")
    let commit = try pair.git.line("log", "-1", "--format=%h", "--abbrev=7", "--grep=KeyError")
    try session.waits(for: "To go back to it: R shows the plan first")
    try session.waits(for: "edgesync recover --dry-run --to \(commit)")
    try session.press("Escape")
    try session.waits(for: "▌✓ 2026-10-13 emergency landed")
    try session.press("Escape")
    try session.isAtTheTop()
  }

  @Test func statusTellsWhereItStands() throws {
    let pair = try PracticePair()
    let behind = try pair.upstream.line("rev-list", "--count", "\(pair.pin)..main")
    let session = try TerminalSession(in: pair.edge)
    try session.press("S")
    let rows = try session.waits(
      for: "drift     ✓ 11 synced files as upstream has them at \(try pair.pin.prefix(7))")
    #expect(Int(behind) ?? 0 > 15)
    for text in [
      "pin       \(try pair.pin.prefix(7)) “Log the model id”",
      "upstream  platform main at \(try pair.upstream.line("rev-parse", "--short=7", "main"))",
      "last sync 3 weeks ago, weekly, by Robin Reiter <robin@edge.example>",
      "pending   ! services/forecastingApi/Dockerfile  upstream changed its version",
      "failure   2 weeks ago, weekly refused",
    ] {
      #expect(rows.contains { $0.contains(text) }, "\(text)")
    }
    try session.press("q")
    try session.isAtTheTop()
  }
}
