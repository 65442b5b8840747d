import Git

/// Compares a place's copy with what upstream had there, commit after commit.
///
/// Only folders that the copy has are opened, each state of one once; what is remembered of it are numbers, however
/// many files the copy leaves out.
struct CopyComparison {
  /// What the copy is.
  enum Copy {
    case file(TreeItem)
    case folder(CopyTree)
  }

  /// How a copy stands against one state.
  struct Numbers {
    /// Files that both have, and that differ.
    var modified = 0
    /// Files that both have.
    var present = 0

    static func += (left: inout Numbers, right: Numbers) {
      left.modified += right.modified
      left.present += right.present
    }
  }

  /// A file that differs: not as upstream has it, or not upstream at all.
  struct Different: Hashable {
    let path: RepoPath
    let copy: TreeItem
    let upstream: TreeItem?
  }

  private struct Key: Hashable {
    let tree: ObjectID
    let copy: ObjectIdentifier
  }

  private struct MissingNumbers {
    var counted = 0
    var others = 0
  }

  private let upstream: Repository
  private let isCompared: (RepoPath) -> Bool
  private let copy: Copy
  /// Files of the copy that upstream has or once had: what counts.
  private(set) var known: Set<RepoPath> = []
  /// The copy's files that no state looked at so far has, by their names in their folders.
  private var unseen: [ObjectIdentifier: Set<[UInt8]>] = [:]
  private var numbers: [Key: Numbers] = [:]
  private var missing: [Key: MissingNumbers] = [:]
  private var sizes: [ObjectID: [RepoPath: Int]] = [:]
  /// Folders that hold a file of the copy that counts, and those that one lies below.
  private var taken: (folders: Set<RepoPath>, ancestors: Set<RepoPath>) = ([], [])

  /// A comparison of one place.
  ///
  /// - Parameter isCompared: Whether a file counts, by its path from the place.
  init(_ copy: Copy, with upstream: Repository, _ isCompared: @escaping (RepoPath) -> Bool) {
    self.copy = copy
    self.upstream = upstream
    self.isCompared = isCompared
  }

  // MARK: What differs

  /// The numbers of one state; adds what it has to what is known.
  mutating func compare(_ item: TreeItem?) throws(GitError) -> Numbers {
    guard let item else { return Numbers() }
    switch copy {
    case .file(let file):
      guard item.mode != .folder, item.mode != .gitlink else { return Numbers() }
      known.insert(.root)
      return Numbers(modified: item == file ? 0 : 1, present: 1)
    case .folder(let folder):
      return item.mode == .folder ? try compare(item.id, folder) : Numbers()
    }
  }

  private mutating func compare(
    _ tree: ObjectID, _ folder: CopyTree
  ) throws(GitError) -> Numbers {
    let key = Key(tree: tree, copy: ObjectIdentifier(folder))
    if let known = numbers[key] { return known }
    var sum = Numbers()
    if tree == folder.id {
      sum.present = folder.count
      known.formUnion(folder.paths)
    } else {
      var unseen = self.unseen[key.copy] ?? Set(folder.files.keys)
      for entry in try upstream.tree(tree) {
        if entry.item.mode == .folder {
          guard let below = folder.folders[entry.name] else { continue }
          sum += try compare(entry.item.id, below)
        } else if entry.item.mode != .gitlink, let file = folder.files[entry.name] {
          sum.present += 1
          if file != entry.item { sum.modified += 1 }
          if !unseen.isEmpty, unseen.remove(entry.name) != nil {
            known.insert(folder.path.appending(entry.name))
          }
        }
      }
      self.unseen[key.copy] = unseen
    }
    numbers[key] = sum
    return sum
  }

  /// The files that differ from a state.
  func differences(from item: TreeItem?) throws(GitError) -> [Different] {
    switch copy {
    case .file(let file):
      guard known.contains(.root), item != file else { return [] }
      return [Different(path: .root, copy: file, upstream: item?.mode == .folder ? nil : item)]
    case .folder(let folder):
      var found: [Different] = []
      try addDifferences(of: folder, from: item?.mode == .folder ? item?.id : nil, to: &found)
      return found
    }
  }

