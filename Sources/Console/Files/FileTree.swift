import Git
import Rules

/// A group's files in their folders. The order stays that of paths, so that what is read stays where it is.
///
/// There is a folder where files lie or ways part, and no other: one that has nothing but one folder in it is joined to
/// that. So there are fewer than twice as many folders as files, however deep they lie.
struct FileTree: Sendable {
  /// A folder with what is in it.
  struct Folder: Sendable {
    /// Its path.
    let path: RepoPath
    /// The folder that its name is told from.
    let base: RepoPath
    /// The files in it and below, by their places among the group's.
    let files: Range<Int>
    /// The folder that it is shown in; nil at the top.
    let parent: Int?
    /// How many it is shown in.
    let depth: Int
    /// Lines that change below it, but for those that a program makes.
    var lines = LineTotals()
    /// Lines that change below it in files that a program makes.
    var generated = LineTotals()
  }

  /// The files, each by its place among all.
  let files: [Int]
  /// The folders, each after the one that it is in.
  private(set) var folders: [Folder] = []
  /// The folder that each file lies in; those at the top are left out.
  private var folderOfFile: [Int: Int] = [:]

  /// The folders of files, in time that grows with their paths' lengths.
  ///
  /// - Parameters:
  ///   - files: Files, each by its place among all, sorted by path.
  ///   - top: A folder that all of them lie in, which is none of the tree's.
  ///   - path: A file's path.
  init(_ files: [Int], below top: RepoPath, path: (Int) -> RepoPath) {
    self.files = files
    let places = FolderPlaces(files.map { path($0).parent }, below: top)
    var open: [Int] = []
    for place in files.indices {
      while let last = open.last, folders[last].files.upperBound <= place { open.removeLast() }
      for found in places.beginning(at: place) {
        let base = open.last.map { folders[$0].path } ?? top
        let folder = RepoPath(path(files[place]).bytes.prefix(found.length))
        open.append(folders.count)
        folders.append(
          Folder(
            path: folder, base: base, files: place..<found.end, parent: open.dropLast().last,
            depth: open.count - 1))
      }
      folderOfFile[files[place]] = open.last
    }
  }

  /// The folder that a file lies in; nil at the top.
  func folder(of file: Int) -> Int? { folderOfFile[file] }

  /// The folders that a file lies in, the innermost first.
  func folders(around file: Int) -> [Int] {
    var around: [Int] = []
    var next = folderOfFile[file]
    while let folder = next {
      around.append(folder)
      next = folders[folder].parent
    }
    return around
  }

  /// Adds a file's lines to the folders that it lies in.
  mutating func add(_ counts: LineCounts, of file: Int, isGenerated: Bool) {
    for folder in folders(around: file) {
      if isGenerated {
        folders[folder].generated.add(counts)
      } else {
        folders[folder].lines.add(counts)
      }
    }
  }

  /// The rows of the group below its heading, without what lies in folded folders and folders of which nothing is shown.
  func rows(
    of group: FileGroup, folded: Set<RepoPath>, isShown: (Int) -> Bool
  ) -> [FileList.Row] {
    var shown = 0
    let shownBefore =
      [0]
      + files.map { file in
        if isShown(file) { shown += 1 }
        return shown
      }
    var rows: [FileList.Row] = []
    var (place, next) = (0, 0)
    while place < files.count {
      var end: Int?
      while end == nil, next < folders.count, folders[next].files.lowerBound == place {
        let inside = folders[next].files
        let isEmpty = shownBefore[inside.upperBound] == shownBefore[place]
        if !isEmpty { rows.append(.folder(group, next)) }
        if isEmpty || folded.contains(folders[next].path) { end = inside.upperBound }
        next += 1
      }
      if let end {
        place = end
        while next < folders.count, folders[next].files.lowerBound < place { next += 1 }
      } else {
        if shownBefore[place + 1] > shownBefore[place] { rows.append(.file(files[place])) }
        place += 1
      }
    }
    return rows
  }
}
