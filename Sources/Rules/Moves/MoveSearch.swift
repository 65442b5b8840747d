import Git
import Text

/// Tells where the files of a folder, or a file, of one tree stand in another that doesn't have it any more: by equal
/// blobs, and by git's own search for renames.
package struct MoveSearch {
  /// Folders, or files, that took over what stood at a path.
  package struct Found: Hashable, Sendable {
    /// A place, and how many of the files it has.
    package struct Place: Hashable, Sendable {
      /// The folder, or the file.
      package let path: RepoPath
      /// How many of the files it has, at the same places below it.
      package let files: Int
      /// Whether the older tree had none of them there: a move, where another place may be a copy.
      let isNew: Bool
    }

    /// How many files stood at the path.
    package let total: Int
    /// Where they stand now, the place with most of them first.
    package let places: [Place]

    /// The one place that it moved to: most files stand there, and nothing like as many at any other.
    package var destination: RepoPath? {
      guard let first = places.first, 2 * first.files >= total else { return nil }
      for other in places.dropFirst() where 3 * other.files > first.files {
        if !first.isNew || other.isNew { return nil }
      }
      return first.path
    }
  }

  private static let emptyBlob = try? Repository.hash([], as: .blob)

  private let upstream: Repository
  private let path: RepoPath
  /// The files by their paths below the path; the path itself for a file.
  private var files: [RepoPath: TreeItem] = [:]
  /// What has been found, by place, as paths below the path.
  private var found: [RepoPath: Set<RepoPath>] = [:]

  /// A search for what stands at a path in one tree, in another.
  static func find(
    _ path: RepoPath, of old: ObjectID, in new: ObjectID, _ upstream: Repository
  ) throws(GitError) -> Found {
    var search = MoveSearch(upstream, path)
    guard let item = try upstream.item(at: path, in: old), item.mode != .gitlink else {
      return Found(total: 0, places: [])
    }
    if item.mode == .folder {
      for file in try upstream.files(of: item.id) { search.files[file.path] = file.item }
    } else {
      search.files[.root] = item
    }
    try search.pairEqual(in: new)
    try search.pairRenamed(from: old, to: new)
    var places: [Found.Place] = []
    for (place, files) in search.found where place != path {
      let before = try upstream.item(at: place, in: old)
      places.append(Found.Place(path: place, files: files.count, isNew: before == nil))
    }
    places.sort {
      ($0.files, $0.isNew ? 1 : 0, $1.path) > ($1.files, $1.isNew ? 1 : 0, $0.path)
    }
    return Found(total: search.files.count, places: places)
  }

  private init(_ upstream: Repository, _ path: RepoPath) {
    self.upstream = upstream
    self.path = path
  }

  /// Files that stand elsewhere as they are, under the same names below some folder.
  private mutating func pairEqual(in tree: ObjectID) throws(GitError) {
    var byBlob: [ObjectID: [RepoPath]] = [:]
    for (relative, item) in files where item.mode.isRegular && item.id != Self.emptyBlob {
      byBlob[item.id, default: []].append(relative)
    }
    if byBlob.isEmpty { return }
    for file in try upstream.files(of: tree) {
      for relative in byBlob[file.item.id] ?? [] {
        if let place = place(of: file.path, relative) { note(relative, at: place) }
      }
    }
  }

  /// Files that git takes for renamed.
  private mutating func pairRenamed(from old: ObjectID, to new: ObjectID) throws(GitError) {
    let known = found.values.reduce(into: Set<RepoPath>()) { $0.formUnion($1) }
    guard known.count < files.count else { return }
    for change in try upstream.changesWithRenames(from: old, to: new) {
      guard let relative = change.oldPath?.relative(to: path), !known.contains(relative) else {
        continue
      }
      if relative.isRoot {
        note(relative, at: change.path)
      } else if let place = place(of: change.path, relative) {
        note(relative, at: place)
      }
    }
  }

  private mutating func note(_ relative: RepoPath, at place: RepoPath) {
    found[place, default: []].insert(relative)
  }

  /// The folder below which a path is a relative one; for a file, the path where it has the file's name.
  private func place(of file: RepoPath, _ relative: RepoPath) -> RepoPath? {
    if relative.isRoot { return file.name == path.name ? file : nil }
    if file == relative { return .root }
    guard file.bytes.count > relative.bytes.count + 1,
      file.bytes.suffix(relative.bytes.count).elementsEqual(relative.bytes),
      file.bytes[file.bytes.count - relative.bytes.count - 1] == UInt8(ascii: "/")
    else { return nil }
    return RepoPath(file.bytes.dropLast(relative.bytes.count + 1))
  }
}