  private func addDifferences(
    of folder: CopyTree, from tree: ObjectID?, to found: inout [Different]
  ) throws(GitError) {
    if tree == folder.id { return }
    var files: [[UInt8]: TreeItem] = [:]
    var folders: [[UInt8]: ObjectID] = [:]
    if let tree {
      for entry in try upstream.tree(tree) where entry.item.mode != .gitlink {
        if entry.item.mode == .folder {
          folders[entry.name] = entry.item.id
        } else if folder.files[entry.name] != nil {
          files[entry.name] = entry.item
        }
      }
    }
    for (name, item) in folder.files where files[name] != item {
      let path = folder.path.appending(name)
      guard known.contains(path) else { continue }
      found.append(Different(path: path, copy: item, upstream: files[name]))
    }
    for (name, below) in folder.folders {
      try addDifferences(of: below, from: folders[name], to: &found)
    }
  }

  // MARK: What is missing

  /// Notes that all states have been compared, so that it is known what counts.
  mutating func settle() {
    taken.folders = Set(known.map(\.parent))
    taken.ancestors = [.root]
    for path in taken.folders {
      var folder = path
      while taken.ancestors.insert(folder).inserted { folder = folder.parent }
    }
  }

  /// Whether the copy has a file of upstream's in the very folder that a path lies in.
  func isInTakenFolder(_ path: RepoPath) -> Bool { taken.folders.contains(path.parent) }

  /// The copy's part of a folder, where that has files that count.
  private func part(_ folder: CopyTree, _ name: [UInt8]) -> CopyTree? {
    folder.folders[name].flatMap { taken.ancestors.contains($0.path) ? $0 : nil }
  }

  /// What of a state the copy lacks: files in folders that the copy has, and folders as a whole.
  func missing(from item: TreeItem?) throws(GitError) -> Set<RepoPath> {
    guard case .folder(let folder) = copy, let item, item.mode == .folder else { return [] }
    var found: Set<RepoPath> = []
    try addMissing(from: item.id, folder, to: &found)
    return found
  }

  private func addMissing(
    from tree: ObjectID, _ folder: CopyTree, to found: inout Set<RepoPath>
  ) throws(GitError) {
    if tree == folder.id { return }
    for entry in try upstream.tree(tree) where entry.item.mode != .gitlink {
      let path = folder.path.appending(entry.name)
      if entry.item.mode == .folder {
        if let below = part(folder, entry.name) {
          try addMissing(from: entry.item.id, below, to: &found)
        } else {
          found.insert(path)
        }
      } else if folder.files[entry.name] == nil, isCompared(path) {
        found.insert(path)
      }
    }
  }

  /// How much of a state the copy lacks that wasn't left out on purpose, and how much it does that tells nothing by
  /// itself, for the copy has nothing of its kind.
  mutating func countMissing(
    from item: TreeItem?, besides leftOut: LeftOut
  ) throws(GitError) -> (counted: Int, others: Int) {
    guard case .folder(let folder) = copy, let item, item.mode == .folder else { return (0, 0) }
    let sum = try countMissing(from: item.id, folder, leftOut)
    return (sum.counted, sum.others)
  }

  private mutating func countMissing(
    from tree: ObjectID, _ folder: CopyTree, _ leftOut: LeftOut
  ) throws(GitError) -> MissingNumbers {
    if tree == folder.id { return MissingNumbers() }
    let key = Key(tree: tree, copy: ObjectIdentifier(folder))
    if let known = missing[key] { return known }
    var sum = MissingNumbers()
    for entry in try upstream.tree(tree) where entry.item.mode != .gitlink {
      let path = folder.path.appending(entry.name)
      if entry.item.mode == .folder {
        if let below = part(folder, entry.name) {
          let inside = try countMissing(from: entry.item.id, below, leftOut)
          sum.counted += inside.counted
          sum.others += inside.others
        } else if leftOut.isComplete {
          sum.counted += try size(of: entry.item.id, at: path)
        } else if !leftOut.always.contains(path) {
          sum.others += 1
        }
      } else if folder.files[entry.name] == nil, isCompared(path), !leftOut.always.contains(path) {
        if leftOut.isComplete || (isInTakenFolder(path) && !leftOut.isOfKindNeverTaken(path)) {
          sum.counted += 1
        } else {
          sum.others += 1
        }
      }
    }
    missing[key] = sum
    return sum
  }

  /// Files that count in a folder of which the copy has nothing.
  private mutating func size(of tree: ObjectID, at path: RepoPath) throws(GitError) -> Int {
    if let known = sizes[tree]?[path] { return known }
    var sum = 0
    for entry in try upstream.tree(tree) where entry.item.mode != .gitlink {
      let child = path.appending(entry.name)
      if entry.item.mode == .folder {
        sum += try size(of: entry.item.id, at: child)
      } else if isCompared(child) {
        sum += 1
      }
    }
    sizes[tree, default: [:]][path] = sum
    return sum
  }
}
