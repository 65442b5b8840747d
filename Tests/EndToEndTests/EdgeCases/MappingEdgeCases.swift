import Support
import Testing

/// Mappings of everything, of one file, of each other's folders.
@Suite struct MappingEdgeCases {
  /// A pair whose manifest has these mappings, adopted by `init` at the pin.
  private func pair(
    _ mappings: [(from: String, to: String)], own: Set<String> = []
  ) throws -> CheckedPair {
    let pair = try EdgePair()
    let git = pair.edge.git
    let lines = mappings.enumerated().map { index, mapping in
      "  - { name: m\(index), from: \(mapping.from), to: \(mapping.to) }\n"
    }
    // A copy by git's own hands, of what upstream has at the pin.
    try git.run("rm", "-r", "--quiet", "services", "edgesync.lock")
    try git.run("fetch", "--quiet", "../platform", "main")
    for mapping in mappings {
      let kind = try git.line(
        "cat-file", "-t", "FETCH_HEAD:\(mapping.from == "." ? "" : mapping.from)")
      if kind == "blob" {
        let entry = try git.line("ls-tree", "FETCH_HEAD", mapping.from)
        let words = entry.split { $0 == " " || $0 == "\t" }
        try git.run(
          "update-index", "--add", "--cacheinfo", "\(words[0]),\(words[2]),\(mapping.to)")
      } else {
        let from = mapping.from == "." ? "FETCH_HEAD" : "FETCH_HEAD:\(mapping.from)"
        if mapping.to == "." {
          try git.run("read-tree", "-i", "-m", "HEAD", from)
        } else {
          try git.run("read-tree", "--prefix=\(mapping.to)/", from)
        }
      }
    }
    try git.run("checkout-index", "--all", "--force")
    try pair.write(
      "version: 1\nupstream: { url: \"../platform\", branch: main }\nmappings:\n"
        + lines.joined(), to: "edgesync.yml")
    try git.run("add", "--all")
    try git.run("commit", "--quiet", "--message", "Copy")
    let adopted = try pair.run("init", "--pin", pair.pin, "--yes")
    try #require(adopted.status == 0, "\(adopted.errorText)")
    try git.run("add", "--all")
    try git.run("commit", "--quiet", "--message", "Adopt")
    let proof = try pair.run("verify")
    try #require(proof.status == 0, "\(proof.text)")
    return CheckedPair(pair, mappings: mappings, own: own)
  }

  @Test(arguments: [
    [(from: ".", to: "vendor/platform")], [(from: "services", to: "services")],
    [(from: "services/api/app.py", to: "lib/main.py")],
    [(from: "services/api", to: "api"), (from: "services/gateway", to: "api/gateway")],
    [(from: "services/api/utils", to: "utils"), (from: "services/api/app.py", to: "bin/app")],
    [(from: "services/api/utils", to: "one"), (from: "services/api", to: "two")],
  ])
  func syncWhatTheyName(_ mappings: [(from: String, to: String)]) throws {
    let checked = try pair(mappings)
    try checked.pair.advanceAsUsual()
    try checked.sync()
    try checked.sync([
      "app.py": .text("changed\n"), "run.sh": .link(to: "app.py"),
      "utils": .folder(["new": .folder(["x.py": .text("x\n")])]),
    ])
  }

  /// A mapped file that upstream deletes isn't deleted here: what is to become of it, a person says.
  @Test func aMappedFileThatIsGoneIsRefused() throws {
    let checked = try pair([
      (from: "services/api/utils", to: "utils"), (from: "services/api/run.sh", to: "bin/run"),
    ])
    try checked.pair.advanceAsUsual()
    try checked.expectRefusal("upstream deleted services/api/run.sh in ", "line 5", status: 3)
    // Taken out of the manifest, it stays and is the edge repo's.
    let manifest = try #require(checked.pair.folder.text(of: "edge/edgesync.yml"))
    let lines = manifest.split(separator: "\n").filter { !$0.contains("run.sh") }
    try checked.pair.write(lines.joined(separator: "\n") + "\n", to: "edgesync.yml")
    try checked.pair.edge.git.run("commit", "--quiet", "--all", "--message", "Take less")
    let outcome = try checked.pair.run("pin", "main", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(checked.pair.folder.text(of: "edge/bin/run") == "#!/bin/sh\n")
    #expect(try checked.pair.run("verify").status == 0)
  }

  @Test(arguments: [
    "from: services, to: services", "from: services/gateway, to: services/api/run.sh",
    "from: services/gateway/main.go, to: services/api/app.py",
  ])
  func thatClaimOnePathAreRefused(_ second: String) throws {
    let pair = try EdgePair()
    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    try pair.write(
      manifest.replacing("edge: [config/", with: "  - { name: b, \(second) }\nedge: [config/"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Map once more")
    try pair.advance(["app.py": .text("x\n"), "run.sh": .text("x\n")], subject: "Change")
    try CheckedPair(pair).expectRefusal("edgesync.yml:10: ", "services/api/", status: 78)
  }
}
