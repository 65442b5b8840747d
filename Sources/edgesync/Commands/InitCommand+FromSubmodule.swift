import ArgumentParser
import Foundation
import Git
import Landing
import Planning
import Reports
import Rules
import SystemPackage
import Text
import Upstream

extension InitCommand {
  /// Turns a submodule into files in selective sync, by one commit.
  func convert(submodule text: String, in place: EdgeRepo.Place) async throws {
    if pin != nil {
      throw ValidationError(
        "--pin can't be combined with --from-submodule: the submodule's commit is the pin.")
    }
    let now = SystemClock.now()
    let syncLock = try SyncLock(in: place.state, purpose: "edgesync init", now: now)
    // It is lifted when nobody holds it, which has to be after the landing.
    defer { withExtendedLifetime(syncLock) {} }
    let source = try SubmoduleSource(at: path(text, of: text), in: place.repository)
    let present = try presentManifest(of: source, in: place)
    let git = try place.gitCommand(beside: upstream)
    let who = try Identity(place.answers(beside: upstream), now: now)
    var command = self
    if let manifest = present?.manifest { command.take(manifest.upstream, from: place) }
    let (address, repository, tip) = try await command.upstream(of: source, in: place, git)
    guard let commit = try? repository.commit(source.pin) else {
      throw InitError.unknownPin(source.pin.short, url: address.shown)
    }
    let manifestText = try manifestText(present, address, at: commit, in: repository)
    let conversion = try SubmoduleConversion(
      source, in: place, manifest: manifestText,
      settings: try await settings(without: source, in: place, git),
      keeping: present?.lock, repository, at: commit)
    let output = StandardOutput()
    try report(conversion, source, address, tip: tip, manifestText, output)
    try output.flush()
    try confirm("Commit this?")
    let landed = try await conversion.land(by: git, who, prompting: Confirmation.prompting)
    try output.line(
      ("landed", .good), (" as \(landed.commit.short): \(conversion.title)", .text))
    try output.lines(LandingReport.skipped(landed.leftAlone))
    try output.line(
      "Earlier commits have the submodule as it was, and .git/modules keeps what was cloned of it."
    )
    try output.flush()
  }

  /// The manifest in submodule mode that is there already, with its lock; nil where there is none.
  private func presentManifest(
    of source: SubmoduleSource, in place: EdgeRepo.Place
  ) throws -> (text: String, manifest: Manifest, lock: Lock?)? {
    guard let bytes = try OwnFile.manifest.read(below: place.root) else {
      return nil
    }
    let manifest = try Manifest(parsing: bytes)
    guard manifest.submodule == source.path else { throw InitError.adoptedAlready }
    let lock = try OwnFile.lock.read(below: place.root)
    return (
      String(decoding: bytes, as: UTF8.self), manifest, try lock.map { try Lock(parsing: $0) }
    )
  }

  /// The manifest to be: what is there in selective mode, else a new one.
  private func manifestText(
    _ present: (text: String, manifest: Manifest, lock: Lock?)?, _ address: UpstreamAddress,
    at commit: Commit, in repository: Repository
  ) throws -> String {
    if let present {
      let given = map.isEmpty ? [] : try places(nil)
      if let other = given.first(where: { place in
        !present.manifest.mappings.contains { $0.from == place.from }
      }) {
        throw ValidationError("edgesync.yml has no mapping from \(other.from.text.string).")
      }
      return try ManifestProposal.selectiveText(
        present.text, of: present.manifest,
        places: Dictionary(given.map { ($0.from, $0.to) }) { _, last in last })
    }
    let places = try places(nil)
    for place in places where try repository.item(at: place.from, in: commit.tree) == nil {
      throw InitError.badMapping(
        place.from.text, reason: "upstream has no \(place.from.text) at \(commit.id.short)")
    }
    try refuseNamelessFiles(places, at: commit.tree, in: repository)
    return ManifestProposal(upstream: address, places: places, found: nil, edge: edge).text
  }

  /// `.gitmodules` without the submodule, as git itself takes it out; nil where nothing else is in it.
  private func settings(
    without source: SubmoduleSource, in place: EdgeRepo.Place, _ git: GitCommand
  ) async throws -> [UInt8]? {
    let copy = place.workTreeState.appending("gitmodules")
    let file = place.root.appending(Repository.submoduleFile)
    // A git that was killed at work on the copy left it locked; who holds edgesync's lock is alone here.
    let leftBehind = [copy, place.workTreeState.appending("gitmodules.lock")]
    for file in leftBehind { try FileSync.removeFile(file) }
    defer { for file in leftBehind { try? FileSync.removeFile(file) } }
    try FileSync.replaceFile(copy, with: try FileSync.readFile(file) ?? [])
    try await git.run(
      GitInvocation(
        [
          "config", "--file", copy.string, "--remove-section",
          "submodule.\(source.settings.name)",
        ], gitFolder: place.repository.gitFolder, folder: place.root))
    let rest = try FileSync.readFile(copy) ?? []
    return rest.allSatisfy { " \t\r\n".utf8.contains($0) } ? nil : rest
  }

  private func report(
    _ conversion: SubmoduleConversion, _ source: SubmoduleSource, _ address: UpstreamAddress,
    tip: ObjectID, _ text: String, _ output: StandardOutput
  ) throws {
    try output.lines(Self.head(address, tip: tip, conversion.lock.pin))
    try output.line(("  D ", .deletion), ("\(source.path.text)   the submodule", .text))
    for step in conversion.steps where step.path != source.path {
      try output.line(PlanReport.row(step))
    }
    for path in conversion.edgeFiles {
      try output.line(
        ("  ! ", .override), (path.text + "   edge-specific, so it isn't copied", .text))
    }
    try output.line(("\(Manifest.fileName):", .heading))
    for line in SafeText.lines(text) { try output.line("  " + line) }
  }
}
