import Git
import Rules
import Text
import Upstream

/// What keeps versions of an override from being merged.
extension OverrideVersions {
  /// What the edge repo's attributes make of a file that can't be merged line by line; nil for others.
  static func obstacle(to path: RepoPath, in repository: Repository) throws -> SafeText? {
    switch try repository.foreignConversion(at: path) {
    case .filter(let name): "it goes through the filter \(name), which edgesync doesn't run"
    case .encoding(let name): "it is in \(name) in your work tree"
    case nil:
      switch try repository.mergeDriver(at: path) {
      case .text, .union: nil
      case .binary: "its attributes say that it isn't merged"
      case .own(let name):
        "its attributes or your settings have it merged by the driver \(name), which edgesync doesn't run"
      }
    }
  }

  /// Bytes that git looks at to tell whether a text is binary (`buffer_is_binary`).
  private static let examinedSize = 8000

  /// Why bytes can't be merged line by line; nil where they can.
  static func obstacle(to bytes: [UInt8]) -> SafeText? {
    if bytes.prefix(examinedSize).contains(0) { return "it is binary" }
    return Repository.isComparable(bytes) ? nil : "it is too large"
  }

  /// What one of upstream's versions is, where it isn't a file, and how it is looked at.
  struct Kind {
    /// What it is; nil for a file.
    var reason: SafeText?
    /// The command that shows it.
    let looking: SafeText
  }

  /// What one of upstream's versions is.
  ///
  /// - Parameter commits: Commits that may hold it.
  static func kind(
    of id: ObjectID, _ path: RepoPath, at commits: [ObjectID], in edge: EdgeRepo,
    _ upstream: Repository
  ) throws -> Kind {
    let looking = CarryError.looking(at: id, in: upstream)
    for commit in commits {
      let tree = try upstream.commitTree(commit)
      let classifier = try edge.places.classifier(in: tree, upstream)
      for source in classifier.upstreamPaths(of: path) {
        guard let item = try upstream.item(at: source, in: tree), item.id == id else { continue }
        switch item.mode {
        case .file, .executable: return Kind(looking: looking)
        case .symlink: return Kind(reason: "upstream's is a symbolic link", looking: looking)
        case .gitlink, .folder:
          // Git has no blob of these, and of a submodule nothing but its entry.
          return Kind(
            reason: item.mode == .gitlink ? "upstream's is a submodule" : "upstream's is a folder",
            looking: CarryError.looking(at: source, of: commit, in: upstream))
        }
      }
    }
    return Kind(looking: looking)
  }

  /// One of upstream's versions, as the edge repo would store it.
  static func version(
    _ id: ObjectID, at path: RepoPath, in edge: EdgeRepo, _ upstream: Repository,
    _ refuse: (SafeText?) throws -> Void
  ) throws -> CarryOver.Version {
    let isLarge = try upstream.blobSize(id) > Repository.maximumComparedSize
    try refuse(isLarge ? "upstream's is too large" : nil)
    return CarryOver.Version(
      id: id, bytes: try edge.repository.converted(toObject: upstream.blob(id), at: path))
  }

  /// The file in the work tree; nil where there is none.
  static func standing(
    at path: RepoPath, in edge: EdgeRepo, _ refuse: (SafeText?) throws -> Void
  ) throws -> (bytes: [UInt8], isExecutable: Bool)? {
    var standing = NewFile.Standing.nothing
    do throws(GitError) {
      standing = try NewFile.standing(
        at: path, below: edge.root, limit: Repository.maximumComparedSize)
    } catch {
      guard case .unfit(_, let reason) = error else { throw error }
      try refuse("in your work tree, " + reason)
    }
    switch standing {
    case .file(let bytes, let isExecutable): return (bytes, isExecutable)
    case .nothing: return nil
    case .other(let place):
      if place == path { try refuse("in your work tree, it isn't a regular file") }
      throw CarryError.inTheWay(path, at: place)
    }
  }
}
