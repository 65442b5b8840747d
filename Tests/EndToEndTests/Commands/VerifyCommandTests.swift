import Support
import Testing

@Suite struct VerifyCommandTests {
  @Test(arguments: EdgePair.Mode.allCases) func provesIdentity(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let text = try pair.run("verify")
    #expect(text.status == 0)
    #expect(text.text.hasPrefix("✓ 3 synced files as upstream has them at "))
    #expect(text.error.isEmpty)
    let document = try JSON(parsing: pair.run("verify", "--json").output)
    #expect(document.shape == "{drift:[],files:number,identical:bool,pin:id,strays:[]}")
    #expect(document["identical"] == .bool(true))
    #expect(document["files"] == .number(3))
  }

  @Test(arguments: [
    ("echo more >> services/api/app.py", "modified"),
    ("rm services/api/app.py", "missing"),
    ("chmod +x services/api/app.py", "mode"),
    ("chmod +x services/api/app.py; echo more >> services/api/app.py", "modified"),
    ("rm services/api/app.py; mkdir services/api/app.py", "missing"),
    ("rm services/api/app.py; ln -s /etc/passwd services/api/app.py", "modified"),
    // In the index only, and in HEAD only.
    (
      "echo more >> services/api/app.py; git add -A; git cat-file -p HEAD:services/api/app.py > services/api/app.py",
      "modified"
    ),
    (
      "echo more >> services/api/app.py; git commit -qam x; git checkout -q HEAD~ -- services/api/app.py",
      "modified"
    ),
  ])
  func findsDrift(_ change: String, _ kind: String) throws {
    let pair = try EdgePair()
    let script = try Program("/bin/sh").run(["-ec", change], in: pair.edge.git.folder)
    try #require(script.status == 0, "\(script.errorText)")
    let before = try pair.state()
    let outcome = try pair.run("verify", "--json")
    #expect(outcome.status == 3)
    #expect(outcome.error.isEmpty)
    let document = try JSON(parsing: outcome.output)
    #expect(
      document.shape
        == "{drift:[{kind:string,path:string}],files:number,identical:bool,pin:id,strays:[]}")
    #expect(document["identical"] == .bool(false))
    #expect(document["drift"][0]["path"] == .string("services/api/app.py"))
    #expect(document["drift"][0]["kind"] == .string(kind))
    let text = try pair.run("verify")
    #expect(text.status == 3)
    #expect(text.text.contains("\(kind)"))
    #expect(text.unsafeText.isEmpty)
    #expect(try pair.state() == before)
  }

  @Test(arguments: EdgePair.Mode.allCases) func listsStraysButNotIgnoredOrDeclaredFiles(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    if mode == .selective {
      try pair.write("*.log\n", to: "services/.gitignore")
      try pair.write("FROM other\n", to: "services/api/Dockerfile")
    } else {
      try pair.write("*.log\n", to: ".git/modules/platform/info/exclude")
    }
    try pair.write("x", to: "\(pair.service)/ignored.log")
    try pair.write("x", to: "\(pair.service)/stray.txt")
    let outcome = try pair.run("verify", "--json")
    #expect(outcome.status == 0)
    let document = try JSON(parsing: outcome.output)
    #expect(document["strays"] == .array([.string("\(pair.service)/stray.txt")]))
  }
}
