import Git
import Rules

/// What the `.gitattributes` of an upstream tree say of its paths. Nothing else of upstream's repository counts: whoever
/// made it may have set it up as they like.
struct TreeAttributes {
  private static let fileName = Array(".gitattributes".utf8)

  /// Files that were read, by their blobs.
  final class Parsed {
    fileprivate var files: [ObjectID: AttributeFile] = [:]
    /// Files that are kept at the most.
    fileprivate static let limit = 64
  }

  private let upstream: Repository
  private let tree: ObjectID
  private let name: String
  private let parsed: Parsed
  /// The files of the folders that were asked for; nil in those that have none.
  private var files: [RepoPath: AttributeFile?] = [:]

  /// What a tree's files say of an attribute.
  ///
  /// - Parameter parsed: Files that were read for this attribute.
  init(_ name: String, of tree: ObjectID, in upstream: Repository, _ parsed: Parsed) {
    (self.upstream, self.tree, self.name, self.parsed) = (upstream, tree, name, parsed)
  }

  /// What they say of a path.
  mutating func state(at path: RepoPath) throws(GitError) -> AttributeState {
    guard upstream.isWanted() else { throw .unwanted }
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
        file = try read(item.id, in: folder)
      }
    } catch {
      // What can't be read of it says nothing; the files themselves are told of elsewhere.
      if case .unwanted = error { throw error }
    }
    files[folder] = .some(file)
    return file
  }

  private mutating func read(_ id: ObjectID, in folder: RepoPath) throws(GitError) -> AttributeFile
  {
    let macros = folder.isRoot ? nil : try file(in: .root)?.macros ?? [:]
    // What a file comes to depends on what the root's has attributes stand for.
    if macros?.isEmpty != false, let known = parsed.files[id] { return known }
    let file = AttributeFile(parsing: try upstream.blob(id), for: name, macros)
    if macros?.isEmpty != false {
      if parsed.files.count >= Parsed.limit { parsed.files = [:] }
      parsed.files[id] = file
    }
    return file
  }
}
