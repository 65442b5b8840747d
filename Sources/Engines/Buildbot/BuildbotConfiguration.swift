import Fleet
import Rules

/// A Buildbot master that keeps a fleet in sync: a builder for each edge repo, every night and when upstream has a
/// new commit.
package struct BuildbotConfiguration: Sendable {
  /// An edge repo, and where its upstream is.
  package struct Entry: Sendable {
    /// The edge repo.
    package let edge: FleetEdge
    /// Its upstream, by what a machine with the fleet's paths fetches from; nil where that isn't known.
    package let upstream: UpstreamAddress?

    /// An edge repo with its upstream.
    package init(_ edge: FleetEdge, upstream: UpstreamAddress?) {
      (self.edge, self.upstream) = (edge, upstream)
    }
  }

  private let entries: [Entry]
  /// Each upstream once, in the order in which they come.
  private let upstreams: [UpstreamAddress]

  /// The configuration for some edge repos.
  package init(_ entries: [Entry]) {
    self.entries = entries
    var known: Set<UpstreamAddress> = []
    upstreams = entries.compactMap(\.upstream).filter { known.insert($0).inserted }
  }

  /// The file, `master.cfg`, which is Python.
  package var text: String {
    let places = Dictionary(
      upstreams.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let edges = entries.map { entry in
      let place = entry.upstream.flatMap { places[$0] }.map(String.init) ?? "None"
      let kind = entry.edge.url == nil ? "path" : "url"
      var known: Set<String> = []
      let tags = entry.edge.labels.map { "\($0.name)=\($0.value)" }
        .filter { known.insert($0).inserted }
      return "    {\"name\": \(QuotedText.literal(entry.edge.name)), \"kind\": \"\(kind)\", "
        + "\"source\": \(QuotedText.literal(entry.edge.source)), "
        + "\"tags\": [\(tags.map(QuotedText.literal).joined(separator: ", "))], "
        + "\"upstream\": \(place)},\n"
    }
    let sources = upstreams.map {
      "    {\"url\": \(QuotedText.literal($0.url)), \"branch\": \(QuotedText.literal($0.branch))},\n"
    }
    return Self.head + "EDGES = [\n\(edges.joined())]\n\nUPSTREAMS = [\n\(sources.joined())]\n"
      + Self.program
  }

  private static let head = """
    # -*- python -*-
    # A Buildbot master for a fleet of edge repos. Written by `edgesync fleet buildbot > master.cfg`: write it anew
    # when fleet.yml changes, and run `buildbot reconfig`.

    # The edge repos, and by its number the upstream that each follows.

    """
}
