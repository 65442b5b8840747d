import Git
import Rules
import SystemPackage
import Text
import ProgramEnd

/// Upstream as it can be read: in place for a local path, else edgesync's own bare clone of it.
package struct Upstream: Sendable {
  /// Where it is.
  package let address: UpstreamAddress
  /// The folder of the repository that is read.
  package let folder: FilePath
  /// Whether that is edgesync's own clone, which has to be fetched.
  package let isMirror: Bool
  let state: FilePath
  /// The folder of what is kept of it: ``state``, or where edge repos share it, theirs.
  let home: FilePath
  /// Whether other edge repos use what is kept of it, too: who has them share it fetches it.
  package let isShared: Bool
  /// The edge repo's root.
  let root: FilePath
  /// The edge repo's git folder, whose settings say how upstream is reached.
  let gitFolder: FilePath

  /// Upstream as an edge repo names it.
  ///
  /// - Parameters:
  ///   - address: The manifest's address.
  ///   - root: The edge repo's root, from which a relative path is taken.
  ///   - state: edgesync's folder in the edge repo, where the clone is kept.
  ///   - gitFolder: The edge repo's git folder.
  ///   - shared: Where several edge repos keep their upstreams; nil where this one keeps its own.
  package init(
    _ address: UpstreamAddress, root: FilePath, state: FilePath, gitFolder: FilePath,
    shared: SharedUpstreams? = nil
  ) {
    self.address = address
    self.state = state
    self.root = root
    self.gitFolder = gitFolder
    isShared = shared != nil
    let local = address.localFolder(from: shared?.root ?? root)
    home = shared?.home(of: address, at: local) ?? state
    folder = local ?? home.entry("mirror.git")
    isMirror = local == nil
  }

  /// The file of the clone that says which url its branch was fetched from; not a setting of it, for
  /// settings aren't synced when they are written.
  private var fetchedFromFile: FilePath { folder.entry("fetched-from") }

  /// The url that the clone's branch was fetched from; nil where there is none.
  func fetchedFrom() throws(GitError) -> String? {
    try FileSync.readFile(fetchedFromFile, limit: 1 << 16).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// When the clone was last brought up to date, in seconds since 1970; nil for one that is read in place, or was
  /// never fetched.
  package var lastFetch: Int? {
    isMirror ? FileStat.modification(of: fetchedFromFile).map(Bounded.moment) : nil
  }

  /// Says that the clone's branch is fetched from its url, and that this is as of now.
  func noteFetchedFrom() throws(GitError) {
    try FileSync.replaceFile(fetchedFromFile, with: Array(address.url.utf8))
  }

  /// Opens the repository that is read; a handle for one thread.
  ///
  /// - Throws: ``UpstreamError/neverFetched(url:)`` where a clone doesn't hold this url's branch: what
  ///   another url had there is none of this one's history.
  package func open() throws -> Repository {
    do throws(GitError) {
      if isMirror { try MirrorFolder(folder).settle() }
      let repository = isMirror ? try Repository(at: folder) : try Repository(reading: folder)
      repository.isWanted = { Shutdown.isWanted }
      repository.isOrigin = true
      repository.commitGraphSeal = home.entry("commit-graph")
      if !isMirror {
        repository.graphFolder = graphFolder
        // To git, it is no repository without.
        do throws(GitError) {
          _ = try repository.head()
        } catch .objectFormat(let folder) {
          throw .objectFormat(folder: folder)
        } catch {
          throw .noRepository(folder: folder.text)
        }
      } else {
        guard try fetchedFrom() == address.url, try repository.reference(address.reference) != nil
        else {
          throw .noRepository(folder: folder.text)
        }
      }
      return repository
    } catch .noRepository where isMirror {
      throw UpstreamError.neverFetched(url: address.shown)
    } catch .noRepository {
      throw UpstreamError.notFound(path: folder.text, reason: "there is no git repository")
    } catch .objectFormat {
      throw UpstreamError.objectFormat(url: address.shown)
    } catch {
      throw error
    }
  }

  /// The commit at the branch's tip.
  package func tip(in repository: Repository) throws -> ObjectID {
    guard let id = try repository.reference(address.reference) else {
      throw UpstreamError.noBranch(branch: SafeText(address.branch), url: address.shown)
    }
    do throws(GitError) {
      _ = try repository.commit(id)
    } catch {
      switch error {
      case .damaged, .unwanted: throw error
      default: throw UpstreamError.notACommit(branch: SafeText(address.branch))
      }
    }
    return id
  }

  /// What it means that the pin isn't there.
  package func pinMissing(_ pin: ObjectID, from repository: Repository) -> UpstreamError {
    if !isMirror, repository.isShallow {
      return .pinCutOff(pin: pin.short, folder: repository.location)
    }
    return .pinMissing(pin: pin.short, url: address.shown, isFetched: isMirror)
  }
}
