import Git
import Support
import Testing

/// Names of refs, against `git check-ref-format`.
@Suite struct ReferenceNameTests {
  private static let parts = [
    "refs", "heads", "a", "@", "@{", "{", ".", "..", ".lock", "lock", "/", "//", " ", "~", "^", ":",
    "?", "*", "[",
    "\\", "-", "\u{7F}", "\u{1}", "\t", "\u{E9}", "HEAD",
  ]

  @Test func areThoseThatGitTakes() throws {
    var random = SeededGenerator(seed: 28)
    let made = (0..<400).map { _ in
      (0..<random.number(2...5)).map { _ in random.pick(Self.parts) }.joined()
    }
    // At its beginning, git takes a dash for an option's.
    let names = (Self.parts + made).filter { !$0.hasPrefix("-") }
    let place = try EmptyRepository()
    // One process for all of them: it says which.
    let script =
      "while IFS= read -r name; do git check-ref-format --allow-onelevel \"$name\" && echo 1 || echo 0; done"
    let told = try Program("/bin/sh").run(
      ["-c", script], in: place.folder.path,
      input: Array(names.map { $0 + "\n" }.joined().utf8)
    ).lines
    #expect(told.count == names.count)
    for (name, isTaken) in zip(names, told) {
      #expect(
        ReferenceName.isWellFormed(name.utf8) == (isTaken == "1"), "\(name.debugDescription)")
    }
  }
}
