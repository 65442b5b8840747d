import Git
import Rules

/// The files in their folders.
extension FileList {
  /// Shows files in their folders, or by their paths.
  mutating func setTree(_ isTree: Bool) {
    guard isTree != self.isTree else { return }
    self.isTree = isTree
    plant()
    layOut()
  }

  /// Sorts the files into their folders, where they are shown in them.
  mutating func plant() {
    trees = [:]
    guard isTree else { return }
    for group in FileGroup.allCases {
      let members = members[group]
      if members.isEmpty { continue }
      var tree = FileTree(members, below: commonFolder(of: group)) { files[$0].shownPath }
      for file in members {
        if let counts = counts[file] {
          tree.add(counts, of: file, isGenerated: generated.contains(file))
        }
      }
      trees[group] = tree
    }
  }

  /// A folder of a group.
  func folder(_ place: Int, of group: FileGroup) -> FileTree.Folder? {
    trees[group].map { $0.folders[place] }
  }

  /// The folder under the cursor; nil on a file and on a heading.
  var selectedFolder: (group: FileGroup, path: RepoPath)? {
    guard cursor.index < rows.count, case .folder(let group, let place) = rows[cursor.index],
      let folder = folder(place, of: group)
    else { return nil }
    return (group, folder.path)
  }

  /// The row of the folder that a file lies in; nil where files are shown by their paths, and at a group's top.
  func folderRow(of file: Int) -> Row? {
    let group = files[file].group
    return trees[group]?.folder(of: file).map { .folder(group, $0) }
  }

  /// In how many folders a file is shown.
  func depth(of file: Int) -> Int {
    guard case .folder(let group, let place) = folderRow(of: file) else { return 0 }
    return (folder(place, of: group)?.depth ?? 0) + 1
  }

  /// Whether what is in a folder is hidden.
  func isFolded(_ place: Int, of group: FileGroup) -> Bool {
    folder(place, of: group).map { foldedFolders[group]?.contains($0.path) == true } ?? false
  }

  /// Hides what is in a folder, or shows it again.
  mutating func fold(_ place: Int, of group: FileGroup) {
    guard let path = folder(place, of: group)?.path else { return }
    if foldedFolders[group]?.remove(path) == nil {
      foldedFolders[group, default: []].insert(path)
    }
    layOut()
  }

  /// The outermost folded folder that a file is hidden in.
  func foldedRow(around file: Int) -> Row? {
    let group = files[file].group
    guard foldedFolders[group]?.isEmpty == false, let tree = trees[group] else { return nil }
    return tree.folders(around: file).filter { isFolded($0, of: group) }.last
      .map { .folder(group, $0) }
  }

  /// Shows what is in the folders that a file lies in.
  mutating func unfold(around file: Int) {
    let group = files[file].group
    guard foldedRow(around: file) != nil, let tree = trees[group] else { return }
    for place in tree.folders(around: file) {
      foldedFolders[group]?.remove(tree.folders[place].path)
    }
    layOut()
  }

  /// The files in a folder and below that aren't left out, in their order.
  func files(in place: Int, of group: FileGroup) -> some Sequence<Int> {
    let inside = trees[group].map { $0.files[$0.folders[place].files] } ?? []
    return inside.lazy.filter { isShown($0) }
  }
}
