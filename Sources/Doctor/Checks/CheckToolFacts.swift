import Rules
import Text

/// Whether what the manifest's checks need is installed.
struct CheckToolFacts {
  /// Checks that build images.
  let building: [SafeText]
  /// The container engines that are there, in the order in which they are taken, and whether one works.
  let engines: (names: [SafeText], works: Bool)
  /// Checks that need a sandbox which isn't there.
  let unsandboxed: [SafeText]
  /// Whether there is a curl.
  let hasCurl: Bool
  /// Checks that ask over HTTP.
  let asking: [SafeText]
  /// Whether alerts are posted.
  let posts: Bool
  private let installer: Installer

  /// Looks at a manifest and at what is installed.
  init(_ manifest: Manifest, _ programs: Programs, _ installer: Installer) async {
    self.installer = installer
    building = manifest.checks.filter(\.work.usesEngine).map { SafeText($0.name) }
    var engines: (names: [SafeText], works: Bool) = ([], false)
    if !building.isEmpty {
      for engine in ["docker", "podman", "buildah"] where programs.has(engine) {
        engines.names.append(SafeText(engine))
        engines.works = await programs.ask(engine, ["info"])?.isGood == true
        if engines.works { break }
      }
    }
    self.engines = engines
    unsandboxed =
      programs.has("bwrap")
      ? [] : manifest.checks.filter { $0.sandbox == .require }.map { SafeText($0.name) }
    hasCurl = programs.has("curl")
    asking = manifest.checks.filter {
      if case .service(_, let probes, _) = $0.work { !probes.isEmpty } else { false }
    }.map { SafeText($0.name) }
    posts = manifest.alerts.contains { if case .post = $0.channel { true } else { false } }
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if !building.isEmpty, engines.names.isEmpty {
      findings.append(
        Finding(
          .containerEngine,
          "\(Self.list(building)) builds an image, and there is no docker, podman or buildah",
          fix: installer.installing("podman")))
    } else if !building.isEmpty, !engines.works {
      let names = engines.names.joined(separator: ", ")
      findings.append(
        Finding(
          .containerEngineDown,
          "\(Self.list(building)) builds an image, and \(names) doesn't work: `\(names) info` fails",
          fix: engines.names.first == "docker"
            ? "systemctl start docker.service" : installer.installing("podman")))
    }
    if !unsandboxed.isEmpty {
      findings.append(
        Finding(
          .sandboxProgram,
          "\(Self.list(unsandboxed)) requires a sandbox, and bwrap isn't installed",
          fix: installer.installing("bubblewrap")))
    }
    if !hasCurl, posts || !asking.isEmpty {
      let users = asking.map { "the check \($0)" as SafeText } + (posts ? ["`alerts:`"] : [])
      findings.append(
        Finding(
          .probeProgram, "\(Self.list(users)) needs curl, which isn't installed",
          fix: installer.installing("curl")))
    }
    return findings
  }

  private static func list(_ names: [SafeText]) -> SafeText { names.joined(separator: ", ") }
}
