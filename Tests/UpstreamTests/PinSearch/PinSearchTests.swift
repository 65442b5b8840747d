import Git
import Support
import Testing
import Text
import Upstream

@Suite struct PinSearchTests {
  private static let places = [(from: "lib", to: "vendor/lib")]

  /// Three states upstream, each with more; gives the commits, oldest first.
  private func states(_ pair: CopyPair) throws -> [String] {
    try [
      ["lib/a.c": "1", "lib/test/t.c": "1", "README": "1"],
      ["lib/a.c": "2", "lib/b.c": "1", "lib/test/t.c": "1", "README": "1"],
      ["lib/a.c": "3", "lib/b.c": "2", "lib/test/t.c": "1", "lib/test/u.c": "1", "README": "2"],
    ].map { try pair.commit($0, to: pair.upstream) }
  }

  @Test func findsTheStateThatWasCopied() throws {
    let pair = try CopyPair()
    let commits = try states(pair)
    try pair.commit(
      ["vendor/lib/a.c": "2", "vendor/lib/b.c": "1", "vendor/lib/test/t.c": "1"], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == commits[1])
    #expect(found.differences.isEmpty)
    #expect(found.commits == 3)
  }

  @Test func takesTheNewestOfCommitsThatTouchOtherThings() throws {
    let pair = try CopyPair()
    _ = try states(pair)
    let newest = try pair.commit(
      ["lib/a.c": "3", "lib/b.c": "2", "lib/test/t.c": "1", "lib/test/u.c": "1", "README": "3"],
      to: pair.upstream)
    try pair.commit(
      [
        "vendor/lib/a.c": "3", "vendor/lib/b.c": "2", "vendor/lib/test/t.c": "1",
        "vendor/lib/test/u.c": "1",
      ], to: pair.edge)
    #expect(try pair.search(Self.places).commit.id.hex == newest)
  }

  @Test func takesTheFewestDifferingFilesAndNamesThem() throws {
    let pair = try CopyPair()
    let commits = try states(pair)
    try pair.commit(
      [
        "vendor/lib/a.c": "mine", "vendor/lib/b.c": "1", "vendor/lib/test/t.c": "1",
        "vendor/lib/own.c": "1",
      ], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == commits[1])
    #expect(found.differences.map(\.path) == ["vendor/lib/a.c"])
    #expect(found.differences.map(\.kind) == [.modified])
    #expect(found.edgeOnly == ["vendor/lib/own.c"])
  }

  /// A file that upstream adds to a folder which the copy leaves out was left out as well.
  @Test func foldersLeftOutStayLeftOut() throws {
    let pair = try CopyPair()
    let commits = try states(pair)
    try pair.commit(["vendor/lib/a.c": "3", "vendor/lib/b.c": "2"], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == commits[2])
    #expect(found.differences.isEmpty)
    #expect(found.leftOut == ["vendor/lib/test/t.c", "vendor/lib/test/u.c"])
  }

  /// A folder that upstream adds tells the commits before it from those after it.
  @Test func aNewFolderIsNotLeftOut() throws {
    let pair = try CopyPair()
    let commits = try [
      ["lib/a.c": "1"], ["lib/a.c": "2"], ["lib/a.c": "2", "lib/new/n.c": "1"],
    ].map { try pair.commit($0, to: pair.upstream) }
    try pair.commit(["vendor/lib/a.c": "2"], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == commits[1])
    #expect(found.leftOut.isEmpty)
  }

  /// `--edge` takes paths as they are listed, from the repo's root, whatever the mapping.
  @Test func patternsOfEdgeFilesAreTakenFromTheRoot() throws {
    let pair = try CopyPair()
    let commits = try states(pair)
    try pair.commit(
      ["vendor/lib/a.c": "mine", "vendor/lib/b.c": "1", "vendor/lib/test/t.c": "1"],
      to: pair.edge)
    let found = try pair.search(Self.places, edge: ["vendor/lib/a.c"])
    #expect(found.commit.id.hex == commits[1])
    #expect(found.differences.isEmpty)
    #expect(found.kept == ["vendor/lib/a.c"])
  }

  /// What a manifest excludes or declares edge-specific isn't compared; what it takes and the copy lacks
  /// is missing.
  @Test func aManifestsRulesCount() throws {
    let pair = try CopyPair()
    let commits = try states(pair)
    try pair.commit(["vendor/lib/a.c": "mine", "vendor/lib/test/t.c": "1"], to: pair.edge)
    let manifest = { (rules: String) in
      """
      version: 1
      upstream: { url: ../upstream, branch: main }
      mappings:
        - { name: lib, from: lib, to: vendor/lib, \(rules) }

      """
    }
    let one = try pair.search(Self.places, manifest: manifest("edge: [a.c], exclude: [b.c, u.c]"))
    #expect(one.commit.id.hex == commits[2])
    #expect(one.differences.isEmpty)
    let two = try pair.search(Self.places, manifest: manifest("edge: [a.c], exclude: [u.c]"))
    #expect(two.commit.id.hex == commits[0])
    let three = try pair.search(Self.places, manifest: manifest("edge: [a.c], exclude: [test/]"))
    #expect(three.commit.id.hex == commits[0])
    #expect(three.differences.isEmpty)
  }

  @Test func aPlaceWithoutACopyIsNamed() throws {
    let pair = try CopyPair()
    _ = try states(pair)
    try pair.commit(
      ["vendor/lib/a.c": "2", "vendor/lib/b.c": "1", "NOTES": "1"], to: pair.edge)
    #expect(throws: InitError.nothingCopied(["vendor/README"])) {
      _ = try pair.search(Self.places + [(from: "README", to: "vendor/README")])
    }
    #expect {
      _ = try pair.search(Self.places + [(from: "NOTHING", to: "NOTES")])
    } throws: { error in
      if case InitError.notUpstream(["NOTHING"], _) = error { true } else { false }
    }
  }
}
