import ArgumentParser
import Git
import Planning
import Reports
import Text

/// `edgesync verify`: proves that the synced files are upstream's.
struct VerifyCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that every synced file is byte for byte upstream's at the pin.",
    discussion: """
      HEAD, the index and the work tree are all compared. Exits 3 on drift.

      With --staged, only what a commit made now would change is looked at, as for a pre-commit hook: \
      exits 3 where it edits a file that upstream owns, and says for each where to make the change \
      instead. Nothing is fetched, and the index that git names to its hooks is heeded.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Flag(help: "Look only at what is staged, for a pre-commit hook.")
  var staged = false
  @Flag(help: "Print one JSON document.")
  var json = false

  // A hook looks at what is staged before each commit.
  var isWatched: Bool { !staged }

  func run() async throws {
    if staged { return try verifyStaged() }
    let edge = try directory.open()
    let upstream = try await directory.openUpstream(of: edge)
    let pinned = try PinnedFiles(of: edge, in: upstream)
    let verification = try Verifier(edge, upstream, pinned).verify()
    let output = StandardOutput()
    if json {
      try output.write(document(verification).encoded + [0x0A])
    } else {
      try output.line(VerificationReport.headline(verification))
      try output.lines(VerificationReport.details(verification))
    }
    try output.flush()
    if !verification.isIdentical { throw Ending(status: .inTheWay) }
  }

  private func document(_ verification: Verification) -> JSONValue {
    let drift = verification.drift.map { drift in
      var object = JSONObject()
      object.addPaths([("path", drift.path)])
      object.add("kind", .string(drift.kind.rawValue))
      return JSONValue.object(object)
    }
    var object: JSONObject = [
      "pin": .string(verification.pin.hex), "identical": .bool(verification.isIdentical),
      "files": .int(verification.files), "drift": .array(drift),
    ]
    object.addPathLists([("strays", verification.strays)])
    return .object(object)
  }
}
