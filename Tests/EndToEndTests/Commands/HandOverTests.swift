import Foundation
import Support
import Testing

/// Checks run in one run, and what they said is offered by another.
@Suite struct HandOverTests {
  private static let offer = "refs/heads/edgesync/daily"
  private static let manifest = """
    checks:
      - { name: counts, run: "echo ran >> '@FOLDER@/runs'" }
    land: { daily: branch }
    """

  private func checked() throws -> (pair: EdgePair, remote: Plumbing, file: String) {
    let pair = try EdgePair(manifest: Self.manifest)
    let remote = try pair.addRemote()
    _ = try pair.advanceAsUsual()
    let file = pair.folder.name + "/results.json"
    let outcome = try pair.run("daily", "--save-results", file)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(pair.folder.text(of: "runs") == "ran\n")
    #expect(try remote.outcome(["rev-parse", "-q", "--verify", Self.offer]).status != 0)
    #expect(try pair.leftovers().isEmpty)
    return (pair, remote, file)
  }

  @Test func whatWasCheckedIsOffered() throws {
    let (pair, remote, file) = try checked()
    let outcome = try pair.run("daily", "--results", file, "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let document = try JSON(parsing: outcome.output)
    #expect(document["outcome"] == .string("offered"))
    #expect(document["checks"][3]["name"] == .string("counts"))
    #expect(document["checks"][3]["state"] == .string("passed"))
    #expect(pair.folder.text(of: "runs") == "ran\n")
    #expect(try remote.line("rev-parse", Self.offer).count == 40)
  }

  @Test(arguments: [
    ("s/\"tree\" : \"[0-9a-f]*/\"tree\" : \"1111/", Int32(3), "results of something else"),
    ("s/\"kind\" : \"daily\"/\"kind\" : \"emergency\"/", 3, "results of something else"),
    (
      "s/\"commit\" : \"[0-9a-f]*/\"commit\" : \"1111111111111111111111111111111111111111/", 3,
      "no candidate"
    ),
    ("s/\"state\" : \"passed\"/\"state\" : \"overridden\"/", 2, ""),
    ("s/\"state\" : \"passed\"/\"state\" : \"fine\"/", 2, ""),
    ("s/\"name\" : \"counts\"/\"name\" : \"other\"/", 2, "no result of it was handed over"),
    ("s/\"seconds\" : [0-9.e-]*/\"seconds\" : 1e300/", 0, ""),
    ("s/\"seconds\" : [0-9.e-]*/\"seconds\" : 1e999/", 1, "isn't what --save-results writes"),
    ("s/{/[/", 1, "isn't what --save-results writes"),
  ])
  func whatIsForgedIsNotTaken(_ edit: String, _ status: Int32, _ words: String) throws {
    let (pair, _, file) = try checked()
    let edited = try Program("/bin/sed").run(["-i", edit, file])
    try #require(edited.status == 0)
    let outcome = try pair.run("daily", "--results", file)
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(words.isEmpty || outcome.errorText.contains(words), "\(outcome.errorText)")
    #expect(pair.folder.text(of: "runs") == "ran\n")
    #expect(try pair.leftovers().isEmpty)
  }

  @Test(arguments: ["ln -s /dev/zero", "mkfifo", "ln -s /etc/passwd", "mkdir"])
  func onlyAFileIsRead(_ make: String) throws {
    let (pair, _, file) = try checked()
    let made = try Program("/bin/sh").run(["-c", "rm '\(file)'; \(make) '\(file)'"])
    try #require(made.status == 0)
    let outcome = try pair.run("daily", "--results", file)
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("isn't what --save-results writes"), "\(outcome.errorText)")
  }

  @Test func nothingToSyncIsHandedOverToo() throws {
    let pair = try EdgePair(manifest: Self.manifest)
    let file = pair.folder.name + "/results.json"
    #expect(try pair.run("daily", "--save-results", file).status == 0)
    let outcome = try pair.run("daily", "--results", file)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("Nothing to"))
  }

  @Test func anEarlierWorkflowIsSaid() throws {
    let pair = try EdgePair(manifest: Self.manifest)
    _ = try Program("/bin/mkdir").run(["-p", ".github/workflows"], in: pair.edge.git.folder)
    try pair.folder.write(
      "# Written by `edgesync init --github-actions`\njobs: { sync: { steps: [{ run: edgesync daily }] } }\n",
      to: "edge/.github/workflows/edgesync-daily.yml")
    let words = "Run `edgesync init --update-helpers`"
    #expect(try pair.run("status").text.contains(words))
    #expect(try pair.run("daily").errorText.contains(words))
    let again = try pair.run("init", "--github-actions", "--yes")
    #expect(again.status == 3)
    #expect(again.text.contains("checks run beside its tokens"))
  }
}
