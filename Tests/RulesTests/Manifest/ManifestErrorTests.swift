import Rules
import Testing
import Text

/// What is wrong with a manifest, said with file, line and reason.
@Suite struct ManifestErrorTests {
  private static let head = "version: 1\nupstream: { url: u, branch: main }\n"
  private static let whole = head + "mappings:\n  - { name: a, from: a, to: a }\n"

  private static func mapping(_ entries: String) -> String {
    head + "mappings:\n  - name: one\n    from: a\n    to: one\n  - { \(entries) }\n"
  }

  private static func check(_ entries: String) -> String {
    whole + "checks:\n  - { name: first, run: make }\n  - { \(entries) }\n"
  }

  /// Manifests with the sentence that refuses each.
  static let cases: [(text: String, message: String)] = [
    // The file as a whole.
    ("", "edgesync.yml: it is empty"),
    ("\n\n# nothing\n", "edgesync.yml: it is empty"),
    ("just text", "edgesync.yml:1: the manifest has to be a mapping"),
    ("- a\n- b\n", "edgesync.yml:1: the manifest has to be a mapping"),
    ("a: b\n---\nc: d\n", "edgesync.yml:2: but found another document"),
    (
      whole + "<<<<<<< ours\nmode: selective\n=======\n>>>>>>> theirs\n",
      "edgesync.yml:5: a merge left its conflict markers in the file"
    ),
    (
      whole + "||||||| base\nmode: selective\n",
      "edgesync.yml:5: a merge left its conflict markers in the file"
    ),
    (
      whole + "=======\r\nmode: selective\n",
      "edgesync.yml:5: a merge left its conflict markers in the file"
    ),
    (
      whole + "<<<<<<<<<<\nmode: selective\n",
      "edgesync.yml:5: a merge left its conflict markers in the file"
    ),
    (whole + "\tmode: selective\n", "edgesync.yml:5: found character that cannot start any token"),
    (whole + "mode: [\n", "edgesync.yml:6: did not find expected node content"),
    (whole + "mode: \"selective\n", "edgesync.yml:6: found unexpected end of stream"),
    (whole + "mode: selective\nmode: selective\n", "edgesync.yml:5: a key appears twice: mode"),
    (whole + "edge: [*nothing]\n", "edgesync.yml:5: found undefined alias"),
    (
      whole + "modes: selective\n",
      "edgesync.yml:5: the manifest has no key `modes`. Did you mean `mode`?"
    ),
    (
      whole + "x: 1\n",
      "edgesync.yml:5: the manifest has no key `x`. Its keys are version, upstream"
    ),
    (whole + "? [a]\n: b\n", "edgesync.yml:5: a key of the manifest isn't text"),
    // Version.
    (
      "upstream: { url: u }\nmappings: []\n",
      "edgesync.yml:1: `version` is missing. Write `version: 1`"
    ),
    ("version: 2\nupstream: { url: u }\n", "edgesync.yml:1: this edgesync reads version 1 only"),
    ("version: one\n", "edgesync.yml:1: version has to be a whole number"),
    ("version: [1]\n", "edgesync.yml:1: version has to be a whole number"),
    // Upstream.
    ("version: 1\nmappings: []\n", "edgesync.yml:1: `upstream` is missing"),
    (
      "version: 1\nupstream: u\nmappings: [{ from: a, to: a }]\n",
      "edgesync.yml:2: upstream has to be a mapping"
    ),
    (upstream("branch: main"), "edgesync.yml:2: `upstream.url` is missing"),
    (upstream("url: "), "edgesync.yml:2: upstream.url is empty"),
    (upstream("url: [u]"), "edgesync.yml:2: upstream.url has to be text"),
    (upstream("url: \"a\\nb\""), "edgesync.yml:2: upstream.url holds a control character"),
    (
      upstream("url: \"a\\x85b\""),
      "edgesync.yml:2: upstream.url can't be used: it holds a control character"
    ),
    (
      upstream("url: -x"),
      "edgesync.yml:2: upstream.url can't be used: it starts with a dash. Write ./ before a path"
    ),
    (
      upstream("url: --upload-pack=touch"),
      "edgesync.yml:2: upstream.url can't be used: it starts with a dash"
    ),
    (
      upstream("url: \"-\\u0301x\""),
      "edgesync.yml:2: upstream.url can't be used: it starts with a dash"
    ),
    (
      upstream("url: \"https://ana:hunter2@example.com/p.git\""),
      "edgesync.yml:2: upstream.url can't be used: it has a user, a password or a token in it"
    ),
    (
      upstream("url: \"https://ana:\\u0301hunter2@example.com/p.git\""),
      "edgesync.yml:2: upstream.url can't be used: it has a user, a password or a token in it"
    ),
    (
      upstream("url: \"https://ghp_0123456789abcdefghij@example.com/p.git\""),
      "edgesync.yml:2: upstream.url can't be used: it has a user, a password or a token in it"
    ),
    (
      upstream("url: \"HTTPS://ghp_0123456789abcdefghij@example.com/p.git\""),
      "edgesync.yml:2: upstream.url can't be used: it has a user, a password or a token in it"
    ),
    (
      upstream("url: \"ssh://ana:secret@example.com/p.git\""),
      "edgesync.yml:2: upstream.url can't be used: it has a user, a password or a token in it"
    ),
    (
      upstream("url: \"ext::sh -c touch% x\""),
      "edgesync.yml:2: upstream.url can't be used: git would run a helper for `ext`"
    ),
    (
      upstream("url: \"ext::\\u0301sh\""),
      "edgesync.yml:2: upstream.url can't be used: git would run a helper for `ext`"
    ),
    (
      upstream("url: \"fd::17\""),
      "edgesync.yml:2: upstream.url can't be used: git would run a helper for `fd`"
    ),
    (
      upstream("url: \"ftp://example.com/p\""),
      "edgesync.yml:2: upstream.url can't be used: git would run a helper for `ftp`"
    ),
    (
      upstream("url: u, branch: -x"),
      "edgesync.yml:2: upstream.branch can't be used: `-x` isn't a valid branch name"
    ),
    (upstream("url: u, branch: a..b"), "edgesync.yml:2: upstream.branch can't be used"),
    (upstream("url: u, branch: \"a b\""), "edgesync.yml:2: upstream.branch can't be used"),
    (upstream("url: u, branch: [main]"), "edgesync.yml:2: upstream.branch has to be text"),
    (
      upstream("url: u, token: x"),
      "edgesync.yml:2: upstream has no key `token`. Its keys are url, branch"
    ),
    // Mode.
    (
      whole + "mode: selectiv\n",
      "edgesync.yml:5: mode can't be `selectiv`. It is one of selective, submodule"
    ),
    (
      whole + "mode: submodule\n",
      "edgesync.yml:5: submodule mode needs the submodule's path. Write `submodule: PATH`"
    ),
    (
      whole + "mode: submodule\nsubmodule: ../x\n",
      "edgesync.yml:6: submodule can't be ../x: a name in it is .."
    ),
    (
      head + "mode: submodule\nsubmodule: .\nmappings:\n  - { name: a, from: a }\n",
      "edgesync.yml:4: the submodule has to be a folder of its own"
    ),
    (
      head + "mode: submodule\nsubmodule: edgesync.yml\nmappings:\n  - { name: a, from: a }\n",
      "edgesync.yml:4: submodule can't be edgesync.yml: edgesync.yml is edgesync's own file"
    ),
    (
      head + "mode: submodule\nsubmodule: p/q\nmappings:\n  - { name: a, from: a, to: a }\n",
      "edgesync.yml:6: a submodule holds upstream's files where upstream has them. Write `to: p/q/a`, or leave it out"
    ),
    (
      head + "mode: submodule\nsubmodule: p\nchangelog: p/log.md\nmappings:\n  - { from: . }\n",
      "edgesync.yml:5: the changelog can't lie in the submodule, which is upstream's. Name a file outside p"
    ),
    (
      head + "mode: submodule\nsubmodule: EdgeSync.Lock\nmappings:\n  - { name: a, from: a }\n",
      "edgesync.yml:4: submodule can't be EdgeSync.Lock: edgesync.lock is edgesync's own file"
    ),
    (
      head + "mode: submodule\nsubmodule: edgesync.yml/x\nmappings:\n  - { name: a, from: a }\n",
      "edgesync.yml:4: submodule can't be edgesync.yml/x: edgesync.yml is edgesync's own file"
    ),
    // The changelog and what it would stand in the place of.
    (
      whole + "changelog: edgesync.lock\n",
      "edgesync.yml:5: changelog can't be edgesync.lock: edgesync.lock is edgesync's own file. Name another path"
    ),
    (whole + "changelog: ./edgesync.yml\n", "edgesync.yml:5: changelog can't be edgesync.yml"),
    (whole + "changelog: EDGESYNC.lock\n", "edgesync.yml:5: changelog can't be EDGESYNC.lock"),
    (whole + "changelog: edgesync.lock/x.md\n", "edgesync.yml:5: changelog can't be"),
    (whole + "changelog: \"edgesync.lock. \"\n", "edgesync.yml:5: changelog can't be"),
    (whole + "changelog: \"edge\\u200Csync.yml\"\n", "edgesync.yml:5: changelog can't be"),
    (whole + "changelog: .git/hooks/pre-commit\n", "edgesync.yml:5: changelog can't be"),
    (whole + "changelog: .\n", "edgesync.yml:5: the changelog has to be a file"),
    (
      whole + "changelog: .gitattributes\n", "edgesync.yml:5: the changelog can't be .gitattributes"
    ),
    (
      whole + "changelog: .GitHub/workflows/log.yml\n",
      "edgesync.yml:5: the changelog can't be .GitHub/workflows/log.yml: GitHub runs it"
    ),
    (
      whole + "changelog: a\n",
      "edgesync.yml:5: the changelog a would be in the mapping a, at a. Name another file"
    ),
    (whole + "changelog: A\n", "edgesync.yml:5: the changelog A would be in the mapping a"),
    (
      head + "mappings:\n  - { name: b, from: a, to: caf\u{E9}/b }\nchangelog: cafe\u{301}\n",
      "edgesync.yml:5: the changelog cafe\u{301} would be in the mapping b"
    ),
    (
      head + "mappings:\n  - { name: b, from: a, to: docs/sync-changelog.md }\n",
      "edgesync.yml:4: the changelog docs/sync-changelog.md would be in the mapping b"
    ),
    (
      head + "mappings:\n  - { name: b, from: a, to: edgesync.lock }\n",
      "edgesync.yml:4: to can't be edgesync.lock: edgesync.lock is edgesync's own file"
    ),
    (
      head + "mappings:\n  - { name: b, from: a, to: Edgesync.yml/b }\n",
      "edgesync.yml:4: to can't be Edgesync.yml/b"
    ),
    // Mappings.
    (
      head, "edgesync.yml:1: `mappings` is missing. Write at least one with `name`, `from` and `to`"
    ),
    (head + "mappings: []\n", "edgesync.yml:3: there are no mappings"),
    (head + "mappings: a\n", "edgesync.yml:3: mappings has to be a list"),
    (head + "mappings:\n  a: b\n", "edgesync.yml:4: mappings has to be a list"),
    (head + "mappings: [a]\n", "edgesync.yml:3: a mapping has to be a mapping"),
    (
      mapping("name: b, to: b"),
      "edgesync.yml:7: the mapping has no `from`. Name the folder upstream"
    ),
    (
      mapping("name: b, from: b"),
      "edgesync.yml:7: the mapping has no `to`. Name the folder in the edge repo"
    ),
    (
      mapping("name: one, from: b, to: b"),
      "edgesync.yml:7: the mapping one is already on line 4. Give it another name"
    ),
    (
      mapping("name: b, from: a, to: one"),
      "edgesync.yml:7: the mappings one and b both claim one. Exclude it from one of them"
    ),
    (
      mapping("name: b, from: /b, to: b"),
      "edgesync.yml:7: from is an absolute path. Write it from the repository's root"
    ),
    (mapping("name: b, from: b, to: /b"), "edgesync.yml:7: to is an absolute path"),
    (
      mapping("name: b, from: ../b, to: b"),
      "edgesync.yml:7: from can't be ../b: a name in it is .."
    ),
    (
      mapping("name: b, from: b, to: b/../../c"),
      "edgesync.yml:7: to can't be b/../../c: a name in it is .."
    ),
    (mapping("name: b, from: b, to: .."), "edgesync.yml:7: to can't be ..: a name in it is .."),
    (
      mapping("name: b, from: b, to: b/./c"), "edgesync.yml:7: to can't be b/./c: a name in it is ."
    ),
    (
      mapping("name: b, from: b, to: b//c"),
      "edgesync.yml:7: to can't be b//c: a name in it is empty"
    ),
    (
      mapping("name: b, from: b, to: .git/hooks"),
      "edgesync.yml:7: to can't be .git/hooks: git, HFS+ or NTFS would take .git for .git or a parent folder"
    ),
    (mapping("name: b, from: b, to: a/.GIT"), "edgesync.yml:7: to can't be a/.GIT"),
    (mapping("name: b, from: b, to: git~1/x"), "edgesync.yml:7: to can't be git~1/x"),
    (
      mapping("name: b, from: b, to: \".g\\u200Cit/x\""),
      "edgesync.yml:7: to can't be .g<U+200C>it/x"
    ),
    (mapping("name: b, from: b, to: \"a\\\\.git\""), "edgesync.yml:7: to can't be a\\.git"),
    (mapping("name: b, from: \"a\\tb\", to: b"), "edgesync.yml:7: from holds a control character"),
    (mapping("name: b, from: [b], to: b"), "edgesync.yml:7: from has to be text"),
    (mapping("name: b, from: b, to: \"\""), "edgesync.yml:7: to is empty"),
    (mapping("name: {}, from: b, to: b"), "edgesync.yml:7: name has to be text"),
    (mapping("name: b, from: b, to: b, only: x"), "edgesync.yml:7: a mapping has no key `only`"),
    (
      mapping("name: b, from: b, to: b, includes: []"),
      "edgesync.yml:7: a mapping has no key `includes`. Did you mean `include`?"
    ),
    (
      mapping("name: b, from: b, to: b, include: []"),
      "edgesync.yml:7: include is empty. Leave it out to take every file"
    ),
    (
      mapping("name: b, from: b, to: b, include: \"**\""),
      "edgesync.yml:7: include has to be a list"
    ),
    (
      mapping("name: b, from: b, to: b, exclude: {a: b}"),
      "edgesync.yml:7: exclude has to be a list"
    ),
    (
      mapping("name: b, from: b, to: b, edge: [[a]]"),
      "edgesync.yml:7: a pattern of edge has to be text"
    ),
    (
      mapping("name: b, from: b, to: b, edge: [\"\"]"), "edgesync.yml:7: a pattern of edge is empty"
    ),
    (
      mapping("name: b, from: b, to: b, edge: [\"#x\"]"),
      "edgesync.yml:7: the pattern `#x` matches nothing. Put a backslash before a leading #"
    ),
    (
      mapping("name: b, from: b, to: b, edge: [\"/\"]"),
      "edgesync.yml:7: the pattern `/` matches nothing"
    ),
    (whole + "edge: Dockerfile\n", "edgesync.yml:5: edge has to be a list"),
    (
      whole + "edge: [{ reason: x }]\n",
      "edgesync.yml:5: an entry of edge has no `pattern`. Write it as `{ pattern: FILE, reason: WHY }`"
    ),
    (
      mapping("name: b, from: b, to: b, edge: [{ pattern: a, why: x }]"),
      "edgesync.yml:7: an entry of edge has no key `why`"
    ),
    (whole + "edge: [{ pattern: [a] }]\n", "edgesync.yml:5: a pattern of edge has to be text"),
    (whole + "edge: [{ pattern: \"/\" }]\n", "edgesync.yml:5: the pattern `/` matches nothing"),
    (
      whole + "edge: [{ pattern: a, reason: \"b\\nc\" }]\n",
      "edgesync.yml:5: reason holds a control character"
    ),
    (whole + "edge: [{ pattern: a, owner: \"\" }]\n", "edgesync.yml:5: owner is empty"),
    (
      whole + "edge: [{ pattern: a, reason: \(String(repeating: "x", count: 501)) }]\n",
      "edgesync.yml:5: reason is longer than 500 characters"
    ),
    (
      mapping("name: b, from: b, to: b, exclude: [{ pattern: a }]"),
      "edgesync.yml:7: a pattern of exclude has to be text"
    ),
    (whole + "edge:\n  - a\n  - \"  \"\n", "edgesync.yml:7: the pattern `  ` matches nothing"),
    // Changelog and landing.
    (whole + "changelog: .\n", "edgesync.yml:5: the changelog has to be a file"),
    (whole + "changelog: /tmp/x\n", "edgesync.yml:5: changelog is an absolute path"),
    (whole + "changelog: [a]\n", "edgesync.yml:5: changelog has to be text"),
    (whole + "land: commit\n", "edgesync.yml:5: land has to be a mapping"),
    (
      whole + "land:\n  weekly: commit\n  monthly: push\n",
      "edgesync.yml:7: land has no key `monthly`"
    ),
    (
      whole + "land: { weekly: pull }\n",
      "edgesync.yml:5: land.weekly can't be `pull`. It is one of commit, push, branch, pull-request"
    ),
    (whole + "land: { recovery: commit }\n", "edgesync.yml:5: land has no key `recovery`"),
    (whole + "alerts: x\n", "edgesync.yml:5: alerts has to be a list"),
    // Checks.
    (whole + "checks: x\n", "edgesync.yml:5: checks has to be a list"),
    (check("run: x"), "edgesync.yml:7: a check has no `name`"),
    (check("name: b"), "edgesync.yml:7: the check b does nothing. Give it a `run: COMMAND`"),
    (
      check("name: b, run: x, build: y"),
      "edgesync.yml:7: the check b does more than one thing. Make a check of each"
    ),
    (check("name: b, run: x, http: []"), "edgesync.yml:7: the check b does more than one thing"),
    (check("name: b, run: [x]"), "edgesync.yml:7: run has to be text"),
    (check("name: b, run: \"a\\0b\""), "edgesync.yml:7: run holds a NUL"),
    (
      check("name: first, run: x"),
      "edgesync.yml:7: the check first is already on line 6. Give it another name"
    ),
    (
      check("name: synced-identical, run: x"),
      "edgesync.yml:7: `synced-identical` is a built-in check. Give it another name"
    ),
    (
      check("name: b, run: x, stage: mid"),
      "edgesync.yml:7: stage can't be `mid`. It is one of pre, post"
    ),
    (
      check("name: b, run: x, timeout: soon"),
      "edgesync.yml:7: timeout can't be `soon`. Write it as `90s`, `10m` or `2h`"
    ),
    (check("name: b, run: x, timeout: 0"), "edgesync.yml:7: timeout can't be `0`"),
    (check("name: b, run: x, timeout: -5m"), "edgesync.yml:7: timeout can't be `-5m`"),
    (check("name: b, run: x, timeout: 1d"), "edgesync.yml:7: timeout can't be `1d`"),
    (
      check("name: b, run: x, timeout: 99999999999999999999s"),
      "edgesync.yml:7: timeout can't be `99999999999999999999s`"
    ),
    (check("name: b, run: x, timeout: s"), "edgesync.yml:7: timeout can't be `s`"),
    (
      check("name: b, run: x, required: perhaps"),
      "edgesync.yml:7: required has to be true or false"
    ),
    (check("name: b, run: x, needs: first"), "edgesync.yml:7: needs has to be a list"),
    (
      check("name: b, run: x, needs: [third]"),
      "edgesync.yml:7: the check b needs `third`, which doesn't exist"
    ),
    (
      check("name: b, run: x, needs: [b]"),
      "edgesync.yml:6: these checks need each other in a circle: b"
    ),
    (
      check("name: b, run: x, env: [[A]]"),
      "edgesync.yml:7: env has to be a mapping of names to values"
    ),
    (
      check("name: b, run: x, env: { \"A=B\": x }"),
      "edgesync.yml:7: env has to be a mapping of names to values"
    ),
    (
      check("name: b, run: x, env: { A: [x] }"),
      "edgesync.yml:7: env has to be a mapping of names to values"
    ),
    (
      check("name: b, run: x, env: [\"A=B\"]"),
      "edgesync.yml:7: env has to be a mapping of names to values"
    ),
    (check("name: b, build: x, junit: r"), "edgesync.yml:7: the check b runs no command"),
    (check("name: b, run: x, junit: ../r"), "edgesync.yml:7: junit can't be `../r`"),
    (check("name: b, run: x, tolerance: 5%"), "edgesync.yml:7: tolerance needs a benchmark"),
    (
      check("name: b, run: x, benchmark: r, tolerance: little"),
      "edgesync.yml:7: tolerance can't be `little`"
    ),
    (
      check("name: b, run: x, benchmark: r, against: last"),
      "edgesync.yml:7: against can't be `last`"
    ),
    (check("name: b, http: [{ get: x }]"), "edgesync.yml:7: `x` isn't an http url"),
    (
      check("name: b, http: [{ status: 200 }]"),
      "edgesync.yml:7: an http probe needs exactly one of get, head, post, put, delete"
    ),
    (
      check("name: b, http: [{ get: \"http://x\", status: 99 }]"),
      "edgesync.yml:7: 99 isn't an HTTP status"
    ),
    (check("name: b, run: x, when: now"), "edgesync.yml:7: a check has no key `when`"),
    (check("name: b, runs: x"), "edgesync.yml:7: a check has no key `runs`. Did you mean `run`?"),
  ]

