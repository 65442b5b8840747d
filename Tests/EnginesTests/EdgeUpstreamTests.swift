import Engines
import Fleet
import Rules
import Support
import SystemPackage
import Testing

/// An edge repo's manifest says where its upstream is.
@Suite struct EdgeUpstreamTests {
  @Test func isReadFromACheckoutAndABareRepo() throws {
    let pair = try EdgePair()
    let edge = pair.folder.path.appending("edge")
    let bare = pair.folder.path.appending("bare.git")
    try pair.edge.git.run("clone", "--quiet", "--bare", edge.string, bare.string)
    let platform = UpstreamAddress(
      url: pair.folder.path.appending("platform").string, branch: "main")
    for edge in [
      FleetEdge(name: "a", url: nil, path: edge), FleetEdge(name: "b", url: nil, path: bare),
      FleetEdge(name: "c", url: edge.string, path: nil),
    ] {
      #expect(EdgeUpstream.address(of: edge) == platform)
    }
    try pair.write("no manifest", to: "edgesync.yml")
    for edge in [
      FleetEdge(name: "a", url: nil, path: edge),
      FleetEdge(name: "b", url: nil, path: pair.folder.path.appending("gone")),
      FleetEdge(name: "c", url: "https://x.invalid/y.git", path: nil),
    ] {
      #expect(EdgeUpstream.address(of: edge) == nil)
    }
  }
}
