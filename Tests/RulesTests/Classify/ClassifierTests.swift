import Git
import Rules
import Testing
import Text

/// Which group a file belongs to, where it lands, and the rule that says so.
@Suite struct ClassifierTests {
  /// A manifest with lines that the rules name.
  private static let manifest = """
    version: 1
    upstream: { url: ../platform, branch: main }
    mappings:
      - name: api
        from: services/api
        to: services/api
        exclude: ["tests/large/**", "*.tmp"]
        edge:
          - Dockerfile
          - "*.local"
          - "!keep.local"
      - name: docs
        from: handbook
        to: docs/platform
        include: ["*.md", "guides/"]
      - name: licence
        from: LICENSE
        to: licenses/platform.txt
    edge:
      - /config/
      - docker-compose.yml
      - docs/platform/local.md
    changelog: docs/platform/changes.md
    """

  private func classifier(_ text: String = manifest) throws -> Classifier {
    Classifier(try Manifest(parsing: Array(text.utf8)))
  }

  @Test(
    arguments: [
      ("services/api/app.py", "synced", "services/api/app.py", "edgesync.yml:4 mapping api"),
      (
        "services/api/Dockerfile", "edge", "services/api/Dockerfile",
        "edgesync.yml:9 edge: Dockerfile"
      ),
      (
        "services/api/x/Dockerfile", "edge", "services/api/x/Dockerfile",
        "edgesync.yml:9 edge: Dockerfile"
      ),
      ("services/api/a.local", "edge", "services/api/a.local", "edgesync.yml:10 edge: *.local"),
      (
        "services/api/keep.local", "synced", "services/api/keep.local", "edgesync.yml:4 mapping api"
      ),
      (
        "services/api/tests/large/x", "outside", "services/api/tests/large/x",
        "edgesync.yml:7 exclude: tests/large/**"
      ),
      (
        "services/api/tests/small", "synced", "services/api/tests/small",
        "edgesync.yml:4 mapping api"
      ),
      ("services/api/a.tmp", "outside", "services/api/a.tmp", "edgesync.yml:7 exclude: *.tmp"),
      (
        "services/api/docker-compose.yml", "edge", "services/api/docker-compose.yml",
        "edgesync.yml:21 edge: docker-compose.yml"
      ),
      ("handbook/a.md", "synced", "docs/platform/a.md", "edgesync.yml:15 include: *.md"),
      ("handbook/x/a.md", "synced", "docs/platform/x/a.md", "edgesync.yml:15 include: *.md"),
      (
        "handbook/guides/a.png", "synced", "docs/platform/guides/a.png",
        "edgesync.yml:15 include: guides/"
      ),
      (
        "handbook/a.png", "outside", "docs/platform/a.png",
        "edgesync.yml:15 include of docs doesn't name it"
      ),
      (
        "handbook/local.md", "edge", "docs/platform/local.md",
        "edgesync.yml:22 edge: docs/platform/local.md"
      ),
      ("handbook/changes.md", "edge", "docs/platform/changes.md", "edgesync writes it itself"),
      ("LICENSE", "synced", "licenses/platform.txt", "edgesync.yml:16 mapping licence"),
      ("README.md", "outside", nil, "no mapping takes it"),
      ("services/apix/a", "outside", nil, "no mapping takes it"),
      ("services", "outside", nil, "no mapping takes it"),
      ("LICENSE.md", "outside", nil, "no mapping takes it"),
      ("config/a", "outside", nil, "no mapping takes it"),
    ] as [(String, String, String?, String)])
  func aFileHasItsPlace(
    _ upstream: String, _ group: String, _ path: String?, _ rule: String
  ) throws {
    let placements = try classifier().placements(of: RepoPath(upstream))
    let placement = try #require(placements.first)
    #expect(placements.count == 1)
    #expect(placement.group.rawValue == group)
    #expect(placement.path == path.map { RepoPath($0) })
    #expect(placement.rule.text.string == rule)
    #expect(placement.upstreamPath == RepoPath(upstream))
  }

