import Git
import Rules
import Support
import Testing
import Text

/// What a manifest says.
@Suite struct ManifestTests {
  private func manifest(_ text: String) throws -> Manifest {
    try Manifest(parsing: Array(text.utf8))
  }

  @Test func theManifestOfTheManualReads() throws {
    let manifest = try manifest(GoodManifests.manual)
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
    let manifest = try manifest(GoodManifests.leftOut)
    #expect(manifest.upstream.branch == "main")
    #expect(manifest.changelog == Manifest.defaultChangelog)
    #expect(manifest.mappings.map(\.name) == ["api", "all", "."])
    #expect(manifest.mappings.map(\.from) == ["services/api", .root, "LICENSE"])
    #expect(manifest.mappings.map(\.to) == ["vendor/api", "all", .root])
    // A blank `include` takes everything: nothing at all would delete every file.
    #expect(manifest.mappings.allSatisfy { $0.include.takesEverything && $0.exclude.isEmpty })
    #expect(manifest.edge.isEmpty && manifest.checks.isEmpty && manifest.landings.isEmpty)
  }

  @Test(arguments: GoodManifests.limits)
  func aTimeLimitIsReadInSeconds(_ limit: String, _ seconds: Int) throws {
    let manifest = try manifest(GoodManifests.limited(limit))
    #expect(manifest.checks.first?.timeout == seconds)
  }

  @Test func aCheckHasItsParts() throws {
    let manifest = try manifest(GoodManifests.checkParts)
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

  @Test func anEntryOfEdgeMaySayWhyAndWhose() throws {
    let manifest = try manifest(GoodManifests.full)
    let patterns = manifest.mappings[0].edge.patterns
    #expect(patterns.map(\.source) == ["Dockerfile", "requirements.txt", "*.local", "config/"])
    #expect(patterns.map(\.reason) == [nil, "ARM64 wheels", "Each box has: its own", nil])
    #expect(patterns.map(\.owner) == [nil, "@edge-team", nil, "ops"])
    #expect(patterns.map(\.line) == [12, 13, 14, 16])
    let classifier = Classifier(manifest)
    func rule(_ path: String) -> (text: String, explanation: String) {
      let rule = classifier.placements(of: RepoPath("services/api/" + path)).first?.rule
      return (rule?.text.string ?? "", rule?.explanation.string ?? "")
    }
    #expect(rule("requirements.txt").text == "edgesync.yml:13 edge: requirements.txt")
    #expect(
      rule("requirements.txt").explanation
        == "edgesync.yml:13 edge: requirements.txt (ARM64 wheels; @edge-team)")
    #expect(rule("x.local").explanation == "edgesync.yml:14 edge: *.local (Each box has: its own)")
    #expect(rule("config/a").explanation == "edgesync.yml:16 edge: config/ (ops)")
    #expect(rule("Dockerfile").explanation == rule("Dockerfile").text)
    #expect(classifier.edgeRule(of: "scripts/x")?.reason?.string == "how we deploy")
  }
}
