import ArgumentParser
import Git
import Planning
import Rules
import SystemPackage
import Text
import Upstream

extension InitCommand {
  /// Adopts a submodule: its commit is the pin, and it is where `.gitmodules` has it from.
  func adopt(submodule text: String, in place: EdgeRepo.Place) async throws {
    let path = try path(text, of: text)
    let present = try OwnFile.manifest.read(below: place.root)
    let own = try present.map { try Manifest(parsing: $0) }
    // A manifest in submodule mode that has lost its lock gets one; what it says stays.
    guard own == nil || own?.submodule == path, try OwnFile.lock.read(below: place.root) == nil
    else { throw InitError.adoptedAlready }
    let source = try SubmoduleSource(at: path, in: place.repository)
    let git = try place.gitCommand(beside: upstream)
    var command = self
    if let own { command.take(own.upstream, from: place) }
    let (address, repository, tip) = try await command.upstream(of: source, in: place, git)
    guard let commit = try? repository.commit(source.pin) else {
      throw InitError.unknownPin(source.pin.short, url: address.shown)
    }
    if let pin, case let given = try repository.resolveCommit(pin), given != source.pin {
      throw InitError.otherPin(given, submoduleAt: source.pin)
    }
    let manifestText: String
    if let present {
      manifestText = String(decoding: present, as: UTF8.self)
    } else {
      manifestText =
        ManifestProposal(
          upstream: address,
          places: try placesInSubmodule(source.path, at: commit, in: repository), found: nil,
          submodule: source.path, edge: edge
        ).text
    }
    let manifest = try Manifest(parsing: Array(manifestText.utf8))
    var lock = try Lock(adopting: manifest, at: commit, in: repository)
    try lock.keepDecisions(ofHeadIn: place.repository, upstream: repository, submodule: path)

    let output = StandardOutput()
    try output.lines(Self.head(address, tip: tip, lock.pin))
    let files = lock.mappings.reduce(0) { $0 + $1.files }
    try output.line(
      "          where HEAD has the submodule \(source.path.text): \(counted(files, "synced file"))"
    )
    if try !repository.isAncestor(commit.id, of: tip) {
      try output.line(
        (
          "          it isn't on \(SafeText(address.branch)), so a sync leaves its line of history",
          .warning
        ))
    }
    for remark in try source.remarks(in: place.repository) {
      try output.line(("note: " + remark, .warning))
    }
    if present == nil {
      try output.line(("\(Manifest.fileName):", .heading))
      for line in SafeText.lines(manifestText) { try output.line("  " + line) }
    }
    try output.flush()
    let written: SafeText = present == nil ? "edgesync.yml and edgesync.lock" : "edgesync.lock"
    try confirm("Write \(written)?")
    if present == nil { try write(manifestText, to: Manifest.fileName, in: place) }
    try write(lock.encoded, to: Lock.fileName, in: place)
    try output.line(("wrote", .good), (" \(written)", .text))
    try output.line("Next: git add edgesync.yml edgesync.lock && git commit -m \"Adopt edgesync\"")
    try output.flush()
  }

  /// Takes upstream as a manifest has it, for what was given on the command line.
  mutating func take(_ address: UpstreamAddress, from place: EdgeRepo.Place) {
    upstream = address.url
    branch = address.branch
    // What its url is relative to is settled already.
    directory.directories = [place.root.string]
  }

  /// Asks a person, unless told not to.
  func confirm(_ question: SafeText) throws {
    if yes { return }
    guard Confirmation.canAsk else {
      throw ValidationError("No terminal to confirm on; pass --yes to go on.")
    }
    guard Confirmation.ask(question) else { throw Ending(status: .failed) }
  }

  /// Where a submodule's upstream is, as given or as `.gitmodules` says.
  func upstream(
    of source: SubmoduleSource, in place: EdgeRepo.Place, _ git: GitCommand
  ) async throws -> (UpstreamAddress, Repository, tip: ObjectID) {
    var command = self
    let isGiven = upstream != nil
    if !isGiven {
      command.upstream = try source.upstreamURL(in: place.repository, root: place.root)
      // What it is relative to is settled already.
      command.directory.directories = [place.root.string]
    }
    if branch == nil {
      // A dot stands for the edge repo's own branch.
      let own = source.settings.branch == "." ? try place.repository.head() : nil
      if case .branch(let name, _) = own {
        command.branch = name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name
      } else {
        command.branch = source.settings.branch
      }
    }
    do {
      let address = try await command.address(nil, place, git)
      let upstream = place.upstream(address)
      let repository = try await open(upstream, git).repository
      return (address, repository, try upstream.tip(in: repository))
    } catch let error as UpstreamError {
      throw InitError.upstream(error, isInManifest: false)
    }
  }

  /// What of a submodule counts: all of it, or what --map names.
  private func placesInSubmodule(
    _ submodule: RepoPath, at commit: Commit, in repository: Repository
  ) throws -> [PinSearch.Place] {
    if map.isEmpty { return [PinSearch.Place(from: .root, to: submodule)] }
    return try map.map { text in
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let from = try path(String(parts[0]), of: text)
      let to = submodule.appending(from)
      if parts.count > 1, try path(String(parts[1]), of: text) != to {
        throw InitError.badMapping(
          SafeText(text), reason: "in the submodule, \(from.text) is at \(to.text)",
          isInSubmodule: true)
      }
      guard try repository.item(at: from, in: commit.tree) != nil else {
        throw InitError.badMapping(
          SafeText(text), reason: "upstream has no \(from.text) at \(commit.id.short)",
          isInSubmodule: true)
      }
      return PinSearch.Place(from: from, to: to)
    }
  }
}
