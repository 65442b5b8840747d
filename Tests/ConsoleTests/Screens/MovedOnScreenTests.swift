import Console
import Git
import Journal
import Support
import Terminal
import Testing
import Text

/// Upstream moved what a mapping takes: the pin dialog says so, and takes the mapping along when told.
@Suite struct MovedOnScreenTests {
  private static func console(
    _ mode: EdgePair.Mode, _ size: Size = Size(width: 100, height: 30)
  ) async throws -> (MemoryConsole, EdgePair) {
    let pair = try EdgePair(mode)
    _ = try pair.moveService()
    let console = try MemoryConsole(
      at: pair.edge.git.folder, size: size, consents: .always, clock: { PracticePair.now })
    await console.settle()
    // What upstream moved is said from the start.
    #expect(console.surface.text.contains("can't be taken: upstream"))
    await console.press(["esc"])
    return (console, pair)
  }

  @Test(arguments: EdgePair.Mode.allCases)
  func isSaidAndFollowed(_ mode: EdgePair.Mode) async throws {
    let (console, pair) = try await Self.console(mode)
    let state = try pair.state()
    await console.press(["p"])
    let refused = console.surface.text
    #expect(refused.contains("upstream moved services/api to platform/api"), "\(refused)")
    #expect(refused.contains("m does that here"), "\(refused)")
    #expect(refused.contains("m follow the move   esc"), "\(refused)")

    // There and back: nothing was done.
    await console.press(["m"])
    let plan = console.surface.text
    #expect(plan.contains("services/api → platform/api"), "\(plan)")
    // Those that run nothing have run, on the tree that goes with the move.
    #expect(plan.contains("Checks of this exact tree:  ✓ 3 passed"), "\(plan)")
    #expect(plan.contains("m don't follow the move"), "\(plan)")
    await console.press(["m"])
    #expect(console.surface.text.contains("m does that here"))
    #expect(try pair.state() == state)

    await console.press(["m"])
    #expect(console.surface.text.contains("✓ 3 passed"), "\(console.surface.text)")
    // It is remembered for the candidate, and so are its checks.
    await console.press(["esc", "p"])
    #expect(console.surface.text.contains("✓ 3 passed"), "\(console.surface.text)")
    await console.press(["p"])
    #expect(console.surface.text.contains("✓ Landed"), "\(console.surface.text)")
    let manifest = try pair.edge.git.outcome(["show", "HEAD:edgesync.yml"]).text
    #expect(manifest.contains("from: platform/api"))
    #expect(try pair.edge.git.outcome(["rev-list", "--count", "HEAD"]).text == "2")
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    await console.finish()
  }

  @Test func fitsTheSmallestScreen() async throws {
    let (console, pair) = try await Self.console(.selective, Size(width: 40, height: 10))
    await console.press(["p"])
    #expect(
      console.surface.text.contains("m follow the move   esc"), "\(console.surface.text)")
    await console.press(["m"])
    #expect(console.surface.text.contains("m leave"), "\(console.surface.text)")
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// What can't be followed offers no key, and the key says why.
  @Test func whatIsntMovedOffersNothing() async throws {
    let pair = try EdgePair()
    let gone = try pair.platform.commit(
      tree: pair.platform.tree([(Array("README.md".utf8), .text("moved\n"))]), parents: [pair.pin],
      message: Array("Delete it".utf8))
    try pair.platform.point("main", at: gone)
    let console = try MemoryConsole(
      at: pair.edge.git.folder, size: Size(width: 100, height: 30), consents: .always,
      clock: { PracticePair.now })
    await console.settle()
    await console.press(["esc", "p"])
    #expect(console.surface.text.contains("upstream deleted services/api"))
    #expect(!console.surface.text.contains("does that here"))
    await console.press(["m"])
    #expect(console.surface.text.contains("! follow mappings"), "\(console.surface.text)")
    await console.finish()
  }

  /// The key asks for another plan, and the checks that follow are of that plan.
  @Test func theKeyAsksForTheOtherPlan() async throws {
    let (console, pair) = try await Self.console(.selective)
    await console.press(["p"])
    var model = console.model
    let key = try #require(Key(name: "m"))
    let effects = update(&model, .input(.key(key)))
    let candidate = try #require(model.candidate)
    let following = WantedSync.weekly(candidate, followsMoves: true)
    guard case .sync(.plan(following))? = effects.first, effects.count == 1 else {
      Issue.record("\(effects)")
      return
    }
    #expect(model.followed == [candidate])
    _ = update(&model, .sync(.refused(following, "drift", isFollowable: false)))
    let others = update(&model, .input(.key(key)))
    guard case .sync(.plan(.weekly(candidate, followsMoves: false)))? = others.first else {
      Issue.record("it isn't taken back: \(others)")
      return
    }
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
