import Foundation
import Support
import SystemPackage
import Testing

/// What `carry` doesn't merge: it says why and what to run, and has changed nothing.
@Suite struct CarryRefusalTests {
  private static let path = "services/api/requirements.txt"
  private static let app: RawRepository.Entry = .text("one\ntwo\nthree\n")

  /// A pair whose upstream has another version of an override, or none.
  private func pair(_ now: RawRepository.Entry?) throws -> EdgePair {
    let pair = try EdgePair()
    let other = now.map { [(Array("requirements.txt".utf8), $0)] } ?? []
    try pair.advance(
      entry: .folder([(Array("app.py".utf8), Self.app)] + other), message: Array("Go on".utf8))
    return pair
  }

  private static let versions: [(RawRepository.Entry, String)] = [
    (.file([1, 0, 2]), "it is binary"), (.link(to: "app.py"), "upstream's is a symbolic link"),
    (.gitlink(String(repeating: "a", count: 40)), "upstream's is a submodule"),
    (.text(String(repeating: "\n", count: 1_200_001)), "it is too large"),
  ]

  @Test(arguments: versions.indices)
  func versionsThatAreNoTexts(_ index: Int) throws {
    let (now, reason) = Self.versions[index]
    let pair = try pair(now)
    let outcome = try expectRefused(pair, Self.path, reason, status: 1)
    let read = try Remedy(pair: pair).follow("git -C ", of: outcome)
    if case .gitlink(let commit) = now {
      #expect(read.text == "160000 commit \(commit)\t\(Self.path)")
    } else {
      let blob = try pair.platform.git.run("cat-file", "blob", "main:\(Self.path)")
      #expect(read.output == blob.output)
    }
  }

