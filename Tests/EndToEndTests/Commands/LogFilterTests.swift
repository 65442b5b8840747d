import Foundation
import Support
import SystemPackage
import Testing

/// `edgesync log` with the filters of `git log`.
@Suite struct LogFilterTests {
  /// Options, and which of the usual four commits they leave, the newest first.
  static let filters: [(options: [String], left: [Int])] = [
    (["--grep", "fastapi"], [2]), (["--grep=Change", "--grep", "helpers"], [3, 0]),
    (["--all", "--grep", "^Change"], [1, 0]), (["--author", "ana@"], [3, 2, 0]),
    (["--author", "Bo", "--author", "Ana", "--grep", "app"], [0]),
    (["--author", "Bo"], []), (["-S", "two and a half"], [0]), (["-Snew "], [3]),
    (["-G", "fastapi==[12]"], [2]), (["-G", "a half|gateway"], [0]),
    (["--all", "-G", "a half|gateway"], [1, 0]), (["--all", "-S", "gateway", "--grep", "app"], []),
  ]

  @Test(arguments: EdgePair.Mode.allCases, filters) func leaveSome(
    _ mode: EdgePair.Mode, _ filter: (options: [String], left: [Int])
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.edgesync.run(
      ["log", "--ids"] + filter.options, in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.lines == filter.left.map { commits[$0] })
  }

  @Test(arguments: EdgePair.Mode.allCases) func takePathsOfBothRepos(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    func left(_ paths: String..., options: [String] = [], from folder: String? = nil) throws
      -> [String]
    {
      let place = folder.map { ["-C", $0] } ?? []
      let outcome = try pair.edgesync.run(
        place + ["log", "--ids"] + options + ["--"] + paths, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      return outcome.lines
    }
    #expect(try left("\(pair.service)/app.py") == [commits[0]])
    #expect(try left("./\(pair.service)//utils/") == [commits[3]])
    if mode == .selective {
      let found = try left("app.py", "requirements.txt", from: pair.service)
      #expect(found == [commits[2], commits[0]])
    }
    #expect(try left("services/api/app.py") == [commits[0]])
    #expect(try left(".") == [commits[3], commits[2], commits[0]])
    #expect(try left("services/gateway", options: ["--all"]) == [commits[1]])
    #expect(try left("services/gateway") == [])
    #expect(try left("\(pair.service)/a*.py") == [])
    #expect(try left("\(pair.service)/app.py", options: ["-S", "fastapi"]) == [])
    let outside = try pair.run("log", "--ids", "--", "../elsewhere")
    #expect(outside.status == 64, "\(outside.errorText)")
  }

  @Test func goWithFilesAndJSON() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let text = try pair.run("log", "--grep", "fastapi", "--files")
    #expect(text.lines.count == 2)
    #expect(text.lines[1].contains("requirements.txt"))
    let document = try JSON(parsing: pair.run("log", "--json", "--grep", "fastapi").output)
    #expect(document["commits"].elements.map { $0["id"].text } == [commits[2]])
    #expect(document["commits"][0]["edge"] == .number(1))
    let none = try JSON(parsing: pair.run("log", "--json", "--grep", "nowhere").output)
    #expect(none["commits"] == .array([]))
  }

