import ArgumentParser
import Foundation
import Git
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// `edgesync init`: adopts a repo that holds, or shall hold, a copy of upstream's files.
struct InitCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Adopt a repo: find the upstream commit its copy came from, write manifest and lock.",
    discussion: """
      The commit is found by comparing trees, then changed lines, over all branches and tags of \
      upstream. Without --branch, the one that the commit is on is followed. \
      What differs is listed, files that only this repo has are proposed as edge-specific, and folders, \
      kinds of files and submodules that the copy leaves out are excluded. Nothing is ever overwritten.

      With --github-actions, --gitlab-ci, --scripts, --docs or --hook, helpers are written as well; in a repo that \
      is adopted already they are all that is written. Where something else stands in a helper's place, it \
      stays, the others are written, and the exit status is 3.

      --update-helpers brings those that an earlier edgesync wrote up to date, and asks nothing. One that \
      somebody changed stays as it is and is named, and the exit status is 3.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Option(help: ArgumentHelp("Where upstream is: what `git fetch` takes.", valueName: "url|path"))
  var upstream: String?
  @Option(help: ArgumentHelp("Upstream's branch; its main one unless given.", valueName: "name"))
  var branch: String?
  @Option(
    help: ArgumentHelp(
      "A folder or file upstream and where it stands here; may be repeated.", valueName: "from:to"))
  var map: [String] = []
  @Option(
    help: ArgumentHelp("Take this upstream commit instead of searching.", valueName: "commit"))
  var pin: String?
  @Option(
    help: ArgumentHelp(
      "Files here that no sync may touch, as a pattern from this repo's root; may be repeated.",
      valueName: "pattern"))
  var edge: [String] = []
  @Option(
    help: ArgumentHelp(
      "Adopt this submodule: --map FROM names a part of it that is synced; all of it unless given.",
      valueName: "path"))
  var submodule: String?
  @Option(
    help: ArgumentHelp(
      "Turn this submodule into files in selective sync: one commit removes it and adds what --map names.",
      valueName: "path"))
  var fromSubmodule: String?
  @OptionGroup(title: "Helpers") var helpers: HelperOptions
  @Flag(name: .shortAndLong, help: "Ask nothing.")
  var yes = false

  func run() async throws {
    if let template = helpers.printHelper { return try printHelper(template) }
    try directory.settle()
    let place = try EdgeRepo.Place(at: directory.folder)
    place.repository.answers = place.answers(beside: upstream)
    if submodule != nil, fromSubmodule != nil {
      throw ValidationError("--submodule and --from-submodule can't be combined.")
    }
    if let submodule { return try await adopt(submodule: submodule, in: place) }
    if let fromSubmodule { return try await convert(submodule: fromSubmodule, in: place) }
    let output = StandardOutput()
    let present = try OwnFile.manifest.read(below: place.root)
    if helpers.updateHelpers {
      guard let present else { throw ManifestError.noManifest(folder: place.root.text) }
      return try updateHelpers(in: place, Manifest(parsing: present), output)
    }
    if let present, try OwnFile.lock.read(below: place.root) != nil {
      if !helpers.isAny { throw InitError.adoptedAlready }
      return try writeHelpers(in: place, Manifest(parsing: present), output)
    }
    if let present, let submodule = try Manifest(parsing: present).submodule {
      return try await adopt(submodule: submodule.text.string, in: place)
    }
    let adopted = try await adopt(place, present: present, output)
    if helpers.isAny { try writeHelpers(in: place, adopted, output) }
  }

  /// Finds the pin, and writes manifest and lock.
  private func adopt(
    _ place: EdgeRepo.Place, present: [UInt8]?, _ output: StandardOutput
  ) async throws -> Manifest {
    let git = try place.gitCommand(beside: upstream)
    let manifest = try present.map { try Manifest(parsing: $0) }
    var address: UpstreamAddress
    let places: [PinSearch.Place]
    let repository: Repository
    let tip: ObjectID
    let tips: SearchedTips
    do {
      address = try await self.address(manifest, place, git)
      places = try self.places(manifest)
      let source = place.upstream(address)
      let hasAll: Bool
      (repository, hasAll) = try await open(source, git)
      tip = try source.tip(in: repository)
      tips =
        hasAll
        ? try SearchedTips(branch: address.branch, at: tip, in: repository)
        : SearchedTips(branch: address.branch, at: tip)
    } catch let error as UpstreamError {
      throw InitError.upstream(error, isInManifest: manifest != nil)
    }
    let chosen = try pin.map { try repository.resolveCommit($0) }
    if manifest == nil {
      try refuseNamelessFiles(places, at: repository.commitTree(chosen ?? tip), in: repository)
    }
    let rules =
      manifest.map { PinSearch.Rules($0) }
      ?? PinSearch.Rules(edge: PatternList(edge), places: places)
    let search = PinSearch(repository, edge: place.repository, places: places, rules: rules)
    let isBranchGiven = branch != nil || manifest != nil
    let found = try find(search, tips, pin: chosen, staysOnFirst: isBranchGiven)
    if !isBranchGiven {
      var name = found?.tip.flatMap { $0.isBranch ? $0.name : nil }
      if let chosen { name = try tips.branch(with: chosen, in: repository) }
      if let name { address = UpstreamAddress(url: address.url, branch: name) }
    }
    let commit = try found?.commit ?? repository.commit(chosen ?? tip)
    let proposal = ManifestProposal(
      upstream: address, places: places, found: found, edge: edge)
    try report(found, proposal, commit, address, tips, output)

    let text: String
    if let present {
      text = String(decoding: present, as: UTF8.self)
    } else {
      text = proposal.text
      try output.line(("\(Manifest.fileName):", .heading))
      for line in SafeText.lines(text) { try output.line("  " + line) }
    }
    let adopted = try Manifest(parsing: Array(text.utf8))
    var lock = try Lock(adopting: adopted, at: commit, in: repository, isCopied: found != nil)
    try lock.keepDecisions(ofHeadIn: place.repository, upstream: repository, submodule: nil)
    try output.flush()
    let written: SafeText = present == nil ? "edgesync.yml and edgesync.lock" : "edgesync.lock"
    if !yes {
      guard Confirmation.canAsk else {
        throw ValidationError("No terminal to confirm on; pass --yes to write both files.")
      }
      guard Confirmation.ask("Write \(written)?") else { throw Ending(status: .failed) }
    }
    if present == nil { try write(text, to: Manifest.fileName, in: place) }
    try write(lock.encoded, to: Lock.fileName, in: place)
    try output.line(("wrote", .good), (" \(written)", .text))
    try output.line("Next: git add edgesync.yml edgesync.lock && git commit -m \"Adopt edgesync\"")
    try output.flush()
    return adopted
  }

  /// Where upstream is: the manifest's, or what was given or asked for.
  func address(
    _ manifest: Manifest?, _ place: EdgeRepo.Place, _ git: GitCommand
  ) async throws -> UpstreamAddress {
    if let manifest { return manifest.upstream }
    guard let given = upstream ?? ask("Upstream (url or path): ") else {
      throw ValidationError("--upstream URL is missing.")
    }
    var address = UpstreamAddress(url: fromRoot(given, place.root), branch: branch ?? "main")
    if let (reason, remedy) = address.urlRefusal {
      throw ValidationError("--upstream can't be used: \(reason). \(remedy)")
    }
    if branch == nil {
      let source = place.upstream(address)
      let main = try await source.defaultBranch(git: git, prompting: Confirmation.prompting)
      if let main { address = UpstreamAddress(url: address.url, branch: main) }
    }
    if let reason = address.branchRefusal { throw ValidationError("--branch: \(reason)") }
    return address
  }

  /// A relative path, given from where the command runs, as it has to be written from the root.
  func fromRoot(_ url: String, _ root: FilePath) -> String {
    let address = UpstreamAddress(url: url, branch: "main")
    guard case .local(let path) = address.transport, FilePath(path).isRelative,
      !path.hasPrefix("~")
    else { return url }
    let target = Array(
      directory.folder.pushing(FilePath(path)).lexicallyNormalized().components)
    let base = Array(root.lexicallyNormalized().components)
    let shared = zip(target, base).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: base.count - shared)
    let names = up + target[shared...].map(\.string)
    return names.isEmpty
      ? "."
      : names.first == ".."
        ? names.joined(separator: "/")
        : "./" + names.joined(separator: "/")
  }

  func places(_ manifest: Manifest?) throws -> [PinSearch.Place] {
    if let manifest { return manifest.mappings.map { PinSearch.Place(from: $0.from, to: $0.to) } }
    var given = map
    if given.isEmpty {
      let question: SafeText =
        "What is taken, as FROM:TO (a folder or file upstream, and where it stands here): "
      guard let answer = ask(question) else {
        throw ValidationError("--map FROM:TO is missing.")
      }
      given = [answer]
      while let more = ask("And what else (enter: nothing): ") { given.append(more) }
    }
    return try given.map { text in
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let from = try path(String(parts[0]), of: text)
      return PinSearch.Place(
        from: from, to: parts.count > 1 ? try path(String(parts[1]), of: text) : from)
    }
  }

  /// Refuses a single file that is mapped to this repo's root, where it would have no name.
  func refuseNamelessFiles(
    _ places: [PinSearch.Place], at tree: ObjectID, in repository: Repository
  ) throws {
    for place in places where place.to.isRoot {
      guard let item = try repository.item(at: place.from, in: tree), item.mode != .folder else {
        continue
      }
      throw InitError.badMapping(
        "\(place.from.text):.",
        reason: "\(place.from.text) is a file upstream, and `.` gives it no name")
    }
  }

  func path(_ text: String, of mapping: String) throws -> RepoPath {
    var text = text
    while text.hasPrefix("./") { text.removeFirst(2) }
    while text.hasSuffix("/") { text.removeLast() }
    if text.isEmpty || text == "." { return .root }
    let path = RepoPath(text)
    if let refusal = PathGuard.refusal(of: path) {
      throw InitError.badMapping(SafeText(mapping), reason: refusal)
    }
    return path
  }

  private func ask(_ question: SafeText) -> String? {
    guard !yes, Confirmation.canAsk else { return nil }
    let answer = Confirmation.read(question)
    return answer?.isEmpty == false ? answer : nil
  }

  /// Upstream's repository, fetched where it is edgesync's own clone, and whether all of its branches and tags are there.
  func open(
    _ source: Upstream, _ git: GitCommand
  ) async throws -> (repository: Repository, hasAll: Bool) {
    let update = source.isMirror ? try await FetchCommand.fetch(source, git) : nil
    return (try source.open(), update?.othersFault == nil)
  }

  /// The search's result; nil where there is no copy yet and a commit was named.
  private func find(
    _ search: PinSearch, _ tips: SearchedTips, pin: ObjectID?, staysOnFirst: Bool
  ) throws -> PinSearch.Found? {
    var search = search
    do {
      return try search.search(tips, pin: pin, staysOnFirst: staysOnFirst)
    } catch InitError.nothingCopied where pin != nil {
      return nil
    }
  }

  /// Writes a file that mustn't be there yet.
  func write(_ text: String, to name: String, in place: EdgeRepo.Place) throws {
    guard try NewFile.write(Array(text.utf8), to: RepoPath(name), below: place.root) else {
      throw InitError.somethingThere(SafeText(name))
    }
  }
}
