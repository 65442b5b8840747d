import Engines
import Fleet
import Foundation
import Support
import SystemPackage
import Testing

/// Units that systemd takes as they are meant.
@Suite struct SystemdTests {
  private static let fleet = Fleet(
    ["a", "B.c-d", "_x", String(repeating: "n", count: 100)].map {
      FleetEdge(name: $0, url: "https://x/y.git", path: nil)
    })

  private func units(_ shares: Int?, program: String) -> SystemdUnits {
    SystemdUnits(
      Self.fleet, shares: shares, program: program,
      fleetOptions: ["--file", "/etc/a b/%i $HOME \"fleet\".yml"])
  }

  @Test func startEachInstanceOnce() {
    let edges = units(nil, program: "/usr/bin/edgesync").files
    let wanted = edges[2].text.split(separator: "\n").filter { $0.hasPrefix("Wants=") }
    #expect(
      wanted.map(String.init) == Self.fleet.edges.map { "Wants=edgesync-fleet@\($0.name).timer" })
    #expect(
      edges[0].text.contains(
        "\nExecStart=\":/usr/bin/edgesync\" \"fleet\" \"run\" \"daily\" \"--file\" \"/etc/a b/%%i $HOME \\\"fleet\\\".yml\" --only name=%i\n"
      ), "\(edges[0].text)")
    let shares = units(3, program: "/usr/bin/edgesync").files
    #expect(shares[0].text.contains(" --shard %i/3\n"))
    #expect(shares[2].text.contains("Wants=edgesync-fleet@3.timer\n"))
    #expect(!shares[2].text.contains("@4"))
  }

  /// systemd looks for a unit's program: it finds one whose path has all that could be taken for something else.
  @Test(
    .enabled(
      if: Installed.path(of: "systemd-analyze") != nil, "systemd-analyze isn't installed"),
    arguments: [nil, 3])
  func systemdTakesThem(_ shares: Int?) throws {
    let folder = try TemporaryFolder()
    let program = "a %i b/$HOME é/edgesync"
    try folder.writeProgram("#!/bin/sh\n", to: program)
    var names: [String] = []
    for file in units(shares, program: "\(folder.path.string)/\(program)").files {
      let name = file.name.replacing("@.", with: shares == nil ? "@B.c-d." : "@2.")
      try folder.write(file.text, to: name)
      names.append(folder.path.appending(name).string)
    }
    let outcome = try Program(try #require(Installed.path(of: "systemd-analyze"))).run(
      ["verify", "--man=no"] + names, in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let complaints = outcome.errorText.split(separator: "\n").filter { $0.contains("edgesync") }
    #expect(complaints.isEmpty, "\(outcome.errorText)")
  }
}
