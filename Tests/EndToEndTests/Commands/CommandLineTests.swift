import Support
import Testing

/// What all commands have in common.
@Suite struct CommandLineTests {
  private static let commands = ["log", "diff", "verify", "check", "changelog", "status", "fetch"]

  @Test func takesTheFolderBeforeAndAfterTheCommand() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let wanted = try pair.run("log", "--ids")
    for arguments in [
      ["-C", "edge", "log", "--ids"], ["log", "--ids", "-C", "edge"],
      ["log", "-C", "edge", "--ids"], ["-C", "edge", "-C", "services", "log", "--ids"],
      ["-C", "edge", "log", "-C", "services/api", "--ids"],
      ["log", "--ids", "-C", pair.folder.name + "/edge"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.folder.path)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      #expect(outcome.output == wanted.output, "\(arguments)")
    }
  }

  @Test func folderAppliesToEachCommand() throws {
    let pair = try EdgePair()
    for command in Self.commands {
      let before = try pair.edgesync.run(["-C", "edge", command], in: pair.folder.path)
      let after = try pair.edgesync.run([command, "-C", "edge"], in: pair.folder.path)
      #expect(before.status == 0, "\(command): \(before.errorText)")
      #expect(after.status == 0, "\(command): \(after.errorText)")
    }
  }

  @Test func saysWhereThereIsNoEdgeRepo() throws {
    let pair = try EdgePair()
    for command in Self.commands + ["init", "pin"] {
      let arguments = command == "pin" ? [command, "main"] : [command]
      let none = try pair.edgesync.run(arguments, in: pair.folder.path)
      #expect(none.status == 1)
      #expect(none.output.isEmpty)
      #expect(none.isOneSentence, "\(command): \(none.errorText)")
      #expect(none.errorText.contains("no git repository"))
      if command == "init" { continue }
      let bare = try pair.edgesync.run(arguments, in: pair.platform.git.folder)
      #expect(bare.status == 78)
      #expect(bare.output.isEmpty)
      #expect(bare.isOneSentence, "\(command): \(bare.errorText)")
      #expect(bare.errorText.contains("edgesync init"))
    }
  }

  @Test(arguments: [
    "version: 2", "version: 1\nversion: 1", "mappings: x", "\u{1}", "nonsense: 1",
    "version: 1\nupstream: {url: ../platform}\nmappings: [{name: a, from: a, to: ../b}]",
    "version: 1\nupstream: {url: ../platform}\nmappings: [{name: a, from: a, to: .git/x}]",
    "version: 1\nupstream: {url: ../platform}\nmappings: [{name: a, from: a, to: /b}]",
    "version: 1\nupstream: {url: ../platform}\nmappings: [{name: a, from: ., to: .}]\nchecks: [{run: x}]",
  ])
  func invalidManifestExits78WithItsLine(_ text: String) throws {
    let pair = try EdgePair()
    try pair.write(text, to: "edgesync.yml")
    for command in ["log", "verify", "fetch"] {
      let outcome = try pair.run(command)
      #expect(outcome.status == 78)
      #expect(outcome.output.isEmpty)
      #expect(outcome.unsafeText.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(outcome.errorText.contains(/^edgesync: edgesync\.yml:\d+/), "\(outcome.errorText)")
    }
  }

  @Test(arguments: ["", "version: 1", "pin: x", "<<<<<<< HEAD\nversion: 1\n"])
  func invalidLockExits78(_ text: String) throws {
    let pair = try EdgePair()
    try pair.write(text, to: "edgesync.lock")
    for command in ["log", "verify", "check"] {
      let outcome = try pair.run(command)
      #expect(outcome.status == 78)
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(outcome.errorText.contains("edgesync.lock"), "\(outcome.errorText)")
    }
  }

  @Test(arguments: [
    ["nonsense"], ["log", "--nonsense"], ["log", "extra"], ["pin"], ["diff", "a", "b"], ["-x"],
    ["log", "-C"], ["status", "--max-age"],
  ])
  func usageExits64(_ arguments: [String]) throws {
    let pair = try EdgePair()
    let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("--help"))
  }

  @Test func fullOutputIsAnError() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    for command in Self.commands {
      let outcome = try Program("/bin/sh", variables: pair.edgesync.variables).run(
        ["-c", "\"$1\" $2 > /dev/full", "sh", EdgesyncProgram.name, command],
        in: pair.edge.git.folder)
      #expect(outcome.status == 1, "\(command)")
      let last = outcome.errorText.split(separator: "\n").last ?? ""
      #expect(
        last == "edgesync: standard output can't be written: No space left on device.",
        "\(outcome.errorText)")
    }
  }

  @Test func aReaderThatGoesAwayIsNoError() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let outcome = try Program("/bin/sh", variables: pair.edgesync.variables).run(
      ["-c", "\"$1\" log | head -c 1; true", "sh", EdgesyncProgram.name],
      in: pair.edge.git.folder)
    #expect(outcome.error.isEmpty, "\(outcome.errorText)")
  }

  @Test func helpAndVersionGoToStandardOutput() throws {
    let pair = try EdgePair()
    for arguments in [["--help"], ["--version"], ["log", "--help"], ["help", "pin"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.folder.path)
      #expect(outcome.status == 0)
      #expect(!outcome.output.isEmpty)
      #expect(outcome.error.isEmpty)
      #expect(outcome.unsafeText.isEmpty)
    }
  }
}
