import Git

/// What of upstream's files a copy leaves out on purpose: files, and folders of which nothing was taken.
struct LeftOut {
  private let files: Set<RepoPath>
  private let folders: Set<RepoPath>

  /// Nothing.
  init() {
    files = []
    folders = []
  }

  /// What follows from some files that were left out beside others that were taken.
  init(_ files: Set<RepoPath>, besides taken: [RepoPath]) {
    self.files = files
    folders = Self.folders(of: files).subtracting(Self.folders(of: taken))
  }

  /// Whether a file was left out, or lies in a folder that was.
  func contains(_ path: RepoPath) -> Bool {
    if files.contains(path) { return true }
    var folder = path.parent
    while !folder.isRoot {
      if folders.contains(folder) { return true }
      folder = folder.parent
    }
    return false
  }

  private static func folders(of paths: some Sequence<RepoPath>) -> Set<RepoPath> {
    var folders: Set<RepoPath> = []
    for path in paths {
      var folder = path.parent
      while !folder.isRoot, folders.insert(folder).inserted { folder = folder.parent }
    }
    return folders
  }
}
