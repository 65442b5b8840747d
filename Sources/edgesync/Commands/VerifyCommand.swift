import ArgumentParser
import Git
import Planning
import Text

/// `edgesync verify`: proves that the synced files are upstream's.
struct VerifyCommand: AsyncParsableCommand, LimitedCommand {
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
      try printText(verification, output)
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

  private func printText(_ verification: Verification, _ output: StandardOutput) throws {
    let files = counted(verification.files, "synced file")
    if verification.isIdentical {
      try output.line(
        ("identical", .good),
        (": \(files) as upstream has them at \(verification.pin.short)", .text))
    } else {
      try output.line(
        ("drift", .bad),
        (
          ": \(verification.drift.count) of \(files) differ from upstream at \(verification.pin.short)",
          .text
        ))
      for drift in verification.drift {
        let kind = "  \(drift.kind.rawValue) " as SafeText
        try output.line((kind.padded(to: 11), .bad), (drift.path.text, .text))
      }
      for way in PlanBlocker.remedies(of: verification.blockers) {
        try output.line((way + ".", .dim))
      }
    }
    for remark in verification.remarks { try output.line(("note: " + remark, .warning)) }
    if !verification.strays.isEmpty {
      try output.line(
        ("strays", .warning),
        (": \(counted(verification.strays.count, "file")) neither upstream's nor declared", .text))
      for path in verification.strays { try output.line("  " + path.text) }
      try output.line((PlanBlocker.stray(.root).remedy + ".", .dim))
    }
  }
}
