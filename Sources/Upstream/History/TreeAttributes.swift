import Git
import Rules

/// What the `.gitattributes` of an upstream tree say of its paths. Nothing else of upstream's repository counts: whoever
/// made it may have set it up as they like.
struct TreeAttributes {
  private static let fileName = Array(".gitattributes".utf8)

  private let upstream: Repository
  private let tree: ObjectID
  /// The files of the folders that were asked for; nil in those that have none.
  private var files: [RepoPath: AttributeFile?] = [:]

  /// The attributes of a tree.
  init(of tree: ObjectID, in upstream: Repository) {
    (self.upstream, self.tree) = (upstream, tree)
  }

  /// What they say of a path.
  mutating func state(_ name: String, at path: RepoPath) throws(GitError) -> AttributeState {
    let macros = try file(in: .root)?.macros ?? [:]
    var known: [[UInt8]: AttributeState] = [:]
    var folder = path
    while !folder.isRoot, known[Array(name.utf8)] == nil {
      folder = folder.parent
      if let file = try file(in: folder), let below = path.relative(to: folder) {
        file.fill(&known, for: name, at: below, macros)
      }
    }
    return known[Array(name.utf8)] ?? .unspecified
  }

  private mutating func file(in folder: RepoPath) throws(GitError) -> AttributeFile? {
    if let known = files[folder] { return known }
    var file: AttributeFile?
    do throws(GitError) {
      if let item = try upstream.item(at: folder.appending(Self.fileName), in: tree),
        item.mode.isRegular, try upstream.blobSize(item.id) <= AttributeFile.maximumBytes
      {
        file = AttributeFile(parsing: try upstream.blob(item.id))
      }
    } catch {
      // What can't be read of it says nothing; the files themselves are told of elsewhere.
      if case .unwanted = error { throw error }
    }
    files[folder] = .some(file)
    return file
  }
}
