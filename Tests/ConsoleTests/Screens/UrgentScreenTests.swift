import Console
import Journal
import Locks
import Support
import SystemPackage
import Terminal
import Testing

/// The screens of emergencies, recoveries, holds, what is owed and the question before checks, on the practice pair.
@Suite struct UrgentScreenTests {
  /// A screen: its name, what the edge repo has to be like for it, and the keys that lead to it.
  struct Screen {
    let name: String
    var state = State()
    let keys: [String]
  }

  /// What the edge repo is like.
  struct State: OptionSet, Hashable {
    let rawValue: Int

    /// It has a remote to push to.
    static let remote = State(rawValue: 1)
    /// The emergency of its past is owed a review.
    static let owed = State(rawValue: 2)
    /// Four of upstream's newest commits are held, the oldest of them by name.
    static let held = State(rawValue: 4)
    /// A synced file was changed.
    static let drift = State(rawValue: 8)
    /// Nobody has said yet that checks may run.
    static let unasked = State(rawValue: 16)
  }

  static let screens = [
    Screen(name: "emergency", state: [.remote], keys: ["down", "E"]),
    Screen(name: "emergency-reason", state: [.remote], keys: ["E", "p", "f", "i", "x"]),
    Screen(name: "emergency-without-remote", keys: ["E"]),
    Screen(name: "owed-review", state: [.owed], keys: ["O"]),
    Screen(name: "owed-review-taken", state: [.owed], keys: ["O", "m"]),
    Screen(name: "owed-list", state: [.owed], keys: ["O", "x"]),
    Screen(name: "status-owed", state: [.owed, .held], keys: ["S"]),
    Screen(name: "hold", keys: ["down", "H", "s", "l", "o", "w"]),
    Screen(name: "held", state: [.held], keys: ["down"]),
    Screen(name: "lift-hold", state: [.held], keys: ["down", "H"]),
    Screen(name: "recovery", keys: ["c", "down", "down", "R"]),
    Screen(name: "recovery-over-drift", state: [.drift], keys: ["c", "down", "down", "R", "F"]),
    Screen(name: "recovery-refused", state: [.drift], keys: ["c", "down", "down", "R"]),
    Screen(name: "consent", state: [.unasked], keys: ["v"]),
  ]

  /// The pairs that were made, by their state: looking changes nothing, so that one serves all screens.
  private static let made = Mutex<[Int: PracticePair]>([:])

  /// The practice pair in a state.
  static func pair(_ state: State) throws -> PracticePair {
    try made.withLock { made in
      if let pair = made[state.rawValue] { return pair }
      let pair = try make(state)
      made[state.rawValue] = pair
      return pair
    }
  }

  private static func make(_ state: State) throws -> PracticePair {
    let pair = try PracticePair()
    var lock = ""
    if state.contains(.held) {
      let held = try pair.upstream.line("rev-parse", "main~4")
      lock += """
        held:
          - { id: "\(held)", reason: "forgets warm entries as well", by: "Ana Silva <ana@example.com>", date: 2026-11-12T08:00:00Z }

        """
    }
    if state.contains(.owed) {
      let trailers = try pair.git.outcome([
        "log", "-1", "--grep=^Edgesync-Kind: emergency",
        "--format=%(trailers:key=Edgesync-From,valueonly)%(trailers:key=Edgesync-To,valueonly)",
      ]).lines.filter { !$0.isEmpty }
      try #require(trailers.count == 2)
      lock += """
        owed:
          - { from: "\(trailers[0])", to: "\(trailers[1])", reason: "requests failed after each restart", by: "Robin Reiter <robin@edge.example>", date: 2026-10-13T09:00:00Z }

        """
    }
    if !lock.isEmpty {
      let script = try pair.git.shell(
        "cat >> edgesync.lock <<'END'\n\(lock)END\ngit commit -qam lock")
      try #require(script.status == 0, "\(script.errorText)")
    }
    if state.contains(.remote) {
      try pair.git.run("remote", "add", "origin", "../origin.git")
    }
    if state.contains(.drift) {
      let script = try pair.git.shell("echo '# ours' >> services/forecastingApi/app.py")
      try #require(script.status == 0)
    }
    return pair
  }

  static func console(
    _ state: State, _ size: Size
  ) async throws -> (MemoryConsole, PracticePair) {
    let pair = try pair(state)
    let console = try MemoryConsole(
      at: pair.edge, size: size,
      consents: state.contains(.unasked) ? Consents(in: pair.edge) : .always,
      clock: { PracticePair.now })
    await console.settle()
    return (console, pair)
  }

  @Test(arguments: Set(screens.map(\.state)), ScreenTests.Extent.allCases)
  func looksAsItDid(_ state: State, _ extent: ScreenTests.Extent) async throws {
    let (console, pair) = try await Self.console(state, extent.size)
    let start = console.model
    for screen in Self.screens where screen.state == state {
      await console.goBack(to: start)
      #expect(await console.press(screen.keys) == nil)
      let name = "\(screen.name)-\(extent.rawValue)"
      try Golden.expect(console.surface.text, matches: name)
      if extent == .usual, Self.coloured.contains(screen.name) {
        try Golden.expectColours(of: console.model, matching: name)
      }
    }
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// Screens that have colours of their own to show.
  private static let coloured: Set = [
    "emergency", "owed-review", "owed-list", "status-owed", "held", "recovery-over-drift",
    "recovery-refused", "consent",
  ]
}
