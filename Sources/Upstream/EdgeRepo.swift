import Foundation
import Git
import Rules
import SystemPackage
import Text
import ProgramEnd

/// The edge repo: its repository, its manifest and lock, and edgesync's own folder in it.
///
/// Made anew for each piece of work; like the repository in it, it stays on one thread.
package final class EdgeRepo {
  /// The repository.
  package let repository: Repository
  /// The root of its work tree.
  package let root: FilePath
  /// edgesync's own folder, `.git/edgesync`: local, and nothing in it is ever needed.
  package let state: FilePath
  /// The folder of what is about this one work tree alone, as an unfinished landing in it: ``state``,
  /// except in a linked work tree.
  package let workTreeState: FilePath
  /// The manifest, as it stands in the work tree, or in the index that was asked for.
  package let manifest: Manifest
  /// The lock, as it stands there too.
  package let lock: Lock
  /// Upstream, as the manifest names it.
  package let upstream: Upstream
  /// Where the mappings' files stand in upstream's trees, as far as that was found out.
  package let places: MappingPlaces
  /// What git says of the edge repo; asked once each for as long as this is kept.
  package let answers: GitAnswers

  /// Opens the edge repo that a folder lies in.
  ///
  /// - Parameter shared: Where it keeps upstream together with others; as its user says unless given.
  package convenience init(
    at folder: FilePath, sharing shared: SharedUpstreams? = SharedUpstreams.given
  ) throws {
    let place = try Place(at: folder, sharing: shared)
    let (manifest, lock) = try Self.read(in: place)
    self.init(place, manifest: manifest, lock: lock)
  }

  /// Reads the manifest and the lock of the work tree; what can't be read while git writes there, as it
  /// does under its lock of the index, is read again.
  private static func read(in place: Place) throws -> (Manifest, Lock) {
    let gitsLock = place.repository.gitFolder.entry("index.lock")
    for _ in 1..<LockRetry.tries {
      // Looked for first: a git that ends between leaves whole files.
      let isWritten = gitsLock.withPlatformString { access($0, F_OK) } == 0
      do {
        return try readOnce(in: place)
      } catch {
        let isWrittenNow = gitsLock.withPlatformString { access($0, F_OK) } == 0
        if !isWritten, !isWrittenNow {
          throw (error as? ManifestError)?.knowingHistory(of: place.repository) ?? error
        }
        LockRetry.pause()
      }
    }
    do {
      return try readOnce(in: place)
    } catch let error as ManifestError {
      throw error.knowingHistory(of: place.repository)
    }
  }

  private static func readOnce(in place: Place) throws -> (Manifest, Lock) {
    guard let manifest = try OwnFile.manifest.read(below: place.root) else {
      throw ManifestError.noManifest(folder: place.root.text)
    }
    let parsed = try Manifest(parsing: manifest)
    guard let lock = try OwnFile.lock.read(below: place.root) else {
      throw ManifestError.noLock(in: nil)
    }
    return (parsed, try Lock(parsing: lock))
  }

  /// The edge repo as an index has it; nil where that holds no manifest or no lock.
  package convenience init?(_ place: Place, in index: IndexFile) throws {
    guard let manifest = index.item(at: RepoPath(Manifest.fileName)), manifest.mode.isRegular,
      let lock = index.item(at: RepoPath(Lock.fileName)), lock.mode.isRegular
    else { return nil }
    self.init(
      place,
      manifest: try Manifest(parsing: OwnFile.manifest.read(manifest.id, in: place.repository)),
      lock: try Lock(parsing: OwnFile.lock.read(lock.id, in: place.repository)))
  }

  /// The edge repo by a manifest and a lock, which needn't be written yet.
  package init(_ place: Place, manifest: Manifest, lock: Lock) {
    repository = place.repository
    root = place.root
    state = place.state
    workTreeState = place.workTreeState
    self.manifest = manifest
    self.lock = lock
    places = MappingPlaces(manifest)
    upstream = place.upstream(manifest.upstream)
    answers = place.answers(beside: manifest.upstream.url)
    repository.answers = answers
  }

  /// A checkout that may or may not be an edge repo yet.
  package struct Place {
    /// The repository.
    package let repository: Repository
    /// The root of its work tree.
    package let root: FilePath
    /// edgesync's own folder, made where it is missing.
    package let state: FilePath
    /// The folder of what is about this one work tree alone, made where it is missing.
    package let workTreeState: FilePath
    private let shared: SharedUpstreams?

    /// Finds the checkout that a folder lies in.
    ///
    /// - Parameters:
    ///   - makesFolders: Whether edgesync's own folders are made where they are missing; what only looks leaves them
    ///     be.
    ///   - shared: Where it keeps upstream together with others; as its user says unless given.
    package init(
      at folder: FilePath, makesFolders: Bool = true,
      sharing shared: SharedUpstreams? = SharedUpstreams.given
    ) throws(GitError) {
      self.shared = shared
      repository = try Repository(discoveredFrom: folder)
      repository.isWanted = { Shutdown.isWanted }
      guard let root = repository.workFolder else {
        throw .bare(folder: repository.gitFolder.text)
      }
      self.root = root
      state = repository.commonFolder.entry("edgesync")
      workTreeState = repository.gitFolder.entry("edgesync")
      if makesFolders {
        try OwnFolder.make(state, in: repository.commonFolder)
        try OwnFolder.make(workTreeState, in: repository.gitFolder)
      } else {
        try OwnFolder.refuseForeign(state, in: repository.commonFolder)
        try OwnFolder.refuseForeign(workTreeState, in: repository.gitFolder)
      }
      repository.answers = answers(beside: nil)
    }

    /// Upstream at an address, as it is read from here.
    package func upstream(_ address: UpstreamAddress) -> Upstream {
      Upstream(
        address, root: root, state: state, gitFolder: repository.gitFolder, shared: shared)
    }

    /// What git says of the checkout.
    ///
    /// - Parameter upstream: Where upstream is said to be, outside of which git is looked for; nil where that isn't
    ///   known yet.
    package func answers(beside upstream: String?) -> GitAnswers {
      let (own, other) = (repository.folders, folder(of: upstream))
      return GitAnswers(of: repository.gitFolder, in: root) { () throws(GitError) in
        try GitCommand(outside: own + EdgeRepo.folders(ofRepositoryAt: other))
      }
    }

    /// The git command line, found outside the checkout and an upstream that is a folder.
    ///
    /// - Parameter upstream: Where upstream is said to be; nil where that isn't known yet.
    package func gitCommand(beside upstream: String?) throws(GitError) -> GitCommand {
      let other = EdgeRepo.folders(ofRepositoryAt: folder(of: upstream))
      return try GitCommand(outside: repository.folders + other)
    }

    private func folder(of upstream: String?) -> FilePath? {
      upstream.flatMap {
        UpstreamAddress(url: $0, branch: "main").localFolder(from: shared?.root ?? root)
      }
    }
  }

  /// The classifier by the manifest's rules.
  package var classifier: Classifier { Classifier(manifest) }

  /// The git command line, found outside the edge repo and upstream.
  package func gitCommand() throws(GitError) -> GitCommand {
    try GitCommand(outside: foreignFolders)
  }

  /// Programs of the user's, found outside the edge repo and upstream.
  package var programs: ProgramSearch { ProgramSearch(outside: foreignFolders) }

  /// Folders whose content must not choose what runs.
  private var foreignFolders: [FilePath] {
    repository.folders + (upstream.isMirror ? [] : Self.folders(ofRepositoryAt: upstream.folder))
  }

  /// The folders of a repository that may be there, or not.
  fileprivate static func folders(ofRepositoryAt folder: FilePath?) -> [FilePath] {
    guard let folder else { return [] }
    return [folder] + ((try? Repository(reading: folder))?.folders ?? [])
  }

  /// What git would run and obey of the files in the work tree, asked anew.
  package func gitPrograms() throws -> GitPrograms {
    try GitPrograms(
      of: repository, root: root, submodule: manifest.submodule, by: gitCommand())
  }
}
