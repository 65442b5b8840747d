import Support
import Testing

/// A daily sync that fails before it is under way leaves a trace all the same.
@Suite struct FailedDailyTests {
  private func failed(_ pair: EdgePair) throws -> [String] {
    try JSON(parsing: pair.run("changelog", "--failed", "--json").output)["events"].elements
      .map { "\($0["kind"].text ?? "") \($0["outcome"].text ?? ""): \($0["reason"].text ?? "")" }
  }

  @Test func anUpstreamThatIsGoneIsRecorded() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    try pair.addRemote()
    try pair.advanceAsUsual()
    #expect(try pair.run("status").text.contains("copy      fetched "))
    _ = try Program("/bin/mv").run(["platform", "elsewhere"], in: pair.folder.path)
    #expect(try pair.run("daily").status == 5)
    let events = try failed(pair)
    #expect(events.count == 1)
    #expect(events.first?.hasPrefix("daily failed: upstream file://") == true, "\(events)")
    // The copy is as old as it was, which is said beside why.
    let status = try pair.run("status")
    #expect(status.text.contains("copy      fetched "), "\(status.text)")
    #expect(status.text.contains("does not appear to be a git repository"), "\(status.text)")
    #expect(
      try JSON(parsing: pair.run("status", "--json").output)["fetched"].text?.hasPrefix("20")
        == true)
    #expect(try pair.run("emergency", "--reason", "now").status == 5)
    #expect(try failed(pair).count == 2)
  }

  /// Read in place, it isn't fetched, and missing all the same.
  @Test func aFolderThatIsGoneIsRecorded() throws {
    let pair = try EdgePair()
    try pair.addRemote()
    #expect(try !pair.run("status").text.contains("copy      "))
    _ = try Program("/bin/mv").run(["platform", "elsewhere"], in: pair.folder.path)
    #expect(try pair.run("daily").status == 5)
    _ = try Program("/bin/mv").run(["elsewhere", "platform"], in: pair.folder.path)
    #expect(try failed(pair).first?.hasPrefix("daily failed: upstream ") == true)
  }

  @Test func aRemoteThatIsGoneIsRecorded() throws {
    let pair = try EdgePair()
    try pair.addRemote()
    try pair.advanceAsUsual()
    _ = try Program("/bin/mv").run(["remote.git", "elsewhere.git"], in: pair.folder.path)
    #expect(try pair.run("daily").status == 1)
    #expect(try failed(pair).first?.contains("failed with the remote origin") == true)
  }

  @Test func whatChangesNothingOrIsCalledWronglyIsNot() throws {
    let pair = try EdgePair()
    try pair.addRemote()
    _ = try Program("/bin/mv").run(["platform", "elsewhere"], in: pair.folder.path)
    #expect(try pair.run("daily", "--dry-run").status == 5)
    _ = try Program("/bin/mv").run(["elsewhere", "platform"], in: pair.folder.path)
    #expect(try pair.run("emergency", "nope", "--reason", "now").status == 64)
    #expect(try failed(pair).isEmpty)
  }
}
