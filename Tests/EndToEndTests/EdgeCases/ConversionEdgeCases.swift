import Support
import Testing

/// Line ends, attributes and filters between what git stores and what stands in the work tree.
@Suite struct ConversionEdgeCases {
  private static let windows = "one\r\ntwo\r\n"
  private static let mixed = "one\r\ntwo\nthree\r"

  /// Settings of the user's that change what a work tree holds.
  private static let settings: [[String]] = [
    [], ["core.autocrlf", "true"], ["core.autocrlf", "input"], ["core.eol", "crlf"],
    ["core.safecrlf", "true"],
  ]

  @Test(arguments: settings)
  func lineEndsAreGits(_ setting: [String]) throws {
    let pair = try EdgePair()
    if !setting.isEmpty {
      try pair.edge.git.run("config", setting[0], setting[1])
      // The files that are there are checked out anew under the setting.
      _ = try pair.edge.git.shell("rm -r services; git checkout -q -- services; git status -s")
    }
    let checked = CheckedPair(pair)
    try checked.sync([
      "app.py": .text("one\ntwo\n"), "windows.txt": .text(Self.windows + "more\n"),
      "mixed.txt": .text(Self.mixed), "binary": .file([0, 13, 10, 10, 0]),
    ])
    try checked.sync([
      ".gitattributes": .text(
        // Names that no edge-specific file has: git tells one converted before only when it reads it.
        "*.py text eol=crlf\n[wm]*.txt -text\nutils/* text=auto eol=lf\n"),
      "app.py": .text("one\ntwo\nthree\n"), "windows.txt": .text(Self.windows + "end\r\n"),
      "mixed.txt": .text(Self.mixed + "end"), "utils": .folder(["math.py": .text("a\n")]),
    ])
  }

  /// Attributes that change what a work tree holds, or what `git archive` would make.
  @Test(arguments: ["services/api/.gitattributes", ".gitattributes", ".git/info/attributes"])
  func attributesAreHeededWhereverTheyStand(_ place: String) throws {
    let attributes = """
      *.crlf text eol=crlf
      *.lf text eol=lf
      *.bin binary
      *.id ident
      *.ex export-ignore export-subst

      """
    let pair = try EdgePair()
    let isUpstreams = place.hasPrefix("services")
    if !isUpstreams {
      _ = try Program("/bin/mkdir").run(["-p", ".git/info"], in: pair.edge.git.folder)
      try pair.write(attributes, to: place)
      if place == ".gitattributes" {
        try pair.edge.git.run("add", place)
        try pair.edge.git.run("commit", "--quiet", "--message", "Say how files are kept")
      }
    }
    let checked = CheckedPair(pair)
    try checked.sync([
      ".gitattributes": .text(isUpstreams ? attributes : "# none\n"),
      "a.crlf": .text("one\ntwo\n"), "a.lf": .text("one\ntwo\n"), "a.bin": .text(Self.mixed),
      "a.id": .text("$Id$\n"), "a.ex": .text("$Format:%H$\n"),
    ])
    // The same files under none.
    try checked.sync([
      "a.crlf": .text("one\n"), "a.lf": .text("two\n"), "a.bin": .text("three\n"),
      "a.id": .text("$Id$ four\n"),
    ])
  }

  @Test func anotherEncodingIsLeftToGit() throws {
    let pair = try EdgePair()
    let checked = CheckedPair(pair)
    let path = "services/api/a.txt"
    var text = "text\n"
    for _ in 0..<2 {
      text += "h\u{E9}\n"
      let landing = try checked.sync(
        [
          ".gitattributes": .text("*.txt text working-tree-encoding=UTF-16\n"),
          "a.txt": .text(text),
        ],
        leaves: [path])
      #expect(
        landing.outcome.text.contains(
          "left to git: \(path) is in UTF-16 here; create it with `rm \(path) && git checkout -- \(path)`"
        ),
        "\(landing.outcome.text)")
      try settle(path, pair)
      let stored = try Program("/usr/bin/iconv").run(
        ["-f", "UTF-16", "-t", "UTF-8", path], in: pair.edge.git.folder)
      #expect(stored.text + "\n" == text)
      #expect(try pair.run("verify").status == 0)
    }
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
  }

  /// Does what the message says, and lets git's index tell the file from one that was just saved.
  private func settle(_ path: String, _ pair: EdgePair) throws {
    let done = try pair.edge.git.shell(
      "rm \(path) && git checkout -- \(path) && touch -d 2026-01-01 \(path) && git update-index --refresh"
    )
    try #require(done.status == 0, "\(done.errorText)")
  }

  /// A filter of the user's, as Git LFS sets one up: it makes a file of its pointer, and a pointer of the
  /// file.
  @Test(arguments: ["lfs", "vault"])
  func whatAFilterMakesIsLeftToGit(_ name: String) throws {
    let pair = try EdgePair()
    try pair.edge.git.run("config", "filter.\(name).smudge", "sed 's/^oid /CONTENT /'")
    try pair.edge.git.run("config", "filter.\(name).clean", "sed 's/^CONTENT /oid /'")
    try pair.edge.git.run("config", "filter.\(name).required", "true")
    let checked = CheckedPair(pair)
    let path = "services/api/model.bin"
    let pointer = { (id: String) in
      RawRepository.Entry.text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:\(id)\nsize 9\n")
    }
    for id in ["aaaa", "bbbb"] {
      let landing = try checked.sync(
        [".gitattributes": .text("*.bin filter=\(name) -text\n"), "model.bin": pointer(id)],
        leaves: [path])
      let text = landing.outcome.text
      #expect(text.contains("note: \(path): a Git LFS pointer, copied as a pointer"), "\(text)")
      let wayOn = "create it with `rm \(path) && git checkout -- \(path)`"
      #expect(
        text.contains(
          name == "lfs"
            ? "left to git: \(path) is a Git LFS pointer here; get all such files with `git -c remote.edgesync.url=\(pair.folder.name)/platform lfs pull edgesync`"
            : "left to git: \(path) goes through the filter \(name); \(wayOn)"), "\(text)")
      #expect(!text.contains("saved during the sync"))
      try settle(path, pair)
      #expect(pair.folder.text(of: "edge/" + path)?.contains("CONTENT sha256:\(id)") == true)
      #expect(try pair.run("verify").status == 0)
    }
    // What a person saved is told from what the filter made.
    try pair.write("mine\n", to: path)
    try pair.advance(["model.bin": pointer("cccc")], subject: "Once more")
    try checked.expectRefusal("\(path) was modified here", status: 3)
    try settle(path, pair)
    // What Git LFS made of a pointer can be made again, and goes with it.
    let removal = try checked.sync(["app.py": .text("x\n")], leaves: name == "lfs" ? [] : [path])
    #expect(
      name == "lfs"
        || removal.outcome.text.contains(
          "left to git: upstream removed \(path); your copy came from a git filter: delete it"),
      "\(removal.outcome.text)")
  }
}
