import Support
import SystemPackage
import Testing

/// Files that are larger than what is read at once.
@Suite struct LargeFileTests {
  private static let path = "services/api/large.bin"

  private func make(_ pair: EdgePair, _ script: String, in place: String) throws {
    let outcome = try Program("/bin/sh").run(
      ["-c", script], in: pair.folder.path.appending(place))
    #expect(outcome.status == 0, "\(outcome.errorText)")
  }

  @Test func landsByteForByteAndIsRecovered() throws {
    // Checks and hooks find it, too.
    let sees = "test $(cat */*/l*.bin | wc -c) -ge 120000000"
    let pair = try EdgePair(manifest: "checks: [{ name: sees, run: '\(sees)' }]")
    try pair.folder.writeProgram("#!/bin/sh\n\(sees)\n", to: "edge/.git/hooks/pre-commit")
    let (git, platform) = (pair.edge.git, pair.platform.git)
    // 120 MB that no piece of which is like the next one.
    try make(pair, "seq 1000001 16000000 | head -c 120000000 > large", in: "platform")
    try platform.run("config", "core.looseCompression", "1")
    let large = try platform.line("hash-object", "-w", "large")
    let commit = { (id: String) in
      let service: KeyValuePairs<String, RawRepository.Entry> = [
        "app.py": .text("changed\n"), "large.bin": .object(mode: "100644", id: id),
      ]
      let tip = try pair.platform.commit(
        tree: pair.platform.tree(EdgePair.root(.folder(service))), parents: [pair.pin],
        message: Array("Large".utf8))
      try pair.platform.point("main", at: tip)
    }
    try commit(large)
    let plan = try pair.run("pin", "main", "--dry-run").text
    #expect(plan.contains("note: services/api/large.bin: 114.4 MiB"), "\(plan)")
    let landed = try pair.run("pin", "main", "--yes")
    #expect(landed.status == 0, "\(landed.errorText)")
    #expect(try git.line("hash-object", "--no-filters", Self.path) == large)
    #expect(try git.line("rev-parse", "HEAD:" + Self.path) == large)
    #expect(try git.run("status", "--porcelain").text.isEmpty)
    #expect(try pair.run("verify").status == 0)

    // What a person made of it is kept, byte for byte.
    try make(pair, "echo more >> \(Self.path)", in: "edge")
    let drifted = try git.line("hash-object", "--no-filters", Self.path)
    #expect(try pair.run("verify").status == 3)
    let recovered = try pair.run("recover", "--force")
    #expect(recovered.status == 0, "\(recovered.errorText)")
    #expect(try git.line("hash-object", "--no-filters", Self.path) == large)
    let kept = try git.run("for-each-ref", "--format=%(refname)", "refs/edgesync/rescue").lines
    #expect(try kept.map { try git.line("rev-parse", "\($0):\(Self.path)") } == [drifted])
    #expect(try git.line("cat-file", "-s", drifted) == "120000005")
    #expect(try pair.run("verify").status == 0)
  }
}
