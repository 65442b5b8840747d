import Support
import Testing

/// Files that move, within what is synced and over its borders.
@Suite struct RenameEdgeCases {
  private let app: RawRepository.Entry = .text("one\ntwo\nthree\n")
  private let docker: RawRepository.Entry = .text("FROM python\n")

  @Test func aRenameInsideIsPlannedAsOne() throws {
    let checked = CheckedPair(try EdgePair())
    let landing = try checked.sync([
      "Dockerfile": docker, "main.py": app, "utils": .folder(["arith.py": .text("new\n")]),
    ])
    #expect(landing.renames == [["services/api/app.py", "services/api/main.py"]])
  }

  /// Upstream moves a file to a path that is the edge repo's own, and one away from such a path.
  @Test func overTheBorderOfWhatIsEdgeSpecific() throws {
    let pair = try EdgePair()
    let checked = CheckedPair(pair)
    let landing = try checked.sync(["requirements.txt": app, "docker.txt": docker])
    #expect(landing.overrides == ["services/api/Dockerfile", "services/api/requirements.txt"])
    #expect(pair.folder.text(of: "edge/services/api/Dockerfile") == "FROM arm64/python\n")
    #expect(pair.folder.text(of: "edge/services/api/requirements.txt") == "fastapi==1 # arm\n")
  }

  @Test func overTheBorderOfWhatIsMapped() throws {
    let pair = try EdgePair()
    let checked = CheckedPair(pair)
    // Into the other service, and back under another name, beside one of the other service's own.
    for services in [
      RawRepository.Entry.folder([
        "api": .folder(["Dockerfile": docker, "stays.py": .text("stays\n")]),
        "gateway": .folder(["app.py": app]),
      ]),
      .folder([
        "api": .folder(["main.py": app, "main.go": .text("package main\n"), "Dockerfile": app]),
        "gateway": .folder(["Dockerfile": docker]),
      ]),
    ] {
      let tip = try pair.platform.git.line("rev-parse", "main")
      let commit = try pair.platform.commit(
        tree: pair.platform.tree([(Array("services".utf8), services)]), parents: [tip],
        message: Array("Move files".utf8))
      try pair.platform.point("main", at: commit)
      try checked.sync()
    }
    #expect(pair.folder.text(of: "edge/services/api/Dockerfile") == "FROM arm64/python\n")
    #expect(pair.folder.text(of: "edge/services/gateway/app.py") == nil)
  }

  @Test(arguments: ["false", "true"])
  func inCaseAlone(_ ignoreCase: String) throws {
    let pair = try EdgePair()
    try pair.edge.git.run("config", "core.ignoreCase", ignoreCase)
    let checked = CheckedPair(pair)
    let landing = try checked.sync(["App.py": app, "UTILS": .folder(["math.py": .text("x\n")])])
    #expect(landing.renames == [["services/api/app.py", "services/api/App.py"]])
    try checked.sync(["app.py": app, "Utils": .folder(["Math.py": .text("x\n")])])
  }

  @Test(arguments: ["false", "true"])
  func pathsThatDifferInCaseAloneBothLand(_ ignoreCase: String) throws {
    let pair = try EdgePair()
    try pair.edge.git.run("config", "core.ignoreCase", ignoreCase)
    let checked = CheckedPair(pair)
    try checked.sync([
      "app.py": app, "README": .text("upper\n"), "readme": .text("lower\n"),
      "Utils": .folder(["math.py": .text("x\n")]), "utils": .folder(["math.py": .text("y\n")]),
    ])
    try checked.sync(["app.py": app, "readme": .text("lower, changed\n")])
  }

  @Test func pathsThatAreOneFileToTheFileSystemAreRefused() throws {
    let pair = try EdgePair()
    // What a file system without a difference of case shows: the manifest under its name in capitals.
    _ = try Program("/bin/ln").run(["edgesync.yml", "EDGESYNC.YML"], in: pair.edge.git.folder)
    try pair.advance(
      ["app.py": app, "README": .text("upper\n"), "readme": .text("lower\n")],
      subject: "Add two of a name")
    try CheckedPair(pair).expectRefusal(
      "services/api/readme (to this file system it is the same as services/api/README)", status: 1)
  }
}
