import ArgumentParser
import Engines
import Fleet
import Text

/// `edgesync fleet buildbot`: a Buildbot master for a fleet.
struct FleetBuildbotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "buildbot",
    abstract: "Print a configuration for Buildbot 4, with a builder for each edge repo.",
    discussion: """
      Each edge repo is synced every night and when its upstream has a new commit, once at a time; what \
      came of it are properties of the build. `edgesync fleet buildbot > master.cfg`, then `buildbot \
      checkconfig`. Workers and passwords are read from the environment: the file says how.
      """)

  @OptionGroup var options: FleetOptions
  @OptionGroup var cache: FleetCacheOptions

  func run() async throws {
    let (edges, cache) = (try options.fleet().edges, try cache.open())
    var entries: [BuildbotConfiguration.Entry] = []
    for edge in edges {
      let upstream = EdgeUpstream.address(of: edge)
      entries.append(
        BuildbotConfiguration.Entry(
          edge, upstream: upstream == nil ? try await cache.upstream(of: edge) : upstream))
    }
    let unknown = entries.filter { $0.upstream == nil }.map { SafeText($0.edge.name) }
    if !unknown.isEmpty {
      let shown = unknown.prefix(Self.shownNames).joined(separator: ", ")
      let more: SafeText = unknown.count > Self.shownNames ? ", …" : ""
      StandardError.write(
        "edgesync: the upstream of \(counted(unknown.count, "edge repo")) isn't known, so that a new commit there begins no build: \(shown)\(more). Clone them with `edgesync fleet status --fetch`, then run this again."
      )
    }
    let output = StandardOutput()
    try output.write(Array(BuildbotConfiguration(entries).text.utf8))
    try output.flush()
  }

  private static let shownNames = 10
}
