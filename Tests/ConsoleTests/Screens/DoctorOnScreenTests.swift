import Doctor
import Support
import Terminal
import Testing
import Text

@testable import Console

/// What is wrong with the set-up: in the header, and on a screen of its own.
@Suite struct DoctorOnScreenTests {
  private static let diagnosis = Diagnosis([
    Finding(
      .gitLockLeft, "/repos/edge/.git/index.lock is left of a git that has ended",
      fix: "rm -f /repos/edge/.git/index.lock"),
    Finding(
      .containerEngine, "image builds an image, and there is no docker, podman or buildah",
      fix: "apt-get install -y podman"),
    Finding(
      .upstreamUnreachable, "upstream git.example.com/acme can't be reached: Connection refused"),
    Finding(
      .overridesPending,
      "upstream changed files that are yours: services/forecastingApi/requirements.txt. Carry over what you need with `edgesync carry`, then say so",
      fix: "edgesync acknowledge services/forecastingApi/requirements.txt"),
  ])

  @Test(arguments: [ScreenTests.Extent.wide, .usual, .least])
  func looksAsItDid(_ extent: ScreenTests.Extent) async throws {
    let (console, pair) = try await ScreenTests.console(extent.size)
    var model = console.model
    _ = update(&model, .repo(.examined(Self.diagnosis)))
    try Golden.expect(ConsoleView.draw(&model).text, matches: "problems-\(extent.rawValue)")
    let key = try #require(Key(name: "!"))
    _ = update(&model, .input(.key(key)))
    _ = update(&model, .text(.diagnosis(Self.diagnosis)))
    let name = "doctor-\(extent.rawValue)"
    try Golden.expect(ConsoleView.draw(&model).text, matches: name)
    try Golden.expectColours(of: model, matching: name)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  @Test(arguments: ["touch .git/config.lock", "rm edgesync.lock"])
  func aConsoleSaysWhatIsWrong(_ script: String) async throws {
    let pair = try EdgePair()
    _ = try Program("/bin/sh").run(["-c", script], in: pair.edge.git.folder)
    let console = try MemoryConsole(
      at: pair.edge.git.folder, size: Size(width: 140, height: 40), examines: true,
      clock: { EdgesyncProgram.now })
    await console.settle()
    #expect(console.surface.text.contains("✗ 1 problem (!)"), "\(console.surface.text)")
    await console.press(["!"])
    let name = script.hasPrefix("touch") ? "git-lock-left" : "lock-missing"
    #expect(console.surface.text.contains("✗ \(name)  "), "\(console.surface.text)")
    await console.press(["esc"])
    _ = try Program("/bin/sh").run(
      ["-c", "rm -f .git/config.lock; git checkout edgesync.lock"], in: pair.edge.git.folder)
    await console.press(["r"])
    #expect(!console.surface.text.contains("problem"), "\(console.surface.text)")
    await console.finish()
  }
}
