import Git
import Rules
import Support
import Testing

/// What a manifest says.
@Suite struct ManifestTests {
  private func manifest(_ text: String) throws -> Manifest {
    try Manifest(parsing: Array(text.utf8))
  }

  @Test func theManifestOfTheManualReads() throws {
    let manifest = try manifest(
      """
      version: 1
      upstream:
        url: https://git.example.com/acme/platform.git   # anything `git fetch` takes
        branch: main
      mode: selective                # or: submodule
      mappings:
        - name: forecastingApi
          from: services/forecastingApi
          to: services/forecastingApi
          include: ["**"]            # this is the default
          exclude: ["tests/fixtures/large/**"]
          edge: [Dockerfile, Dockerfile.dev, docker-compose.yml, requirements.txt]
      edge: [docker-compose.yml, docker-compose.dev.yml, config/, scripts/, docs/]
      changelog: docs/sync-changelog.md
      checks: []
      land: { weekly: commit, daily: pull-request, emergency: push }
      alerts: []
      """)
    #expect(manifest.upstream.url == "https://git.example.com/acme/platform.git")
    #expect(manifest.upstream.reference == "refs/heads/main")
    #expect(manifest.mode == .selective && manifest.submodule == nil)
    let mapping = try #require(manifest.mappings.first)
    #expect(mapping.name == "forecastingApi" && mapping.line == 7)
    #expect(mapping.include.takesEverything)
    #expect(mapping.edge.patterns.map(\.line) == [12, 12, 12, 12])
    #expect(manifest.edge.patterns.count == 5)
    #expect(
      manifest.landing(of: .daily) == .pullRequest && manifest.landing(of: .recovery) == .commit)
    #expect(manifest.ownFiles == ["edgesync.yml", "edgesync.lock", "docs/sync-changelog.md"])
  }

  @Test func whatIsLeftOutHasItsDefault() throws {
    let manifest = try manifest(
      """
      version: 1
      upstream: { url: ../platform }
      mappings:
        - { from: services/api, to: vendor/api }
        - { from: ., to: all/, include: , exclude: , edge: }
        - { from: ./LICENSE, to: ./, include: ~, exclude: null }
      edge:
      checks:
      land:
      alerts:
      """)
    #expect(manifest.upstream.branch == "main")
    #expect(manifest.changelog == Manifest.defaultChangelog)
    #expect(manifest.mappings.map(\.name) == ["api", "all", "."])
    #expect(manifest.mappings.map(\.from) == ["services/api", .root, "LICENSE"])
    #expect(manifest.mappings.map(\.to) == ["vendor/api", "all", .root])
    // A blank `include` takes everything: nothing at all would delete every file.
    #expect(manifest.mappings.allSatisfy { $0.include.takesEverything && $0.exclude.isEmpty })
    #expect(manifest.edge.isEmpty && manifest.checks.isEmpty && manifest.landings.isEmpty)
  }

  @Test(arguments: [
    ("90", 90), ("90s", 90), ("10m", 600), ("2h", 7200), ("1", 1), ("168h", 604_800),
  ])
  func aTimeLimitIsReadInSeconds(_ limit: String, _ seconds: Int) throws {
    let manifest = try manifest(
      """
      version: 1
      upstream: { url: u }
      mappings: [{ name: a, from: a, to: a }]
      checks: [{ name: c, run: make, timeout: \(limit) }]
      """)
    #expect(manifest.checks.first?.timeout == seconds)
  }

  @Test func aCheckHasItsParts() throws {
    let manifest = try manifest(
      """
      version: 1
      upstream: { url: u }
      mappings: [{ name: a, from: a, to: a }]
      checks:
        - name: unit tests
          run: |
            make
            make test
        - { name: image, stage: post, build: services/api, required: false, needs: [unit tests] }
        - { name: api, start: up, stop: down, http: [{ get: "http://x" }], emergency: true, env: { A: b } }
      """)
    let checks = manifest.checks
    #expect(
      checks.map(\.work) == [
        .run("make\nmake test\n"), .build("services/api"),
        .service(
          start: "up", probes: [HTTPProbe(url: "http://x")], stop: "down"),
      ])
    #expect(checks.map(\.stage) == [.pre, .post, .pre])
    #expect(checks.map(\.isRequired) == [true, false, true])
    #expect(checks.map(\.runsInEmergency) == [false, false, true])
    #expect(checks.map(\.timeout) == [600, 600, 600] && checks[1].needs == ["unit tests"])
    #expect(checks[2].environment == ["A": "b"] && checks.map(\.line) == [5, 9, 10])
  }

  /// Results belong to what is run: how it is written and where it stands don't matter, what it does
  /// does.
  @Test func theCanonicalFormFollowsTheContentAlone() throws {
    func canonical(_ check: String) throws -> String {
      try #require(
        try manifest(
          "version: 1\nupstream: { url: u }\nmappings: [{ name: a, from: a, to: a }]\nchecks: [\(check)]\n"
        ).checks.first?.canonical)
    }
    let plain = try canonical("{ name: c, run: make, env: { A: x, B: y } }")
    #expect(try canonical("{ env: { B: \"y\", A: x }, run: 'make', name: c }") == plain)
    #expect(
      try canonical("{ name: c, run: make, env: { A: x, B: y }, required: false }") == plain)
    // A check can see its stage in its environment.
    #expect(try canonical("{ name: c, run: make, env: { A: x, B: y }, stage: post }") != plain)
    #expect(try canonical("{ name: c, run: make test, env: { A: x, B: y } }") != plain)
    #expect(try canonical("{ name: c, run: make, env: { A: x } }") != plain)
    #expect(try canonical("{ name: c, run: make, env: { A: x, B: y }, timeout: 5m }") != plain)
  }
}
