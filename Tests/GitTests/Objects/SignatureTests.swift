import Git
import Support
import Testing
import Text

/// Who made something, written into commits.
@Suite struct SignatureTests {
  @Test(arguments: [
    ("Ana Silva", "ana@example.com", 0, "Ana Silva <ana@example.com> 5 +0000"),
    ("Ana", "a@x", 90, "Ana <a@x> 5 +0130"), ("Ana", "a@x", -570, "Ana <a@x> 5 -0930"),
    ("A\nauthor B <b@x> 1 +0000", "a@x", 0, "Aauthor B b@x 1 +0000 <a@x> 5 +0000"),
    ("A <B>", "<a@x>", 0, "A B <a@x> 5 +0000"), ("  A\u{0} ", " a@x\r\n", 0, "A <a@x> 5 +0000"),
    ("日本", "å@x", 0, "日本 <å@x> 5 +0000"), ("", "", 0, " <> 5 +0000"),
  ])
  func aLineHoldsNothingThatEndsIt(
    _ name: String, _ email: String, _ offset: Int, _ line: String
  ) {
    let signature = Signature(name: name, email: email, time: 5, offset: offset)
    #expect(signature.line == line)
  }

  @Test func aMailboxIsOneLine() {
    let signature = Signature(name: "A\r\nReviewed-by: B", email: "a>\n@x", time: 0)
    #expect(signature.mailbox == "AReviewed-by: B <a@x>")
  }

  @Test func gitTakesAnyLineThatIsWritten() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet")
    let tree = try git.line("mktree", input: [])
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      let signature = Signature(
        name: "N" + HostileText.string(upTo: 8, using: &generator),
        email: HostileText.string(upTo: 8, using: &generator) + "@x",
        time: generator.number(0...2_000_000_000), offset: generator.number(-720...840))
      let commit = "tree \(tree)\nauthor \(signature.line)\ncommitter \(signature.line)\n\nS\n"
      // Without `--literally`, git checks what it is to write.
      let outcome = try git.outcome(
        ["hash-object", "-t", "commit", "-w", "--stdin"], input: Array(commit.utf8))
      #expect(outcome.status == 0, "seed \(seed): \(outcome.errorText)")
      let id = try #require(ObjectID(hex: outcome.text))
      let read = try Repository(at: folder.path).commit(id)
      #expect(read.author.line == signature.line, "seed \(seed)")
    }
  }
}