  /// A commit that the pin has already would take out of the file what came after it.
  @Test func whatIsPinnedIsNotTakenOut() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    try #require(try pair.run("pin", commits[3], "--yes").status == 0)
    for commit in [pair.pin, commits[0]] {
      let outcome = try pair.run("carry", Self.path, "--to", commit, "--write")
      #expect(outcome.status == 1)
      #expect(outcome.errorText.contains("the pin has it already"), "\(outcome.errorText)")
      let listed = try Remedy(pair: pair).follow("edgesync log", of: outcome)
      #expect(listed.text.contains("is up to date with"), "\(listed.text)")
    }
    #expect(try pair.edge.git.run("status", "--porcelain").lines.isEmpty)
  }

  /// Expects a refusal, with and without `--write`, that changes nothing.
  @discardableResult
  private func expectRefused(
    _ pair: EdgePair, _ path: String, _ words: String, status: Int32, to commit: String = "main"
  ) throws -> Program.Outcome {
    let state = try pair.state()
    let (options, names) = (["carry", "--to", commit, "--json"], ["--", path])
    let outcome = try pair.edgesync.run(options + names, in: pair.edge.git.folder)
    for outcome in [
      outcome, try pair.edgesync.run(options + ["--write"] + names, in: pair.edge.git.folder),
    ] {
      #expect(outcome.status == status, "\(path): \(outcome.errorText)")
      #expect(outcome.errorText.contains(words), "\(path): \(outcome.errorText)")
      #expect(outcome.isOneSentence && outcome.output.isEmpty && outcome.unsafeText.isEmpty)
    }
    #expect(try pair.state() == state)
    #expect(try pair.leftovers().isEmpty)
    return outcome
  }

  @Test(arguments: [
    ("rm requirements.txt; ln -s app.py requirements.txt", "it isn't a regular file", 1),
    ("rm requirements.txt; mkfifo requirements.txt", "it isn't a regular file", 1),
    ("printf 'a\\0b' > requirements.txt", "it is binary", 1),
    ("truncate -s 33M requirements.txt", "it is over 32 MiB", 1),
    ("echo '*.txt binary' > ../../.gitattributes", "its attributes say", 1),
    ("echo '*.txt -merge' > ../../.gitattributes", "its attributes say", 1),
    ("echo '*.txt merge=binary' > ../../.gitattributes", "its attributes say", 1),
    (
      "echo '*.txt merge=x' > ../../.gitattributes; git config merge.x.driver 'touch canary'",
      "the driver x, which edgesync doesn't run", 1
    ),
    (
      "git config merge.default x; git config merge.x.driver 'touch canary'",
      "the driver x, which edgesync doesn't run", 1
    ),
    (
      "echo '*.txt filter=x' > ../../.gitattributes; git config filter.x.smudge 'touch canary'",
      "the filter x", 1
    ),
    ("echo '*.txt working-tree-encoding=UTF-16' > ../../.gitattributes", "it is in UTF-16", 1),
    ("mv ../api ../real; ln -s real ../api", "services/api isn't a folder", 3),
  ])
  func whatStandsThere(_ script: String, _ words: String, _ status: Int32) throws {
    let pair = try pair(.text("fastapi==2\n"))
    _ = try pair.edge.git.shell("cd services/api; \(script)")
    try expectRefused(pair, Self.path, words, status: status)
    #expect(try pair.canaries().isEmpty)
  }

  /// Unmerged to git's index, with marks of any kind and with none.
  @Test(arguments: [true, false])
  func whatIsUnmerged(_ isMarked: Bool) throws {
    let pair = try pair(.text("fastapi==2\n"))
    let remedy = Remedy(pair: pair)
    try remedy.run(
      "git checkout -q -b other && echo theirs > \(Self.path) && git commit -qam Theirs")
    try remedy.run("git checkout -q - && echo ours > \(Self.path) && git commit -qam Ours")
    try remedy.run("git merge other", succeeds: false)
    if !isMarked { try pair.write("both\n", to: Self.path) }
    let outcome = try expectRefused(pair, Self.path, "has conflicts", status: 3)
    if isMarked {
      #expect(try remedy.follow("grep ", of: outcome).text.contains(">>>>>>> other"))
    } else {
      try remedy.follow("git add ", of: outcome)
      #expect(try [0, 2].contains(pair.run("carry", Self.path, "--to", "main").status))
    }
  }

  @Test func whatIsMissingComesBackAsTold() throws {
    let pair = try pair(.text("fastapi==2\n"))
    let remedy = Remedy(pair: pair)
    try remedy.run("rm \(Self.path)")
    let gone = try expectRefused(pair, Self.path, "isn't in your work tree", status: 1)
    try remedy.follow("git checkout ", of: gone)
    #expect(try [0, 2].contains(pair.run("carry", Self.path, "--to", "main").status))
    try remedy.run("git sparse-checkout set --no-cone '/*' '!requirements.txt'")
    let left = try expectRefused(pair, Self.path, "isn't in your work tree", status: 1)
    try remedy.follow("git checkout ", of: left)
    try remedy.run("git sparse-checkout disable; git rm -q \(Self.path); git commit -qm Gone")
    let none = try expectRefused(pair, Self.path, "isn't in your work tree", status: 1)
    try remedy.follow("git -C ", of: none)
    #expect(pair.folder.text(of: "edge/" + Self.path) == "fastapi==2\n")
  }

  @Test func whatUpstreamDeletedIsAcknowledgedAsTold() throws {
    let pair = try pair(nil)
    let remedy = Remedy(pair: pair)
    let later = try expectRefused(pair, Self.path, "upstream has deleted the file at", status: 1)
    try remedy.follow("edgesync diff ", of: later)
    try remedy.expectDone("pin", "main", "--yes")
    let gone = try expectRefused(pair, Self.path, "upstream deleted the file", status: 1)
    try remedy.follow("edgesync acknowledge ", of: gone)
  }

  @Test func whatIsNewUpstreamIsComparedAsTold() throws {
    let pair = try EdgePair()
    try pair.write("mine\n", to: "services/api/extra.txt")
    try pair.folder.write(
      try #require(pair.folder.text(of: "edge/edgesync.yml")).replacing(
        "requirements.txt]", with: "requirements.txt, extra.txt]"), to: "edge/edgesync.yml")
    try pair.edge.git.run("add", "--all")
    try pair.edge.git.run("commit", "--quiet", "--message", "Ours")
    try pair.advance(
      ["app.py": Self.app, "extra.txt": .text("theirs\n")], subject: "Come to have it too")
    let new = try expectRefused(pair, "services/api/extra.txt", "is new upstream", status: 1)
    let told = try #require(new.errorText.firstMatch(of: /`([^`]+)`/)).1
    #expect(try Remedy(pair: pair).run(String(told), succeeds: false).text.contains("> theirs"))
  }

  @Test func whatIsNoOverride() throws {
    let pair = try pair(.text("fastapi==2\n"))
    for (path, words) in [
      ("services/api/app.py", "no edge entry"), ("nowhere", "no edge entry"),
      ("../platform/README.md", "no edge entry"), ("config/edge.yml", "upstream has no such file"),
      ("-h\u{1B}[31m`x`", "no edge entry"), (".git/config", "no edge entry"),
    ] {
      let outcome = try expectRefused(pair, path, words, status: 1)
      try Remedy(pair: pair).follow("edgesync status", of: outcome)
    }
    #expect(try pair.run("carry").status == 64)
    #expect(try pair.run("carry", Self.path, "--to", "nothing").status == 64)
  }

  @Test func whatASubmoduleHolds() throws {
    let pair = try EdgePair(.submodule)
    try pair.advanceAsUsual()
    try expectRefused(
      pair, "platform/" + Self.path, "where all files are upstream's", status: 1)
  }

  @Test func aFolderThatMayNotBeWrittenTo() throws {
    let pair = try pair(.text("fastapi==1\nhttpx==2\n"))
    let git = pair.edge.git
    try pair.write("# mine\n\nfastapi==1\n", to: Self.path)
    // To root everything is writable: the program runs as somebody else where it can.
    var run = { try pair.run("carry", Self.path, "--to", "main", "--write") }
    if getuid() == 0 {
      _ = try Program("/bin/chown").run(["-R", "65534:65534", pair.folder.name])
      run = {
        try Program("/usr/bin/setpriv", variables: pair.edgesync.variables).run(
          [
            "--reuid=65534", "--regid=65534", "--clear-groups", EdgesyncProgram.name, "carry",
            Self.path, "--to", "main", "--write",
          ], in: git.folder)
      }
    }
    _ = try git.shell("chmod 555 services/api")
    let refused = try run()
    let standing = pair.folder.text(of: "edge/" + Self.path)
    try Remedy(pair: pair).follow("chmod u+w ", of: refused)
    let written = try run()
    if getuid() == 0 { _ = try Program("/bin/chown").run(["-R", "0:0", pair.folder.name]) }
    #expect(refused.status == 3 && standing == "# mine\n\nfastapi==1\n", "\(refused.errorText)")
    #expect(written.status == 0, "\(written.text)\(written.errorText)")
    #expect(pair.folder.text(of: "edge/" + Self.path) == "# mine\n\nfastapi==1\nhttpx==2\n")
  }

  /// Names that would be an option, a command, two lines, a pattern, or no text.
  @Test func namesAreNothingButNames() throws {
    let names =
      ["-p.own", "a b'\"$(touch canary)`touch canary`.own", "two\nlines.own", ":(glob)*.own"]
      .map { Array($0.utf8) } + [Array("caf".utf8) + [0xE9] + Array(".own".utf8)]
    func service(_ text: String) -> RawRepository.Entry {
      .folder([(Array("app.py".utf8), Self.app)] + names.map { ($0, .text(text)) })
    }
    let pair = try EdgePair(
      mappings:
        "mappings: [{ name: api, from: services/api, to: services/api, edge: ['*.own', requirements.txt, Dockerfile] }]\n"
    )
    try pair.advance(entry: service("one\n\ntwo\n"), message: Array("Add names".utf8))
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    let lock = try #require(pair.folder.text(of: "edge/edgesync.lock"))
    try pair.folder.write(
      String(lock.split(separator: "overrides:")[0]), to: "edge/edgesync.lock")
    let folder = Array((pair.edge.git.folder.string + "/services/api/").utf8)
    for name in names {
      _ = try Program("/bin/bash").run(
        ["-c", "IFS= read -r -d '' name; printf 'mine\\n\\ntwo\\n' > \"$name\""],
        in: pair.edge.git.folder, input: folder + name + [0])
    }
    try pair.edge.git.run("add", "--all")
    try pair.edge.git.run("commit", "--quiet", "--message", "Ours")
    try pair.advance(entry: service("one\n\nthree\n"), message: Array("Go on".utf8))
    let given = names.map { name in
      String(validating: Array("services/api/".utf8) + name, as: UTF8.self)
        ?? "services/api/caf%E9.own"
    }
    for name in given {
      let outcome = try pair.run("carry", "--to", "main", "--write", "--", name)
      #expect(outcome.status == 0, "\(name): \(outcome.errorText)")
      #expect(outcome.unsafeText.isEmpty, "\(name)")
      let told = try #require(outcome.errorText.firstMatch(of: /`(git restore [^`]+)`/)).1
      _ = try Remedy(pair: pair).run("! git diff --quiet && \(told) && git diff --quiet")
    }
    let all = try pair.edgesync.run(
      ["carry", "--to", "main", "--write", "--json", "--"] + given, in: pair.edge.git.folder)
    let files = try JSON(parsing: all.output)["files"].elements
    #expect(files.map(\.["path"].text) == given)
    #expect(files.map { $0["pathBytes"] == .bool(true) } == given.map { $0.contains("%E9") })
    let merged = try pair.edge.git.outcome(["ls-files", "-z", "--modified"]).output
    #expect(merged.split(separator: 0).count == names.count)
    #expect(try pair.edge.git.outcome(["diff", "--stat"]).text.contains("5 insertions"))
    #expect(try pair.canaries().isEmpty)
  }
}
