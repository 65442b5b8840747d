import Foundation
import Git
import Rules
import SystemPackage
import Text

/// edgesync's own bare clone of upstream, kept up to date by the git command line.
package struct Mirror: Sendable {
  /// What a fetch brought.
  package struct Update: Hashable, Sendable {
    /// The tip before; nil for the first fetch.
    package let from: ObjectID?
    /// The tip now.
    package let to: ObjectID
    /// How many of upstream's other branches and its tags came, moved or went.
    package var others = 0
    /// Why those weren't brought, where the branch alone was; nil where they were.
    package var othersFault: SafeText? = nil
  }

  /// How long upstream may be silent while nobody is there to end the fetch.
  package static let patience = Duration.seconds(300)
  /// How long a fetch waits for another one's end.
  private static let lockPatience = Duration.seconds(3)

  let upstream: Upstream
  let git: GitCommand

  /// The clone of an upstream that is fetched.
  package init(of upstream: Upstream, git: GitCommand) {
    self.upstream = upstream
    self.git = git
  }

  /// Faults of old commits that do no harm, and that many a public history has.
  package static let harmlessFaults = [
    // What `git log` reads all the same.
    "missingAuthor", "missingCommitter", "nulInCommit",
    "badDate", "badDateOverflow", "badEmail", "badName", "badTimezone", "extraHeaderEntry",
    "missingEmail", "missingNameBeforeEmail", "missingSpaceBeforeDate",
    "missingSpaceBeforeEmail", "missingTaggerEntry", "multipleAuthors", "zeroPaddedDate",
    "zeroPaddedFilemode", "badFilemode", "nullSha1", "badTagName",
  ]

  /// Where the tips of histories are kept that upstream has rewritten.
  static let leftReferences = "refs/edgesync/left/"

  /// Brings the branch up to date, and then upstream's other branches and its tags, so that these can be named:
  /// a fault in what only they lead to keeps nobody from the branch.
  ///
  /// Objects are checked as they come in and stand apart until they all have, so that a malformed or
  /// cut-off transfer leaves nothing behind.
  ///
  /// - Parameters:
  ///   - prompting: Whether git may ask at the terminal, for credentials or a passphrase.
  ///   - patience: How long upstream may be silent; unless given, ``patience`` where nobody is there to
  ///     end the fetch.
  ///   - progress: Called with git's words as they come.
  /// - Throws: ``UpstreamError``; ``SyncLock/Held`` where another fetch goes on for long. The clone is as
  ///   it was then.
  package func fetch(
    prompting: Prompting, patience: Duration? = nil,
    progress: (@Sendable (SafeText) -> Void)? = nil
  ) async throws -> Update {
    let folder = upstream.folder
    let address = upstream.address
    // Two fetches would clear away what each other brings in.
    let lock = try await takeLock()
    defer { withExtendedLifetime(lock) {} }
    try MirrorFolder(folder).settle()
    try await makeIfMissing()
    try StaleGitLocks.removeAll(in: folder)
    let repository = try Repository(at: folder)
    if try upstream.fetchedFrom() != address.url {
      // What another url's branch led to says nothing of this one's.
      try repository.removeReference(address.reference)
      try keep([:], in: repository)
      try upstream.noteFetchedFrom()
    }
    let before = try repository.reference(address.reference)
    let incoming = folder.entry("incoming")
    try Self.removeTree(incoming)
    try Self.makeFolder(incoming)
    defer { try? Self.removeTree(incoming) }
    let route = try await UpstreamRoute(to: upstream, by: git)
    var fetch = GitInvocation(
      [
        "fetch", "--progress", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
        "--no-auto-maintenance", "--refmap=", "--end-of-options", address.url, address.reference,
      ], gitFolder: folder, folder: folder)
    fetch.prompting = prompting
    fetch.fills = incoming
    fetch.patience = patience ?? (prompting.canAsk ? nil : Self.patience)
    fetch.settings =
      [
        ("fetch.fsckObjects", "true"), ("fetch.unpackLimit", "1"),
        ("http.followRedirects", "initial"),
      ] + Self.harmlessFaults.map { ("fetch.fsck.\($0)", "ignore") }
    route.apply(to: &fetch)
    fetch.environment = [
      "GIT_OBJECT_DIRECTORY": incoming.string,
      "GIT_ALTERNATE_OBJECT_DIRECTORIES": folder.entry("objects").quotedForGit,
    ]
    let remote: Advertisement
    do {
      // Without a destination the ids come on their own, before any ref knows of them.
      remote = try await remoteTip(fetch, progress: progress)
    } catch let error as GitError {
      throw upstreamError(error, on: route)
    }
    let tip = remote.tip
    try await refuseIncomplete([tip], after: before, fetch)
    try Self.adopt(incoming, into: folder.entry("objects"))
    let fresh = try Repository(at: folder)
    guard (try? fresh.commit(tip)) != nil else {
      throw UpstreamError.notACommit(branch: SafeText(address.branch))
    }
    if let before, before != tip, try !fresh.isAncestor(before, of: tip) {
      // Upstream has left this history, but syncs that can be gone back to stand in it.
      try fresh.setReference(Self.leftReferences + before.hex, to: before)
    }
    try fresh.setReference(address.reference, to: tip)
    try upstream.noteFetchedFrom()
    let others = try await bringOthers(remote.others, fetch, incoming, progress: progress)
    if before != tip || others.changed > 0 { await writeCommitGraph() }
    return Update(from: before, to: tip, others: others.changed, othersFault: others.fault)
  }

  private func takeLock() async throws -> SyncLock {
    let end = ContinuousClock.now + Self.lockPatience
    while true {
      do {
        return try SyncLock(
          in: upstream.folder.removingLastComponent(), named: "fetch-lock", purpose: "a fetch",
          now: Int(Date().timeIntervalSince1970))
      } catch let held as SyncLock.Held {
        if ContinuousClock.now > end { throw held }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  /// What a failed fetch means.
  private func upstreamError(_ error: GitError, on route: UpstreamRoute) -> any Error {
    let address = upstream.address
    switch error {
    case .command(_, _, let output)
    where output.contains(where: { line in
      ["couldn't find remote ref", "no matching remote head"].contains {
        line.string.contains($0)
      }
    }):
      return UpstreamError.noBranch(branch: SafeText(address.branch), url: address.shown)
    case .command(_, let status, let output):
      return UpstreamError.unreachable(
        url: address.shown,
        reason: route.masked(GitError.said(output, status)))
    case .silent: return UpstreamError.unreachable(url: address.shown, reason: error.why)
    default: return error
    }
  }

  /// Times that a branch which moves while it is fetched is asked for again.
  private static let tries = 3

  /// Fetches the branch's objects and gives what it stands at, beside upstream's other refs.
  private func remoteTip(
    _ fetch: GitInvocation, progress: (@Sendable (SafeText) -> Void)?
  ) async throws -> Advertisement {
    for _ in 0..<Self.tries {
      let remote = try await advertisement(fetch)
      let id = remote.tip
      // The id itself is asked for, so that a push between the two calls can't mix them up.
      var exact = fetch
      exact.arguments[exact.arguments.count - 1] = id.hex
      do {
        try await git.run(exact, progress: progress)
        return remote
      } catch let error as GitError {
        // A server that gives out only what its refs name gets asked for the branch.
        guard case .command(_, _, let output) = error,
          output.contains(where: {
            $0.string.contains("not our ref") || $0.string.contains("unadvertised")
          })
        else { throw error }
        try await git.run(fetch, progress: progress)
      }
      // The branch may have moved away from what it stood at, and the server forgotten that.
      if try await isThere(id, fetch) { return remote }
    }
    throw UpstreamError.unreachable(
      url: upstream.address.shown, reason: "its branch moved each time it was fetched")
  }

  /// Refuses tips whose history ends in commits that aren't there: git takes what a shallow upstream
  /// gives, and would never ask for the rest once the clone has the tip.
  func refuseIncomplete(
    _ tips: [ObjectID], after before: ObjectID?, _ fetch: GitInvocation
  ) async throws {
    var walk = fetch
    walk.arguments = ["rev-list", "--quiet", "--stdin"]
    walk.input = Array(
      (tips.map(\.hex) + (before.map { ["^\($0.hex)"] } ?? [])).map { $0 + "\n" }.joined().utf8)
    walk.patience = nil
    do {
      try await git.run(walk)
    } catch let GitError.command(_, status, output) {
      throw UpstreamError.incomplete(
        url: upstream.address.shown, reason: GitError.said(output, status))
    }
  }

  /// Whether an object has come in.
  private func isThere(_ id: ObjectID, _ fetch: GitInvocation) async throws -> Bool {
    var look = fetch
    look.arguments = ["cat-file", "-e", id.hex]
    do {
      try await git.run(look)
      return true
    } catch GitError.command {
      return false
    }
  }

  /// Makes the clone where there is none, or only what an ended run left of one: beside its place, so
  /// that it is whole or not there.
  private func makeIfMissing() async throws {
    let folder = upstream.folder
    do throws(GitError) {
      _ = try Repository(at: folder)
      return
    } catch .noRepository {
      // Nothing, or a beginning.
    } catch {
      throw error
    }
    let parent = folder.removingLastComponent()
    let fresh = parent.entry("mirror.new")
    try Self.removeTree(fresh)
    var make = GitInvocation(
      [
        "init", "--bare", "--quiet", "--template=", "--initial-branch=\(upstream.address.branch)",
        "--", fresh.string,
      ], gitFolder: fresh, folder: parent)
    make.settings = [("init.defaultRefFormat", "files")]
    try await git.run(make)
    try FileSync.syncTree(fresh)
    try Self.removeTree(folder)
    try FileSync.move(fresh, to: folder)
    try FileSync.syncFolder(parent)
  }

  /// Writes the file that makes walks quick; without it they are only slower.
  private func writeCommitGraph() async {
    let write = GitInvocation(
      ["commit-graph", "write", "--reachable", "--changed-paths", "--split", "--no-progress"],
      gitFolder: upstream.folder, folder: upstream.folder)
    _ = try? await git.run(write)
  }

  /// Moves packs from the place where they were checked to where they are found.
  static func adopt(_ incoming: FilePath, into objects: FilePath) throws(GitError) {
    let packs = incoming.entry("pack")
    // A pack counts from the moment its index is there, so indexes come last.
    let order = ["pack", "rev", "bitmap", "mtimes", "idx"]
    let names = Self.names(in: packs).filter { name in order.contains { name.hasSuffix("." + $0) } }
    let target = objects.entry("pack")
    try makeFolder(target)
    let sorted = names.sorted { left, right in
      let rank = { (name: String) in order.firstIndex { name.hasSuffix("." + $0) } ?? 0 }
      return rank(left) < rank(right)
    }
    for name in sorted {
      try FileSync.move(packs.appending(name), to: target.appending(name))
    }
    try FileSync.syncFolder(target)
    try FileSync.syncFolder(objects)
  }

  private static func names(in folder: FilePath) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
  }

  static func makeFolder(_ folder: FilePath) throws(GitError) {
    let made = folder.withPlatformString { mkdir($0, 0o700) }
    guard made == 0 || errno == EEXIST else {
      throw .file(
        path: folder.text, operation: "make the folder",
        reason: SafeText(Errno(rawValue: errno).description))
    }
  }

  static func removeTree(_ folder: FilePath) throws(GitError) {
    guard folder.withPlatformString({ access($0, F_OK) }) == 0 else { return }
    do {
      try FileManager.default.removeItem(atPath: folder.string)
    } catch {
      throw .file(
        path: folder.text, operation: "remove", reason: SafeText(error.localizedDescription))
    }
  }
}
