import Engines
import Fleet
import Foundation
import Rules
import Support
import SystemPackage
import Testing
import Text

/// The configuration for Buildbot: names are data in it, whatever they hold.
@Suite struct BuildbotTests {
  private static let entries = [
    BuildbotConfiguration.Entry(
      FleetEdge(
        name: "_a.b-1", url: nil, path: "/tmp/\"'\\ %(x)s {y} 😀\n]",
        labels: QuotedTextTests.texts.enumerated().map {
          FleetLabel(name: "l\($0.offset)", value: $0.element)
        } + [FleetLabel(name: "l0", value: "")]),
      upstream: UpstreamAddress(url: "/tmp/up", branch: "main")),
    BuildbotConfiguration.Entry(
      FleetEdge(name: "b", url: "https://x/b.git", path: nil),
      upstream: UpstreamAddress(url: "https://x/'\"\\up.git", branch: "é")),
    BuildbotConfiguration.Entry(
      FleetEdge(name: "c", url: "https://x/c.git", path: nil),
      upstream: UpstreamAddress(url: "/tmp/up", branch: "main")),
    BuildbotConfiguration.Entry(FleetEdge(name: "d", url: "git@x:d.git", path: nil), upstream: nil),
  ]

  private struct Read: Decodable {
    struct Edge: Decodable {
      let name: String
      let kind: String
      let source: String
      let tags: [String]
      let upstream: Int?
    }

    struct Upstream: Decodable, Equatable {
      let url: String
      let branch: String
    }

    let edges: [Edge]
    let upstreams: [Upstream]
  }

  @Test(.enabled(if: Installed.path(of: "python3") != nil, "python3 isn't installed"))
  func namesAreData() throws {
    let text = BuildbotConfiguration(Self.entries).text
    let reader = """
      import ast, json, sys
      tree = ast.parse(sys.stdin.read())
      values = {s.targets[0].id: s.value for s in tree.body if isinstance(s, ast.Assign)
                and isinstance(s.targets[0], ast.Name) and s.targets[0].id in ("EDGES", "UPSTREAMS")}
      print(json.dumps({name.lower(): ast.literal_eval(value) for name, value in values.items()}))
      """
    let read = try JSONDecoder().decode(Read.self, from: Installed.python(reader, input: text))
    #expect(read.edges.map(\.name) == Self.entries.map(\.edge.name))
    #expect(read.edges.map(\.source) == Self.entries.map(\.edge.source))
    #expect(read.edges.map(\.kind) == ["path", "url", "url", "url"])
    #expect(read.edges.map(\.upstream) == [0, 1, 0, nil])
    #expect(read.edges[0].tags == QuotedTextTests.texts.enumerated().map { "l\($0)=\($1)" })
    #expect(
      read.upstreams == [
        .init(url: "/tmp/up", branch: "main"), .init(url: "https://x/'\"\\up.git", branch: "é"),
      ])
  }

  @Test func isASCII() {
    let text = BuildbotConfiguration(Self.entries).text
    #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
  }

  @Test(.enabled(if: Installed.path(of: "buildbot") != nil, "buildbot isn't installed"))
  func buildbotTakesIt() throws {
    let folder = try TemporaryFolder()
    try folder.write(BuildbotConfiguration(Self.entries).text, to: "master.cfg")
    var variables = ProcessInfo.processInfo.environment
    variables["EDGESYNC_WORKERS"] = "one=secret two=secret=2"
    let outcome = try Program(
      try #require(Installed.path(of: "buildbot")), variables: variables
    ).run(["checkconfig", "master.cfg"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
  }
}
