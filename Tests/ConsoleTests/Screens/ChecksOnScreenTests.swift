import Console
import Journal
import Support
import SystemPackage
import Terminal
import Testing
import Text

/// Checks and landing, from the first key to what is in the repo afterwards.
@Suite struct ChecksOnScreenTests {
  /// The candidate whose check fails in the practice pair: the one with the horizon of two years.
  private func goToFailingCandidate(_ console: MemoryConsole) async {
    await console.press(["/", "R", "a", "i", "s", "e", "enter", "n", "space"])
    #expect(console.model.commits.selected?.subject.string == "Raise the horizon to two years")
  }

  @Test func aFailedRequiredCheckTakesPinningAway() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 100, height: 30))
    let head = try pair.git.line("rev-parse", "HEAD")
    await goToFailingCandidate(console)
    await console.press(["v"])
    #expect(console.surface.text.contains("horizon limit failed"))
    await console.press(["p"])
    let dialog = console.surface.text
    #expect(dialog.contains("✗ horizon limit  MAX_DAYS is 730, at most 366 are allowed"))
    #expect(dialog.contains("Can't pin yet: horizon limit failed (o overrides)"))
    #expect(!dialog.contains("p pin   "))
    await console.press(["p"])
    #expect(console.surface.text.contains("! Can't pin: horizon limit failed (o overrides)"))
    #expect(try pair.git.line("rev-parse", "HEAD") == head)
    await console.finish()
  }

  /// What is told on top of the pin dialog leaves what the dialog says.
  @Test func aNoteOverTheDialogChangesNothingInIt() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 40, height: 10))
    await console.press(["p", "p"])
    await console.send(.resize(Size(width: 100, height: 30)))
    let screen = console.surface.text
    #expect(screen.contains("Can't pin: 3 checks haven't run on this tree"))
    #expect(screen.contains("Can't pin yet: 3 checks haven't run on this tree"), "\(screen)")
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  @Test func overridingRecordsNameAndReason() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 100, height: 30))
    await goToFailingCandidate(console)
    await console.press(["v", "p", "o", "enter"])
    #expect(console.surface.text.contains("a reason is needed"))
    await console.press(["o", "k", "space", "b", "y", "space", "m", "e", "enter"])
    #expect(console.surface.text.contains("✓ Landed"))
    let message = try pair.git.run("log", "-1", "--format=%B").text
    #expect(message.contains("Edgesync-Reason: ok by me"))
    #expect(message.contains("Edgesync-Check: horizon limit overridden"))
    #expect(message.contains("Reviewed-by: Robin Reiter <robin@edge.example>"))
    #expect(try pair.git.run("status", "--porcelain").text == "")
    await console.finish()
  }

  @Test func aResultOfAnotherTreeIsNeverShown() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 100, height: 30))
    await console.press(["v"])
    #expect(console.surface.text.contains("checks 6✓") || console.surface.text.contains("6✓"))
    await console.press(["down"])
    // Another candidate, another tree: nothing is known of it but what runs by itself.
    #expect(console.model.validation?.passed == 3)
    #expect(console.model.validation?.result(of: "unit tests") == nil)
    await console.press(["up", "r"])
    // The declared checks' results are found again for the very same tree.
    #expect(console.model.validation?.result(of: "unit tests")?.isCached == true)
    // A changed edge file that the checks can see makes it another tree.
    try pair.git.run("config", "user.name", "Robin Reiter")
    try pair.git.run(
      "update-index", "--add", "--cacheinfo",
      "100644,\(pair.git.line("hash-object", "-w", "--stdin", input: Array("x\n".utf8))),config/new.yml"
    )
    try pair.git.run("commit", "-qm", "Another file")
    try pair.git.run("checkout", "-q", "--", "config/new.yml")
    await console.press(["r"])
    #expect(console.model.validation?.result(of: "unit tests") == nil)
    await console.finish()
  }

  @Test func aCommitMadeBesideTheConsoleTakesResultsAway() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 100, height: 30))
    await console.press(["v"])
    #expect(console.model.validation?.passed == 6)
    try pair.git.run("commit", "-q", "--allow-empty", "-m", "Same files")
    await console.press(["p"])
    // The same tree: its results stay.
    #expect(console.model.validation?.passed == 6)
    await console.press(["esc"])
    _ = try Program("/bin/sh").run(["-c", "echo more >> config/edge.yml"], in: pair.edge)
    try pair.git.run("commit", "-qam", "Another tree")
    await console.press(["p"])
    #expect(console.model.validation?.passed == 3)
    #expect(console.model.validation?.result(of: "unit tests") == nil)
    #expect(console.surface.text.contains("Can't pin yet: 3 checks haven't run on this tree"))
    await console.finish()
  }

  @Test func whatChangedSinceThePlanWasShownDoesNotLand() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 100, height: 30))
    await console.press(["v", "p"])
    try pair.git.run("commit", "-q", "--allow-empty", "-m", "Meanwhile")
    let file = pair.edge.appending("services/forecastingApi/app.py")
    try pair.git.run("rm", "-q", "--cached", "services/forecastingApi/app.py")
    let head = try pair.git.line("rev-parse", "HEAD")
    await console.press(["p"])
    let screen = console.surface.text
    #expect(screen.contains("Nothing landed"))
    #expect(screen.contains("services/forecastingApi/app.py"))
    #expect(try pair.git.line("rev-parse", "HEAD") == head)
    #expect(try Program("/bin/cat").run([file.string]).status == 0)
    await console.finish()
  }

  @Test func anOverrideHoldsForTheShownTreeAlone() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 100, height: 30))
    await goToFailingCandidate(console)
    await console.press(["v", "p", "o", "o", "k"])
    _ = try Program("/bin/sh").run(["-c", "echo more >> config/edge.yml"], in: pair.edge)
    try pair.git.run("commit", "-qam", "Another tree")
    let head = try pair.git.line("rev-parse", "HEAD")
    await console.press(["enter"])
    #expect(console.surface.text.contains("Nothing landed"))
    #expect(console.surface.text.contains("the plan has changed since it was shown"))
    #expect(try pair.git.line("rev-parse", "HEAD") == head)
    await console.finish()
  }

  @Test func aNoticeLongerThanItsLineIsReadWhole() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 40, height: 10))
    await console.press(["f"])
    let text = console.surface.text
    #expect(text.contains("fetch upstream, or stop it:"))
    #expect(text.contains("looks again"))
    await console.press(["esc"])
    #expect(console.model.overlays.isEmpty)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  @Test func obstaclesAreNamedBeforeAnythingIsAsked() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 100, height: 30))
    _ = try Program("/bin/sh").run(
      ["-c", "echo mine >> services/forecastingApi/app.py"], in: pair.edge)
    await console.press(["p"])
    let screen = console.surface.text
    #expect(screen.contains("This can't be pinned now."))
    #expect(screen.contains("services/forecastingApi/app.py"))
    await console.finish()
  }
}