  @Test(
    arguments: [
      ("services/api/Dockerfile", "edgesync.yml:9 edge: Dockerfile"),
      ("services/api/only-here.local", "edgesync.yml:10 edge: *.local"),
      ("services/api/app.py", nil), ("config/a", "edgesync.yml:20 edge: /config/"),
      ("x/config/a", nil),
      ("docker-compose.yml", "edgesync.yml:21 edge: docker-compose.yml"),
      ("edgesync.yml", "edgesync writes it itself"), ("edgesync.lock", "edgesync writes it itself"),
      ("docs/platform/changes.md", "edgesync writes it itself"), ("Dockerfile", nil),
      ("README.md", nil),
      ("services/api", nil),
    ] as [(String, String?)])
  func aFileOfTheEdgeRepoIsEdgeSpecificOrNot(_ path: String, _ rule: String?) throws {
    #expect(try classifier().edgeRule(of: RepoPath(path))?.text.string == rule)
  }

  @Test func theWholeRepositoryCanBeMapped() throws {
    let classifier = try classifier(
      """
      version: 1
      upstream: { url: u }
      mappings: [{ name: all, from: ., to: vendor/all, exclude: [.github/] }]
      """)
    let placement = try #require(classifier.placements(of: "a/b").first)
    #expect(placement.path == "vendor/all/a/b" && placement.group == .synced)
    #expect(classifier.placements(of: ".github/x").first?.group == .outside)
    #expect(classifier.roots == ["vendor/all"])
    #expect(classifier.upstreamPaths(of: "vendor/all/x") == ["x"])
    #expect(classifier.upstreamPaths(of: "vendor/x") == [])
  }

  @Test func upstreamCanFillTheRootWithoutItsOwnFiles() throws {
    let classifier = try classifier(
      """
      version: 1
      upstream: { url: u }
      mappings: [{ name: all, from: ., to: . }]
      """)
    for own in ["edgesync.yml", "edgesync.lock", "docs/sync-changelog.md"] {
      let placement = try #require(classifier.placements(of: RepoPath(own)).first)
      #expect(placement.group == .edge && placement.rule == .ownFile)
    }
    #expect(classifier.placements(of: "a").first?.path == "a")
    #expect(classifier.roots == [.root])
  }

  /// Where mappings overlap, none writes what another has promised to leave alone.
  @Test func whatOneMappingLeavesAloneNoOtherTakes() throws {
    let classifier = try classifier(
      """
      version: 1
      upstream: { url: u }
      mappings:
        - { name: all, from: ., to: ., exclude: [svc/src/] }
        - { name: src, from: svc/src, to: svc, include: ["*.py"], edge: [Dockerfile] }
      """)
    let placements = classifier.placements(of: "svc/Dockerfile")
    #expect(placements.map(\.group) == [.edge])
    #expect(placements.first?.rule.text.string == "edgesync.yml:5 edge: Dockerfile")
    let other = classifier.placements(of: "svc/src/Dockerfile")
    #expect(other.map(\.group) == [.edge, .edge])
    #expect(classifier.placements(of: "Dockerfile").map(\.group) == [.synced])
    #expect(classifier.placements(of: "svc/src/a.py").map(\.group) == [.outside, .synced])
    #expect(classifier.placements(of: "svc/src/a.py").map(\.path) == ["svc/src/a.py", "svc/a.py"])
  }

  @Test func aMappingOfOneFileCanBeLeftToTheEdgeRepo() throws {
    let classifier = try classifier(
      """
      version: 1
      upstream: { url: u }
      mappings: [{ name: one, from: a/Makefile, to: build/Makefile.up, edge: [Makefile] }]
      """)
    #expect(classifier.placements(of: "a/Makefile").first?.group == .edge)
    #expect(classifier.edgeRule(of: "build/Makefile.up") != nil)
    #expect(classifier.edgeRule(of: "build/Makefile") == nil)
  }

