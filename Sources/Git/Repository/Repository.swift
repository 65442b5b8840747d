import CGit2
import SystemPackage
import Text

/// A git repository, opened through libgit2.
///
/// One handle belongs to one thread at a time; parallel work opens its own. libgit2's pointers stay
/// inside this module.
package final class Repository {
  let handle: OpaquePointer
  let odb: OpaquePointer
  /// Where its objects are read from, by libgit2 too.
  let store: ObjectStore
  /// Where the parts of a repository lie that somebody else made; nil for one of the user's own, which libgit2
  /// opens.
  let layout: RepositoryLayout?
  /// The refs of a repository that somebody else made.
  let references: ReferenceFiles?

  /// What git keeps of the commits beside them, as it was when it was first asked for; nil where there is
  /// none that can be used.
  package var commitGraph: CommitGraph? {
    if let openedGraph { return openedGraph }
    let graph = openCommitGraph()
    openedGraph = .some(graph)
    return graph
  }
  /// The commit-graph, once it was asked for.
  var openedGraph: CommitGraph??
  /// The folder of objects whose commit-graph is used, where that isn't the repository's own.
  package var graphFolder: FilePath?
  /// A file in which it is kept that the commit-graph is whole; nil to look each time.
  package var commitGraphSeal: FilePath?
  /// That the commit-graph which is there isn't used, why, and what to do; nil where it is, or none is there.
  package private(set) var commitGraphFault: SafeText?
  /// Asked before each object is read: where it says no, ``GitError/unwanted`` is thrown instead.
  package var isWanted: @Sendable () -> Bool = { true }
  /// Whether it is what people name as `origin`: upstream, or edgesync's own clone of it.
  package var isOrigin = false
  /// What git itself says of the repository: asked for its configuration, where that matters, instead of libgit2;
  /// nil for a repository of edgesync's own making, or one that somebody else made.
  package var answers: GitAnswers?
  /// Whether the handle goes by what git said.
  var isConfigured = false
  /// Handles of its own for threads that share work of this one's, as they were needed.
  var helpers: [Repository] = []
  /// Whether the index is still to be read: because it was written here, or because it couldn't be read. In that
  /// case libgit2 has it empty, with the checksum of what it was before, and takes that for read as soon as the
  /// file is as it was.
  var isIndexUnread = false
  /// Whether files of which no attribute says anything keep their line ends; nil where that wasn't asked yet.
  var knownLineEnds: Bool?
  /// Commits that were read for a walk.
  var knownNodes: [ObjectID: CommitNode] = [:]
  /// The entries of trees in which names are looked for.
  var folderNames = FolderNames()

  /// Opens the repository at exactly this folder: a work tree's root, a git folder or a bare one.
  package convenience init(at folder: FilePath) throws(GitError) {
    try self.init(opening: folder, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
  }

  /// Opens the repository that a folder lies in, going up as git does.
  package convenience init(discoveredFrom folder: FilePath) throws(GitError) {
    try self.init(opening: folder, flags: 0)
  }

  private init(
    opening folder: FilePath, flags: UInt32, isTrusted: Bool = false
  ) throws(GitError) {
    handle = try Self.open(folder, flags: flags)
    layout = nil
    references = nil
    let objects = FilePath(platformString: git_repository_commondir(handle)).entry("objects")
    store = ObjectStore(at: objects)
    do throws(GitError) {
      if !isTrusted { try Self.refuseForeign(handle) }
      odb = try Self.objectDatabase(store, writingTo: objects)
    } catch {
      git_repository_free(handle)
      throw error
    }
    git_repository_set_odb(handle, odb)
  }

  /// Opens the repository at exactly this folder to be read alone, whoever made it: libgit2 gets to see its objects,
  /// which are hashed, and nothing else of it. Of its configuration it counts alone in which form the repository is.
  package convenience init(reading folder: FilePath) throws(GitError) {
    try self.init(reading: folder, isKnown: false)
  }

  /// - Parameter isKnown: Whether it was looked at before, so that git knows its form.
  private init(reading folder: FilePath, isKnown: Bool) throws(GitError) {
    guard GitLibrary.isReady else {
      throw .library(operation: "start libgit2", code: -1, words: lastWords())
    }
    let layout = try RepositoryLayout(at: folder)
    self.layout = layout
    let references = ReferenceFiles(layout)
    self.references = references
    if !isKnown {
      try layout.refuseUnknownForm(of: folder)
      try references.refuseUnreadablePacked(of: folder)
    }
    store = ObjectStore(at: layout.commonFolder.entry("objects"))
    odb = try Self.objectDatabase(store, writingTo: nil)
    var opened: OpaquePointer?
    let code = git_repository_wrap_odb(&opened, odb)
    guard code >= 0, let opened else {
      git_odb_free(odb)
      throw .library(
        operation: "open the repository at \(folder.text)", code: code, words: lastWords())
    }
    handle = opened
  }

  /// Another handle on the same repository, for another thread.
  convenience init(again repository: Repository) throws(GitError) {
    if repository.layout == nil {
      try self.init(
        opening: repository.location, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue,
        isTrusted: true)
    } else {
      try self.init(reading: repository.location, isKnown: true)
    }
    if repository.isConfigured, let settings = try repository.answers?.settings() {
      try AnsweredConfiguration.put(settings, into: handle)
    }
    graphFolder = repository.graphFolder
    commitGraphSeal = repository.commitGraphSeal
  }

  deinit {
    git_odb_free(odb)
    git_repository_free(handle)
  }

  /// Lets go of what is kept to be read faster the next time, by the handles of other threads too: only while none of
  /// them is at work.
  package func clearCaches() {
    store.clearCaches()
    knownNodes = [:]
    for helper in helpers { helper.clearCaches() }
  }

  /// A shallow clone's would lead past its ends (git's `commit_graph_compatible`).
  private func openCommitGraph() -> CommitGraph? {
    guard !isShallow, (try? flag("core.commitGraph")) ?? true else { return nil }
    do throws(CommitGraphFault) {
      let graph = try CommitGraph.open(
        in: graphFolder ?? commonFolder.entry("objects"), sealedAt: commitGraphSeal)
      if let graph, isForeign(graph) {
        throw CommitGraphFault(reason: "it belongs to another repository: its commits aren't here")
      }
      return graph
    } catch {
      // What is kept beside a repository is written anew by itself.
      guard graphFolder == nil else { return nil }
      commitGraphFault =
        "upstream's commit-graph isn't used: \(error.reason). Rewrite it with `git -C \(word: location) commit-graph write --reachable --changed-paths`."
      return nil
    }
  }

  /// Whether a commit-graph is of commits that aren't here, as far as a few of them tell; that one is gone, as
  /// after `git prune`, tells nothing.
  private func isForeign(_ graph: CommitGraph) -> Bool {
    graph.count > 0
      && [0, graph.count / 2, graph.count - 1].allSatisfy { !contains(graph.id(at: $0)) }
  }

  private static func open(_ folder: FilePath, flags: UInt32) throws(GitError) -> OpaquePointer {
    guard GitLibrary.isReady else {
      throw .library(operation: "start libgit2", code: -1, words: lastWords())
    }
    var handle: OpaquePointer?
    let code = ReadRetry.call {
      folder.withPlatformString { git_repository_open_ext(&handle, $0, flags, nil) }
    }
    switch code {
    case GIT_ENOTFOUND.rawValue: throw .noRepository(folder: folder.text)
    case ..<0:
      let words = lastWords()
      if let failure = RepositoryForm.failure(at: folder, words) { throw failure }
      throw .library(operation: "open the repository at \(folder.text)", code: code, words: words)
    default: break
    }
    guard let handle else { throw .noRepository(folder: folder.text) }
    do throws(GitError) {
      try addWorkTreeSettings(to: handle)
    } catch {
      git_repository_free(handle)
      throw error
    }
    return handle
  }

  /// Refuses what belongs to another user and git doesn't trust.
  private static func refuseForeign(_ handle: OpaquePointer) throws(GitError) {
    let gitFolder = FilePath(platformString: git_repository_path(handle)).normalized
    let root = git_repository_workdir(handle).map { FilePath(platformString: $0).normalized }
    let parts = [root, root?.entry(".git"), gitFolder].compactMap(\.self)
    try RepositoryOwner.refuseForeign(parts, of: root ?? gitFolder)
  }

  /// Has the settings of one work tree alone count, where the repository keeps such (git-worktree(1),
  /// "Configuration file"): libgit2 1.5 doesn't read them by itself.
  private static func addWorkTreeSettings(to handle: OpaquePointer) throws(GitError) {
    var config: OpaquePointer?
    try check(
      ReadRetry.call { git_repository_config(&config, handle) }, "open git's configuration")
    defer { git_config_free(config) }
    var isKept: Int32 = 0
    guard git_config_get_bool(&isKept, config, "extensions.worktreeConfig") == 0, isKept != 0 else {
      return
    }
    let file = FilePath(platformString: git_repository_path(handle)).entry("config.worktree")
    let code = file.withPlatformString {
      git_config_add_file_ondisk(config, $0, GIT_CONFIG_LEVEL_APP, handle, 1)
    }
    try check(code, "read \(file.text)")
  }

  /// A database that reads out of a store. What is written goes into loose files, as libgit2 writes them.
  private static func objectDatabase(
    _ store: ObjectStore, writingTo folder: FilePath?
  ) throws(GitError) -> OpaquePointer {
    var odb: OpaquePointer?
    try check(git_odb_new(&odb), "open the object database")
    guard let odb else {
      throw .library(operation: "open the object database", code: -1, words: lastWords())
    }
    do throws(GitError) {
      try ObjectStoreBackend.add(store, to: odb, priority: 2)
      if let folder {
        var loose: UnsafeMutablePointer<git_odb_backend>?
        let code = folder.withPlatformString { git_odb_backend_loose(&loose, $0, -1, 1, 0, 0) }
        try check(code, "open the object database")
        try check(git_odb_add_backend(odb, loose, 1), "open the object database")
      }
    } catch {
      git_odb_free(odb)
      throw error
    }
    return odb
  }

  /// The root of the work tree; nil for a bare repository.
  package private(set) lazy var workFolder: FilePath? = {
    if let layout { return layout.workFolder?.normalized }
    return git_repository_workdir(handle).map { FilePath(platformString: $0).normalized }
  }()

  /// The git folder: `.git`, or a linked work tree's own.
  package private(set) lazy var gitFolder: FilePath =
    layout?.gitFolder ?? FilePath(platformString: git_repository_path(handle)).normalized

  /// The git folder that linked work trees share.
  package private(set) lazy var commonFolder: FilePath =
    layout?.commonFolder ?? FilePath(platformString: git_repository_commondir(handle)).normalized

  /// Where it is, for people: the work tree, or the git folder of a bare one.
  package var location: FilePath { workFolder ?? gitFolder }

  /// Whether history is cut off at the commits that the file `shallow` lists.
  package var isShallow: Bool {
    (FileStat(of: "shallow", below: commonFolder)?.size ?? 0) > 0
  }
}
