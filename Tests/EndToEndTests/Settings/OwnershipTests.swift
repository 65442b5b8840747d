import Foundation
import Support
import Testing

/// Whose repositories are read: those that git reads. Another user's can only be made by root.
@Suite(.enabled(if: geteuid() == 0, "only root can give files away")) struct OwnershipTests {
  /// What a person may have told git.
  struct Way: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Values of `safe.directory` in the user's configuration, with `@EDGE@` for the repository.
    var listed: [String] = []
    var variables: [String: String] = [:]
    /// A file of the system's configuration.
    var system = ""
  }

  static let ways = [
    Way(testDescription: "nothing"),
    Way(testDescription: "the folder", listed: ["@EDGE@"]),
    Way(testDescription: "with a slash", listed: ["@EDGE@/"]),
    Way(testDescription: "the git folder", listed: ["@EDGE@/.git"]),
    Way(testDescription: "a folder around it", listed: ["@EDGE@/.."]),
    Way(testDescription: "everything below a folder", listed: ["@PAIR@/*"]),
    Way(testDescription: "everything", listed: ["*"]),
    Way(testDescription: "everything, taken back", listed: ["*", ""]),
    Way(testDescription: "from the home", listed: ["~/../edge"]),
    Way(
      testDescription: "by variables",
      variables: [
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "@EDGE@",
      ]),
    Way(
      testDescription: "as git -c hands it on",
      variables: ["GIT_CONFIG_PARAMETERS": "'safe.directory'='*'"]),
    Way(
      testDescription: "by the system", variables: ["GIT_CONFIG_SYSTEM": "@PAIR@/system"],
      system: "[safe]\n\tdirectory = *\n"),
    Way(
      testDescription: "by another global file", variables: ["GIT_CONFIG_GLOBAL": "@PAIR@/system"],
      system: "[safe]\n\tdirectory = @EDGE@\n"),
    Way(testDescription: "by sudo", variables: ["SUDO_UID": "65534"]),
  ]

  private func give(_ folder: String) throws {
    let given = try Program("/bin/chown").run(["-R", "65534", folder])
    try #require(given.status == 0, "\(given.errorText)")
  }

  @Test(arguments: ways, ["edge", "platform"])
  func aRepositoryOfAnotherUserIsReadWhereGitReadsIt(_ way: Way, _ name: String) throws {
    let pair = try EdgePair()
    let folder = pair.folder.name + "/" + name
    let fill = { (text: String) in
      text.replacing("@EDGE@", with: folder).replacing("@PAIR@", with: pair.folder.name)
    }
    try pair.folder.write(fill(way.system), to: "system")
    for value in way.listed {
      try pair.edge.git.run(
        "config", "--file", pair.folder.name + "/home/.gitconfig", "--add", "safe.directory",
        fill(value))
    }
    // What the repository says of itself doesn't count.
    try pair.folder.git(in: name).run("config", "safe.directory", "*")
    try give(folder)
    let program = pair.edgesync.with(way.variables.mapValues(fill))
    let read = try Program("/usr/bin/env", variables: program.variables).run(
      ["git", "-C", folder, "log", "-1"])
    let outcome = try program.run(["log"], in: pair.edge.git.folder)
    #expect((outcome.status == 0) == (read.status == 0), "\(read.errorText) \(outcome.errorText)")
    if read.status == 0 { return }
    #expect(outcome.errorText.contains("\(folder) belongs to another user, nobody"))
    let command = String(try #require(outcome.errorText.firstMatch(of: /run `([^`]+)`/)).1)
    let told = try Program("/bin/sh", variables: program.variables).run(["-c", command])
    #expect(told.status == 0, "\(told.errorText)")
    let again = try program.run(["log"], in: pair.edge.git.folder)
    #expect(again.status == 0, "\(again.errorText)")
  }

  /// One part that is another user's is enough for git, and one that isn't looked at is not.
  @Test(arguments: [".git", ".git/objects", "services", "."])
  func partsCountAsForGit(_ part: String) throws {
    let pair = try EdgePair()
    let edge = pair.folder.name + "/edge"
    let given = try Program("/bin/chown").run(["65534", edge + "/" + part])
    try #require(given.status == 0)
    let read = try Program("/usr/bin/env", variables: pair.edgesync.variables).run(
      ["git", "-C", edge, "log", "-1"])
    #expect(try (pair.run("log").status == 0) == (read.status == 0), "\(read.errorText)")
  }
}
