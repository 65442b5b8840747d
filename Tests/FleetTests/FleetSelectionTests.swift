import Fleet
import Support
import SystemPackage
import Testing

/// Which edge repos are taken: by folder, by label, by share.
@Suite struct FleetSelectionTests {
  private static func fleet(_ count: Int) -> Fleet {
    Fleet(
      (0..<count).map { index in
        FleetEdge(
          name: "e\(index)", url: "u\(index)", path: nil,
          labels: [
            FleetLabel(name: "region", value: index % 2 == 0 ? "eu" : "us"),
            FleetLabel(name: "tier", value: String(index % 3)),
          ])
      })
  }

  @Test(arguments: [
    ([], 12), (["region=eu"], 6), (["region=eu", "region=us"], 12), (["region=eu", "tier=0"], 2),
    (["region=asia"], 0), (["team=x"], 0),
  ])
  func labelsChoose(_ labels: [String], _ count: Int) {
    let chosen = Self.fleet(12).selecting(labels.compactMap { FleetLabel($0) })
    #expect(chosen.edges.count == count)
  }

  @Test(arguments: [(0, 3), (1, 3), (7, 3), (60, 7), (300, 256)])
  func sharesHaveEachEdgeOnceAndAreOfOneSize(_ count: Int, _ shares: Int) {
    let fleet = Self.fleet(count)
    let all = (1...shares).compactMap { FleetShard($0, of: shares) }.map { fleet.sharing($0).edges }
    #expect(all.count == shares)
    #expect(Set(all.flatMap(\.self)) == Set(fleet.edges))
    #expect(all.flatMap(\.self).count == count)
    #expect((all.map(\.count).max() ?? 0) - (all.map(\.count).min() ?? 0) <= 1)
  }

  @Test(arguments: ["0/3", "4/3", "1", "1/0", "1/2/3", "-1/2", "a/b", "1/9999999"])
  func whatIsNoShareIsRefused(_ text: String) {
    #expect(FleetShard(text) == nil)
  }

  @Test func foldersWithAManifestAreEdgesInOrder() throws {
    let folder = try TemporaryFolder()
    for path in [
      "b/edgesync.yml", "a/edgesync.yml", "team/api/edgesync.yml", "team-api/edgesync.yml",
      "none/readme", ".hidden/edgesync.yml", "a/inner/edgesync.yml", "1/2/3/4/edgesync.yml",
      "-x y/edgesync.yml",
    ] { try folder.write([UInt8](), to: path) }
    let fleet = try FleetFolder.read(folder.path)
    #expect(fleet.edges.map(\.name) == ["x-y", "a", "b", "team-api", "team-api-2"])
    #expect(fleet.edges.allSatisfy { FleetEdge.nameRefusal($0.name) == nil })
    #expect(fleet.edges.last?.path == folder.path.appending("team/api"))
  }

  @Test func aFolderWithoutEdgesSaysSo() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FleetError.self) { try FleetFolder.read(folder.path) }
    #expect(throws: FleetError.self) { try FleetFolder.read(folder.path.appending("none")) }
  }
}