  @Test func folderNamesThatBeginAlikeAreApart() throws {
    let classifier = try classifier(
      """
      version: 1
      upstream: { url: u }
      mappings:
        - { name: a, from: s/a, to: t/a }
        - { name: ab, from: s/ab, to: t/ab }
        - { name: inner, from: x, to: t/a/x }
      """)
    #expect(classifier.placements(of: "s/ab/f").map(\.path) == ["t/ab/f"])
    #expect(classifier.placements(of: "s/a/f").map(\.path) == ["t/a/f"])
    #expect(classifier.roots == ["t/a", "t/ab"])
    #expect(classifier.upstreamPaths(of: "t/a/x/f") == ["s/a/x/f", "x/f"])
  }

  // MARK: Changes

  private static let item = TreeItem(mode: .file, id: .zero)
  private static let other = TreeItem(mode: .file, id: .emptyTree)

  /// A rename within a group stays one; across groups it is a deletion and an addition.
  @Test(arguments: [
    ("services/api/a", "services/api/b", ["synced R services/api/a services/api/b"]),
    (
      "services/api/a", "services/api/Dockerfile",
      ["synced D services/api/a", "edge A services/api/Dockerfile"]
    ),
    (
      "services/api/Dockerfile", "services/api/a",
      ["synced A services/api/a", "edge D services/api/Dockerfile"]
    ),
    ("services/api/a", "elsewhere", ["synced D services/api/a", "outside A elsewhere"]),
    ("elsewhere", "services/api/a", ["synced A services/api/a", "outside D elsewhere"]),
    ("elsewhere", "other", ["outside R elsewhere other"]),
    ("elsewhere", "services/api/a.tmp", ["outside D elsewhere", "outside A services/api/a.tmp"]),
    ("services/api/a.md", "handbook/a.md", ["synced R services/api/a.md docs/platform/a.md"]),
    (
      "services/api/Dockerfile", "services/api/x.local",
      ["edge R services/api/Dockerfile services/api/x.local"]
    ),
    ("LICENSE", "handbook/l.md", ["synced R licenses/platform.txt docs/platform/l.md"]),
  ])
  func aRenameIsToldByItsGroups(_ old: String, _ new: String, _ expected: [String]) throws {
    let change = TreeChange(
      path: RepoPath(new), oldPath: RepoPath(old), old: Self.item, new: Self.other)
    let files = try classifier().classify([change]).map { file in
      [
        "\(file.group.rawValue) \(file.status.letter)", file.shownOldPath?.description,
        file.shownPath.description,
      ]
      .compactMap { $0 }.joined(separator: " ")
    }
    #expect(files == expected)
  }

  @Test func changesAreSortedByGroupAndPath() throws {
    let paths = [
      "z", "services/api/b", "services/api/Dockerfile", "a", "services/api/a", "LICENSE",
    ]
    let changes = paths.map { TreeChange(path: RepoPath($0), old: nil, new: Self.item) }
    let files = try classifier().classify(changes)
    #expect(
      files.map(\.shownPath) == [
        "licenses/platform.txt", "services/api/a", "services/api/b", "services/api/Dockerfile", "a",
        "z",
      ])
    let counts = GroupCounts(files)
    #expect(counts.synced == 3 && counts.edge == 1 && counts.outside == 2)
  }

  @Test func oneFileCanLandTwice() throws {
    let classifier = try classifier(
      """
      version: 1
      upstream: { url: u }
      mappings:
        - { name: one, from: lib, to: one }
        - { name: two, from: lib, to: two, edge: [a] }
      """)
    let change = TreeChange(path: "lib/a", old: Self.item, new: Self.other)
    let files = classifier.classify([change])
    #expect(files.map(\.path) == ["one/a", "two/a"] && files.map(\.group) == [.synced, .edge])
    let moved = TreeChange(path: "lib/b", oldPath: "lib/a", old: Self.item, new: Self.item)
    let renames = classifier.classify([moved])
    #expect(renames.map(\.path) == ["one/b", "two/b", "two/a"])
    #expect(renames.map(\.oldPath) == ["one/a", nil, nil])
    #expect(renames.map(\.status) == [.renamed, .added, .deleted])
  }
}