  private static func upstream(_ entries: String) -> String {
    "version: 1\nupstream: { \(entries) }\nmappings: [{ name: a, from: a, to: a }]\n"
  }

  @Test(arguments: cases.indices)
  func aManifestIsRefusedWithItsLineAndReason(_ index: Int) throws {
    let (text, message) = Self.cases[index]
    let error = try #require(throws: ManifestError.self) {
      try Manifest(parsing: Array(text.utf8))
    }
    #expect(error.message.string.hasPrefix(message), "\(error.message.string)\n\(text)")
    #expect(error.exitStatus == .invalid && error.exitStatus.rawValue == 78)
    #expect(!error.message.string.contains("hunter2") && !error.message.string.contains("ghp_"))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61], "edgesync.yml: it isn't UTF-8"),
      (Array("a: ".utf8) + [0xE9], "edgesync.yml: it isn't UTF-8"),
      ([0x00], "edgesync.yml:1: it holds a control character"),
      (Array(repeating: 0x20, count: (1 << 20) + 1), "edgesync.yml: it is over 1 MiB"),
    ] as [([UInt8], String)])
  func bytesThatAreNoManifestAreRefused(_ bytes: [UInt8], _ message: String) throws {
    let error = try #require(throws: ManifestError.self) { try Manifest(parsing: bytes) }
    #expect(error.message.string.hasPrefix(message), "\(error.message.string)")
  }

  /// Brackets and aliases that would end the process or fill the memory.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "[", count: 500_000), String(repeating: "{a: ", count: 200_000),
      String(repeating: "- ", count: 300_000), String(repeating: "? ", count: 300_000),
      "checks: " + String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
    ])
  func nestingHasABound(_ text: String) throws {
    let error = try #require(throws: ManifestError.self) { try Manifest(parsing: Array(text.utf8)) }
    #expect(error.message.string.contains("nest"), "\(error.message)")
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["", "? *l30\n: x\n"])
  func aliasesHaveABound(_ use: String) throws {
    var text = Self.whole + "alerts:\n  - &l0 [x, x]\n"
    for level in 1...30 { text += "  - &l\(level) [*l\(level - 1), *l\(level - 1)]\n" }
    let error = try #require(throws: ManifestError.self) {
      try Manifest(parsing: Array((text + use).utf8))
    }
    #expect(error.message.string.hasPrefix("edgesync.yml:"))
    #expect(error.message.string.contains("its aliases make it too large"), "\(error.message)")
  }

  @Test func anchorsOfAReasonableSizeWork() throws {
    let manifest = try Manifest(parsing: Array(GoodManifests.anchors.utf8))
    #expect(manifest.mappings[1].edge.patterns.map(\.source) == ["Dockerfile", "*.local"])
    #expect(manifest.mappings[1].edge.patterns.map(\.line) == [4, 4])
  }
}
