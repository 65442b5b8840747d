import Git
import Rules
import Text
import Upstream

/// Whether syncs can go where the manifest has them land.
struct LandingFacts {
  /// Kinds of sync that are pushed.
  let pushed: [SyncKind]
  /// Whether there is a remote.
  let hasRemote: Bool
  /// Whether requests are opened by `gh`, and that isn't there.
  let lacksProgram: Bool
  private let installer: Installer

  /// Looks at a manifest and at the checkout's remotes.
  init(_ manifest: Manifest, _ programs: Programs, _ installer: Installer) async {
    self.installer = installer
    let declared = manifest.landings.sorted { $0.key.rawValue < $1.key.rawValue }
    pushed = declared.filter { $0.value.isPushed || $0.value.isOffered }.map(\.key)
    let remotes = await programs.git("config", "--get-regexp", "^remote[.].*[.]url$")
    hasRemote = remotes.isGood
    let opensRequests = declared.contains { $0.value.opensRequest }
    let url = remotes.line.split(separator: "\n").first?.split(separator: " ").last
    let host = url.flatMap { UpstreamAddress(url: String($0), branch: "main").host }
    let forge = manifest.forge ?? host.flatMap { Manifest.Forge(host: $0) }
    lacksProgram = opensRequests && forge == .gh && !programs.has("gh")
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if !pushed.isEmpty, !hasRemote {
      let kinds = pushed.map { SafeText($0.rawValue) }.joined(separator: ", ")
      findings.append(
        Finding(
          .remoteMissing,
          "\(kinds) syncs are to be pushed, and there is no remote: `git remote add origin URL` adds one"
        ))
    }
    if lacksProgram {
      findings.append(
        Finding(
          .forgeProgram, "pull requests are opened by gh, which isn't installed",
          fix: installer.installing("gh")))
    }
    return findings
  }
}
