import Engines
import Fleet
import Foundation
import Testing
import Text
import Yams

/// Matrices have each edge repo once, in as many jobs as an engine takes.
@Suite struct MatrixTests {
  private static func fleet(_ count: Int) -> Fleet {
    Fleet((0..<count).map { FleetEdge(name: "e\($0)", url: "https://x/\($0).git", path: nil) })
  }

  /// The edge repos that the shares of a matrix have, in their order.
  private static func edges(of shards: [String], in fleet: Fleet) -> [String] {
    shards.compactMap { FleetShard($0) }.flatMap { fleet.sharing($0).edges.map(\.name) }
  }

  private static let counts = [1, 2, 60, 199, 200, 201, 256, 257, 1000]

  @Test(arguments: counts)
  func gitHubHasEachEdgeOnce(_ count: Int) throws {
    let fleet = Self.fleet(count)
    let document = try JSONDecoder().decode(
      [String: [[String: String]]].self, from: Data(GitHubMatrix.document(of: fleet).encoded))
    let include = try #require(document["include"])
    #expect(include.count == min(count, 256))
    let edges = Self.edges(of: include.compactMap { $0["shard"] }, in: fleet)
    #expect(edges.count == count && Set(edges) == Set(fleet.edges.map(\.name)))
    if count <= 256 { #expect(include.compactMap { $0["edge"] } == edges) }
  }

  @Test(arguments: counts)
  func gitLabHasEachEdgeOnce(_ count: Int) throws {
    let fleet = Self.fleet(count)
    let name = "fleet's: \"1\" $x.yml"
    let pipeline = GitLabMatrix.pipeline(of: fleet, file: name)
    let root = try #require(try Yams.load(yaml: pipeline) as? [String: Any])
    let job = try #require(root["edgesync"] as? [String: Any])
    let parallel = try #require(job["parallel"] as? [String: [[String: String]]])
    let shards = try #require(parallel["matrix"]).compactMap { $0["SHARD"] }
    #expect(shards.count == min(count, 200))
    let edges = Self.edges(of: shards, in: fleet)
    #expect(edges.count == count && Set(edges) == Set(fleet.edges.map(\.name)))
    let variables = try #require(job["variables"] as? [String: [String: Any]])
    #expect(variables["FLEET"]?["value"] as? String == name)
  }
}
