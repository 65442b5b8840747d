import Support
import SystemPackage
import Testing

/// What stands in the place of a file that edgesync reads: it neither ends the program, nor holds it up, nor is
/// shown to anybody.
@Suite struct HostileOwnFileTests {
  /// How to put something in a file's place, with `$1` for the file.
  private static let places: [(script: String, reason: String)] = [
    ("ln -s /dev/zero \"$1\"", "symbolic link"), ("mkfifo \"$1\"", "isn't a regular file"),
    ("mkdir \"$1\"", "folder"), ("ln -s ../secret \"$1\"", "symbolic link"),
    ("ln -s nowhere \"$1\"", "symbolic link"),
    ("ln -s \"$(basename \"$1\")\" \"$1\"", "symbolic link"),
    ("truncate -s 3G \"$1\"", "over"), ("cp ../large \"$1\"", "over"),
  ]

  private static let looks: [[String]] = [
    ["log"], ["status", "--json"], ["pin", "main", "--yes"],
  ]

  private func pair() throws -> EdgePair {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    try pair.folder.write("api_key: hunter2\nother: [\n", to: "secret")
    try pair.folder.write(String(repeating: "# nothing\n", count: 900_000), to: "large")
    return pair
  }

  private func put(_ script: String, at path: String, _ pair: EdgePair) throws {
    let put = try Program("/bin/sh").run(
      ["-c", "rm -rf \"$1\"; \(script)", "sh", path], in: pair.edge.git.folder)
    try #require(put.status == 0, "\(put.errorText)")
  }

  @Test(arguments: ["edgesync.yml", "edgesync.lock"], 0..<8)
  func nothingElseIsReadForAFileOfItsOwn(_ name: String, _ index: Int) throws {
    let pair = try pair()
    let place = Self.places[index]
    try put(place.script, at: name, pair)
    for arguments in Self.looks {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 78, "\(arguments): \(outcome.errorText)")
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(
        outcome.errorText.contains(name) && outcome.errorText.contains(place.reason),
        "\(outcome.errorText)")
      #expect(!(outcome.text + outcome.errorText).contains("hunter2"))
    }
  }

  /// A manifest or a lock of a commit is as bounded as one of the work tree.
  @Test(arguments: ["edgesync.yml", "edgesync.lock"])
  func aCommittedOneIsBoundedToo(_ name: String) throws {
    let pair = try pair()
    let committed = try pair.edge.git.shell(
      "cp \(name) ../kept; cp ../large \(name); git commit -qam large; cp ../kept \(name); git add \(name)"
    )
    try #require(committed.status == 0)
    let outcome = try pair.run("pin", "main", "--yes")
    #expect([3, 78].contains(outcome.status), "\(outcome.errorText)")
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.run("verify", "--staged").status == 0)
  }
}
