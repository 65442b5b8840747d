import Support
import Testing

/// How files are written and looked at is what git says is configured, wherever it has that from.
@Suite struct GitConfigurationTests {
  /// A way in which line ends are configured.
  struct Way: CustomTestStringConvertible, Sendable {
    /// What it is called.
    let testDescription: String
    /// The user's configuration, with `@FOLDER@` for the pair's folder.
    var configuration = ""
    /// A file beside it, which is only read where something says so.
    var other = ""
    /// Variables.
    var variables: [String: String] = [:]
    /// What a line of a file ends with when it is checked out.
    var end = "\r\n"
  }

  private static let crlf = "[core]\n\tautocrlf = true\n"

  /// Variables that give settings, as CI systems do.
  static func counted(_ settings: KeyValuePairs<String, String>) -> [String: String] {
    var variables = ["GIT_CONFIG_COUNT": String(settings.count)]
    for (index, setting) in settings.enumerated() {
      variables["GIT_CONFIG_KEY_\(index)"] = setting.key
      variables["GIT_CONFIG_VALUE_\(index)"] = setting.value
    }
    return variables
  }

  static let ways = [
    Way(testDescription: "GIT_CONFIG_COUNT", variables: counted(["core.autocrlf": "true"])),
    Way(
      testDescription: "GIT_CONFIG_COUNT over a file", configuration: crlf,
      variables: counted(["Core.AutoCRLF": "input"]), end: "\n"),
    Way(
      testDescription: "git -c, as it hands it on",
      other: "*.py text\n",
      variables: ["GIT_CONFIG_PARAMETERS": "'core.eol'='crlf' 'core.attributesfile'='~/other.inc'"]),
    Way(
      testDescription: "GIT_CONFIG_GLOBAL", other: crlf,
      variables: ["GIT_CONFIG_GLOBAL": "@FOLDER@/home/other.inc"]),
    Way(
      testDescription: "GIT_CONFIG_GLOBAL instead of a home", configuration: crlf,
      variables: ["GIT_CONFIG_GLOBAL": "/dev/null"], end: "\n"),
    Way(
      testDescription: "GIT_CONFIG_SYSTEM", other: crlf,
      variables: ["GIT_CONFIG_SYSTEM": "@FOLDER@/home/other.inc", "GIT_CONFIG_NOSYSTEM": "0"]),
    Way(
      testDescription: "includeIf hasconfig",
      configuration:
        "[includeIf \"hasconfig:remote.*.url:git@git.example.com:acme/**\"]\n\tpath = other.inc\n",
      other: crlf),
    Way(
      testDescription: "include",
      configuration: "[include]\n\tpath = other.inc\n[core]\n\teol = lf\n", other: crlf),
    Way(testDescription: "without a value", configuration: "[core]\n\tautocrlf\n"),
    Way(testDescription: "with an empty one", configuration: "[core]\n\tautocrlf =\n", end: "\n"),
    Way(
      testDescription: "attributes", other: "* text eol=crlf\n",
      variables: counted(["core.attributesFile": "@FOLDER@/home/other.inc"])),
    Way(
      testDescription: "beside what a file has to be quoted for",
      configuration:
        "[filter \"a \\\"b\\\\ c.d\"]\n\tclean = \"x # ; \\\"y\\n\\\\\"\n[alias]\n\tx = \"!f() { :; }; f\"\n"
        + crlf),
  ]

  private func pair(_ way: Way) throws -> (EdgePair, [String: String]) {
    let pair = try EdgePair()
    try pair.edge.git.run("remote", "add", "origin", "git@git.example.com:acme/edge.git")
    let fill = { (text: String) in text.replacing("@FOLDER@", with: pair.folder.name) }
    try pair.folder.write(fill(way.configuration), to: "home/.gitconfig")
    try pair.folder.write(way.other, to: "home/other.inc")
    return (pair, ["GIT_CONFIG_NOSYSTEM": "1"].merging(way.variables.mapValues(fill)) { $1 })
  }

  private func git(
    _ arguments: String..., in pair: EdgePair, _ variables: [String: String]
  ) throws -> Program.Outcome {
    try Program("/usr/bin/env", variables: pair.edgesync.with(variables).variables)
      .run(["git"] + arguments, in: pair.edge.git.folder)
  }

  @Test(arguments: ways) func aSyncWritesWhatGitWouldCheckOut(_ way: Way) throws {
    let (pair, variables) = try pair(way)
    try pair.advance(["app.py": .text("one\ntwo\n")], subject: "Change the app")
    let outcome = try pair.edgesync.with(variables)
      .run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let path = "services/api/app.py"
    let written = try #require(pair.folder.text(of: "edge/" + path))
    let checkedOut = try git("cat-file", "--filters", "HEAD:" + path, in: pair, variables)
    #expect(written == "one\(way.end)two\(way.end)")
    #expect(Array(written.utf8) == checkedOut.output)
    #expect(try git("status", "--porcelain", in: pair, variables).text.isEmpty)
    #expect(try pair.edge.git.line("cat-file", "-p", "HEAD:" + path) == "one\ntwo")
  }

  /// A mode that counts, unless a setting says that the disk has none.
  @Test(arguments: [
    counted(["core.fileMode": "false"]), ["GIT_CONFIG_PARAMETERS": "'core.filemode=0'"],
  ])
  func whatGitTakesForNoChangeIsNone(_ variables: [String: String]) throws {
    let (pair, variables) = try pair(Way(testDescription: "", variables: variables))
    try pair.edge.git.run("config", "--unset", "core.fileMode")
    try pair.advance(["app.py": .text("one\ntwo\n")], subject: "Change the app")
    #expect(try pair.edge.git.shell("chmod +x services/api/app.py").status == 0)
    #expect(try git("status", "--porcelain", in: pair, variables).text.isEmpty)
    let refused = try pair.edgesync.run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(refused.status == 3, "\(refused.text)\(refused.errorText)")
    let landed = try pair.edgesync.with(variables)
      .run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(landed.status == 0, "\(landed.errorText)")
  }
}
