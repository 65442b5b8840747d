import Git
import Rules
import Text
import Upstream

/// The versions of an override, and what keeps them from being merged.
extension CarryOver {
  /// What the edge repo's attributes make of a file that can't be merged line by line; nil for others.
  static func obstacle(to path: RepoPath, in repository: Repository) throws -> SafeText? {
    switch try repository.foreignConversion(at: path) {
    case .filter(let name): "it goes through the filter \(name), which edgesync doesn't run"
    case .encoding(let name): "it is in \(name) in your work tree"
    case nil:
      try repository.isNeverMerged(at: path) ? "its attributes say that it isn't merged" : nil
    }
  }

  /// Bytes that git looks at to tell whether a text is binary (`buffer_is_binary`).
  private static let examinedSize = 8000

  /// Why bytes can't be merged line by line; nil where they can.
  static func obstacle(to bytes: [UInt8]) -> SafeText? {
    if bytes.prefix(examinedSize).contains(0) { return "it is binary" }
    return Repository.isComparable(bytes) ? nil : "it is too large"
  }

  /// What upstream's version is if not a file; nil for a file.
  ///
  /// - Parameter commits: Commits that may hold it.
  static func kind(
    of id: ObjectID, _ path: RepoPath, at commits: [ObjectID], in edge: EdgeRepo,
    _ upstream: Repository
  ) throws -> SafeText? {
    for commit in commits {
      let tree = try upstream.commitTree(commit)
      let classifier = try edge.places.classifier(in: tree, upstream)
      for source in classifier.upstreamPaths(of: path) {
        guard let item = try upstream.item(at: source, in: tree), item.id == id else { continue }
        switch item.mode {
        case .file, .executable: return nil
        case .symlink: return "upstream's is a symbolic link"
        case .gitlink: return "upstream's is a submodule"
        case .folder: return "upstream's is a folder"
        }
      }
    }
    return nil
  }

  /// One of upstream's versions, as the edge repo would store it.
  static func version(
    _ id: ObjectID, at path: RepoPath, in edge: EdgeRepo, _ upstream: Repository,
    _ refuse: (SafeText?) throws -> Void
  ) throws -> Version {
    let isLarge = try upstream.blobSize(id) > Repository.maximumComparedSize
    try refuse(isLarge ? "upstream's is too large" : nil)
    return Version(
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

  /// Whether a text has the marks of an earlier merge that wasn't resolved.
  static func isMarked(_ bytes: [UInt8]) -> Bool {
    let lines = bytes.split(separator: 0x0A).lazy.map { line in
      line.last == 0x0D ? line.dropLast() : line
    }
    return lines.contains { $0.elementsEqual("<<<<<<< yours".utf8) }
      && lines.contains { $0.elementsEqual(">>>>>>> upstream now".utf8) }
  }
}
