import Support
import Testing

/// Why a file is the edge repo's own: said wherever its rule is, and in the document that `init --docs` writes.
@Suite struct EdgeDocumentTests {
  private static let mappings = """
    mappings:
      - name: api
        from: services/api
        to: services/api
        exclude: ["tests/large/**", "*.tmp"]
        edge:
          - Dockerfile
          - { pattern: requirements.txt, reason: "ARM64 wheels | <b>@everyone</b> `x`\\u202E", owner: "@edge-team" }
          - { pattern: "a|b`*", reason: odd names }

    """
  private static let manifest = """
    checks:
      - { name: unit, run: "make test | tee log", emergency: true }
      - { name: image, stage: post, build: services/api, required: false }
    land: { weekly: push, daily: pull-request }
    """
  private static let path = "docs/edge-modifications.md"

  private func pair() throws -> EdgePair {
    try EdgePair(manifest: Self.manifest, mappings: Self.mappings)
  }

  @Test func theDocumentSaysWhatTheManifestSays() throws {
    let pair = try pair()
    let outcome = try pair.run("init", "--docs", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("wrote     \(Self.path)"))
    let text = pair.folder.text(of: "edge/" + Self.path)
    try HelperText.expect(text, at: Self.path)
    #expect(text?.contains("\u{202E}") == false)
    let again = try pair.run("init", "--docs")
    #expect(again.status == 0 && again.text.contains("there     \(Self.path)"), "\(again.text)")
    // What somebody wrote stays.
    try pair.write("mine\n", to: Self.path)
    let left = try pair.run("init", "--docs", "--yes")
    #expect(
      left.status == 3 && left.text.contains("left      \(Self.path): another file is there."))
    #expect(pair.folder.text(of: "edge/" + Self.path) == "mine\n")
  }

  @Test func theReasonStandsWhereTheRuleDoes() throws {
    let pair = try pair()
    let tip = try #require(try pair.advanceAsUsual().last)
    let document = try JSON(parsing: try pair.run("diff", tip, "--json").output)
    let file = document["groups"]["edge"][0]
    #expect(file["path"] == .string("services/api/requirements.txt"))
    #expect(file["rule"] == .string("edgesync.yml:12 edge: requirements.txt"))
    #expect(file["owner"] == .string("@edge-team"))
    guard case .string(let reason) = file["reason"] else {
      Issue.record("no reason")
      return
    }
    #expect(reason.hasPrefix("ARM64 wheels | <b>@everyone</b> `x`"))
    let because = "requirements.txt (\(reason); @edge-team)"
    let diff = try pair.run("diff", tip)
    #expect(diff.unsafeText.isEmpty && diff.text.contains("edge: " + because), "\(diff.text)")
    let plan = try pair.run("pin", tip, "--dry-run")
    #expect(plan.unsafeText.isEmpty && plan.text.contains(because), "\(plan.text)")
  }
}