  @Test func sayThatNoneMatches() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let outcome = try pair.run(
      "log", "--author", "n\u{1B}body", "-S", "x", "--", "services/api/app.py")
    #expect(outcome.status == 0)
    #expect(outcome.lines == ["no commit matches author n^[body · text x · app.py"])
    #expect(outcome.unsafeText.isEmpty)
  }

  /// What is no pattern is refused with git's reason, before anything is written; and all are listed as told.
  @Test(arguments: [
    (["--grep", "a\\("], "'a\\(': Unmatched ( or \\("),
    (["--author", "[[:x:]]"], "'[[:x:]]': Invalid character class name"),
    (["-G", "*"], "Invalid preceding regular expression"), (["-S", ""], "-S needs a text"),
    (["-G", ""], "-G needs a regular expression"),
  ])
  func refuseWhatIsNoPattern(_ options: [String], _ reason: String) throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    for form in [[], ["--json"], ["--ids"]] {
      let outcome = try pair.edgesync.run(["log"] + form + options, in: pair.edge.git.folder)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(outcome.errorText.contains(reason), "\(outcome.errorText)")
      #expect(outcome.errorText.hasSuffix("List all of them with `edgesync log`.\n"))
    }
    #expect(try pair.run("log").lines.count == 3)
  }

  @Test func textAndLinesDoNotGoTogether() throws {
    let pair = try EdgePair()
    let outcome = try pair.run("log", "-S", "a", "-G", "b")
    #expect(outcome.status == 64)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
  }

  /// Whatever stands in a pattern or a path is that pattern and that path.
  @Test func takeHostileWordsAsTheyAre() throws {
    let pair = try EdgePair()
    let names = ["-x", "--all", ":(glob)**", "a\nb", "é", "*"]
    for name in names {
      try pair.advance(
        entry: .folder(
          KeyValuePairs<String, RawRepository.Entry>(dictionaryLiteral: (name, .text(name)))),
        message: Array("-m \(name)\n\n--all\n".utf8), author: Array("--output=x <-a@b>".utf8))
    }
    let ids = try pair.platform.git.outcome(["rev-list", "-\(names.count)", "main"]).lines
    for (place, name) in names.enumerated() {
      // Each commit has the one before's file deleted.
      let wanted = [place + 1, place].filter { $0 < names.count }.map { ids[names.count - 1 - $0] }
      for options in [[], ["-S", name]] {
        let found = try pair.edgesync.run(
          ["log", "--ids", "--all"] + options + ["--", "services/api/\(name)"],
          in: pair.edge.git.folder)
        #expect(found.lines == wanted, "\(name): \(found.errorText)")
      }
    }
    #expect(try pair.run("log", "--ids", "--all", "--author", "--output").lines.count == 6)
    #expect(try pair.run("log", "--ids", "--all", "--grep", "--all").lines.count == 6)
    // Git's own options, behind filters or as their words, are words.
    let written = pair.folder.path.appending("written")
    for word in ["-q", "--", "-L", "--help", "--source", "--decorate", "--stdin", "-S", "--output"]
    {
      for option in ["--author", "--grep"] {
        let outcome = try pair.run("log", "--ids", "--all", "\(option)=\(word)")
        #expect(outcome.status == 0, "\(option)=\(word): \(outcome.errorText)")
      }
    }
    let outcome = try pair.run(
      "log", "--ids", "--all", "--grep=-q", "--grep=--output=\(written)")
    #expect(outcome.status == 0 && !FileManager.default.fileExists(atPath: written.string))
    #expect(try pair.run("log", "--ids", "--all", "--grep", "^-m -x\nnowhere").lines.count == 1)
    let long = String(repeating: "a", count: 130_000)
    #expect(try pair.run("log", "--ids", "--all", "--grep", long).lines.isEmpty)
  }

  /// Neither upstream's settings nor the user's run anything or change what is found.
  @Test(arguments: [true, false]) func runNothing(_ isUsers: Bool) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let proof = pair.folder.path.appending("ran").string
    try pair.folder.write(Array("#!/bin/sh\ntouch \(proof)\ncat \"$1\"\n".utf8), to: "evil")
    let program = pair.folder.path.appending("evil").string
    _ = try Program("/bin/chmod").run(["+x", program])
    let settings = [
      ("diff.evil.textconv", program), ("diff.evil.command", program), ("diff.external", program),
      ("core.fsmonitor", program), ("core.pager", program), ("pager.log", program),
      ("gpg.program", program), ("log.showSignature", "true"), ("grep.patternType", "fixed"),
      ("log.mailmap", "true"), ("mailmap.file", program), ("diff.orderFile", program),
      ("core.attributesFile", pair.folder.path.appending("attributes").string),
      ("log.follow", "true"), ("diff.renames", "false"),
    ]
    try pair.folder.write(Array("* diff=evil\n".utf8), to: "attributes")
    let folder = (isUsers ? pair.edge : pair.platform).git.folder
    try pair.write(
      "* -diff\n", to: folder.appending(".git/info/attributes").string)
    for (name, value) in settings {
      try (isUsers ? pair.edge : pair.platform).git.run("config", name, value)
    }
    // What replaces a commit, and a note on one, aren't the commit's own.
    try pair.platform.git.run("replace", commits[0], pair.pin)
    try pair.platform.git.run(
      "-c", "core.fsmonitor=false", "notes", "add", "-m", "noted", commits[2])
    #expect(try pair.run("log", "--ids", "--grep", "[C]hange the app").lines == [commits[0]])
    #expect(try pair.run("log", "--ids", "--grep", "noted").lines.isEmpty)
    #expect(try pair.run("log", "--ids", "-G", "a half").lines == [commits[0]])
    #expect(
      try pair.run("log", "--ids", "-S", "True", "--", "services/api/utils/new.py").lines
        == [commits[3]])
    #expect(try Program("/bin/ls").run([proof]).status != 0)
  }

  /// What stands in the git folder through which upstream is read is put right first.
  @Test func whatSomebodyPutsIntoTheirFolderDoesNotCount() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("log", "--ids", "-S", "two and a half").lines == [commits[0]])
    let folder = pair.edge.git.folder.appending(".git/edgesync/filter.git").string
    for change in [
      "rm HEAD", "ln -sf /etc/passwd HEAD", "echo nothing > HEAD", "rm -r refs", "rm -r objects",
      "echo '[include] path = /nowhere' > config", "echo '[core' > config",
      "mkdir -p info; echo '* -diff' > info/attributes", "mkdir -p info; echo x > info/grafts",
      "echo \(commits[0]) > shallow",
    ] {
      _ = try Program("/bin/sh").run(["-c", "cd '\(folder)' && \(change)"])
      let outcome = try pair.run("log", "--ids", "-S", "two and a half")
      #expect(outcome.lines == [commits[0]], "\(change): \(outcome.errorText)")
    }
  }

  @Test func listFromTheMergeBaseOfARewrittenHistory() throws {
    let pair = try EdgePair()
    let orphan = try pair.platform.commit(
      tree: pair.platform.tree(EdgePair.root(.folder(["app.py": .text("anew\n")]))),
      message: Array("Start anew".utf8))
    try pair.platform.git.run("branch", "keep", pair.pin)
    try pair.platform.point("main", at: orphan)
    for filter in [["--grep", "anew"], ["-S", "anew"], ["--", "services/api/app.py"]] {
      let outcome = try pair.edgesync.run(["log", "--ids"] + filter, in: pair.edge.git.folder)
      #expect(outcome.lines == [orphan], "\(outcome.errorText)")
    }
  }
}
