import Git

/// The files of the commit that HEAD stands at, at one moment.
struct HeadFiles {
  /// Where HEAD is.
  let head: Head
  private let repository: Repository
  private let tree: ObjectID?

  /// HEAD's files now.
  init(of repository: Repository) throws {
    self.repository = repository
    head = try repository.head()
    tree = try head.commit.map { try repository.commitTree($0) }
  }

  /// The file at a path; nil where there is none.
  func item(at path: RepoPath) throws -> TreeItem? {
    guard let tree, let item = try repository.item(at: path, in: tree), item.mode != .folder else {
      return nil
    }
    return item
  }
}
