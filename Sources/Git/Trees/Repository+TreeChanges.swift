import Text

extension Repository {
  /// How deep a tree may be. git allows 2,048 folders (`core.maxTreeDepth`), which a thread's stack
  /// doesn't; people make some dozens.
  package static let maximumTreeDepth = 256

  /// How many files and folders are looked at in one go: a few kilobytes of trees that hold each other
  /// can spell more paths than there is memory for.
  package static let maximumTreeEntries = 1_000_000

  /// The files that differ between two trees, sorted by path, without looking for renames.
  ///
  /// What `git diff-tree -r --no-renames` lists. Subtrees with equal ids are never opened, so the
  /// cost follows what differs.
  ///
  /// - Parameters:
  ///   - old: The older tree; nil for none.
  ///   - new: The newer tree; nil for none.
  ///   - path: Where the trees stand; put before each path.
  package func changes(
    from old: ObjectID?, to new: ObjectID?, at path: RepoPath = .root
  ) throws(GitError) -> [TreeChange] {
    try changes(fromAll: [old], to: new, at: path)
  }

  /// The files of a tree that differ from every one of some older trees, sorted by path: for a merge,
  /// what it changed itself. The change told is that from the first older tree.
  package func changes(
    fromAll olds: [ObjectID?], to new: ObjectID?, at path: RepoPath = .root
  ) throws(GitError) -> [TreeChange] {
    var comparison = TreeComparison(self, at: path)
    try comparison.compare(olds, new, depth: 0)
    return comparison.changes
  }

  /// The same for some paths of the trees; of what stands elsewhere, what can be read and isn't too much.
  ///
  /// - Returns: The files, and the first thing that isn't told.
  package func changes(
    fromAll olds: [ObjectID?], to new: ObjectID?, for scope: ChangeScope
  ) throws(GitError) -> (changes: [TreeChange], unread: ChangeScope.Unread?) {
    var comparison = TreeComparison(self, at: .root, for: scope)
    try comparison.compare(olds, new, depth: 0)
    return (comparison.changes, comparison.unread)
  }

  /// The files at a path that differ from every one of some older states of it, which may be folders,
  /// files or nothing.
  package func changes(
    fromAll olds: [TreeItem?], to new: TreeItem?, at path: RepoPath
  ) throws(GitError) -> [TreeChange] {
    let folder: (TreeItem?) -> ObjectID? = { $0?.mode == .folder ? $0?.id : nil }
    let file: (TreeItem?) -> TreeItem? = { $0?.mode == .folder ? nil : $0 }
    var found = try changes(fromAll: olds.map(folder), to: folder(new), at: path)
    if !olds.map(file).contains(file(new)) {
      found.append(TreeChange(path: path, old: file(olds.first ?? nil), new: file(new)))
    }
    return found
  }
}

/// Older trees and a newer one walked side by side.
private struct TreeComparison {
  /// Trees of a merge's parents that are compared elsewhere.
  private static let maximumOtherParents = 256

  private(set) var changes: [TreeChange] = []
  private(set) var unread: ChangeScope.Unread?
  private let scope: ChangeScope?
  /// How the present folder stands to the scope; inside it where there is none.
  private var relation = ChangeScope.Relation.inside
  /// Files and folders looked at that the scope isn't for.
  private var otherEntries = 0
  private let repository: Repository
  private var path: [UInt8]
  private var size: TreeSize
  /// Folders opened and files told so far.
  private var entries = 0

  init(_ repository: Repository, at path: RepoPath, for scope: ChangeScope? = nil) {
    self.repository = repository
    self.scope = scope
    if let scope { relation = scope.relation(of: path.bytes) }
    self.path = path.bytes
    size = TreeSize(repository)
  }

  mutating func compare(
    _ olds: [ObjectID?], _ new: ObjectID?, depth: Int
  ) throws(GitError) {
    if olds.contains(new) { return }
    if relation == .elsewhere, Set(olds).count > Self.maximumOtherParents {
      throw .tooLarge(object: "the merge", limit: "over \(Self.maximumOtherParents) parents")
    }
    guard depth < Repository.maximumTreeDepth else {
      throw .tooLarge(
        object: "the tree at \(SafeText(bytes: path))",
        limit: "folders lie more than \(Repository.maximumTreeDepth) deep")
    }
    try count()
    // What one side alone has is counted before it is walked.
    let limit =
      relation == .elsewhere
      ? ChangeScope.otherEntries - otherEntries : Repository.maximumTreeEntries
    if let new, olds.allSatisfy({ $0 == nil }) {
      try size.refuseTooLarge(new, at: SafeText(bytes: path, limit: 200), limit: limit)
    }
    if new == nil, let old = olds.first ?? nil {
      try size.refuseTooLarge(old, at: SafeText(bytes: path, limit: 200), limit: limit)
    }
    // A merge may name one parent, or parents with one tree, any number of times.
    var trees: [OpenObject] = []
    var seen: Set<ObjectID> = []
    for old in olds.map({ $0 ?? .emptyTree }) where seen.insert(old).inserted {
      trees.append(try OpenObject(old, .tree, in: repository))
    }
    let newTree = try OpenObject(new ?? .emptyTree, .tree, in: repository)
    defer { withExtendedLifetime((trees, newTree)) {} }
    var cursors: [TreeCursor] = []
    for tree in trees { cursors.append(try TreeCursor(tree.bytes)) }
    try walk(cursors, try TreeCursor(newTree.bytes), depth: depth)
  }

  private mutating func walk(
    _ cursors: [TreeCursor], _ cursor: TreeCursor, depth: Int
  ) throws(GitError) {
    var olds = cursors
    var new = cursor
    while true {
      // The entry that stands first in any of the trees.
      var first: TreeCursor? = new.isAtEnd ? nil : new
      for old in olds where !old.isAtEnd {
        if first.map({ Self.order(old, $0) < 0 }) ?? true { first = old }
      }
      guard let first else { return }
      let newItem = !new.isAtEnd && Self.order(new, first) == 0 ? new.item : nil
      var oldItems: [TreeItem?] = []
      oldItems.reserveCapacity(olds.count)
      for index in olds.indices {
        let isHere = !olds[index].isAtEnd && Self.order(olds[index], first) == 0
        oldItems.append(isHere ? olds[index].item : nil)
      }
      if !oldItems.contains(newItem) {
        try enter(first.name, oldItems, newItem, depth: depth)
      }
      if newItem != nil { try new.advance() }
      for index in olds.indices where oldItems[index] != nil { try olds[index].advance() }
    }
  }

  /// Takes an entry that differs everywhere; a folder is gone into.
  private mutating func enter(
    _ name: UnsafeRawBufferPointer, _ olds: [TreeItem?], _ new: TreeItem?, depth: Int
  ) throws(GitError) {
    let length = path.count
    if length > 0 { path.append(UInt8(ascii: "/")) }
    path.append(contentsOf: name)
    defer { path.removeSubrange(length...) }
    if scope != nil {
      try enterInScope(olds, new, depth: depth)
    } else {
      try take(olds, new, depth: depth)
    }
  }

  /// Takes an entry at the present path, as the scope has it.
  private mutating func enterInScope(
    _ olds: [TreeItem?], _ new: TreeItem?, depth: Int
  ) throws(GitError) {
    let before = relation
    defer { relation = before }
    if relation == .above, let scope { relation = scope.relation(of: path) }
    guard relation == .elsewhere else { return try take(olds, new, depth: depth) }
    let told = changes.count
    do throws(GitError) {
      try take(olds, new, depth: depth)
    } catch {
      if case .unwanted = error { throw error }
      changes.removeSubrange(told...)
      unread = unread ?? ChangeScope.Unread(path: RepoPath(path), reason: error.cause)
    }
  }

  private mutating func take(
    _ olds: [TreeItem?], _ new: TreeItem?, depth: Int
  ) throws(GitError) {
    // Entries of one name and order are all folders or all files.
    if new?.mode == .folder || olds.contains(where: { $0?.mode == .folder }) {
      try compare(olds.map { $0?.id }, new?.id, depth: depth + 1)
    } else {
      try count()
      changes.append(TreeChange(path: RepoPath(path), old: olds.first ?? nil, new: new))
    }
  }

  private mutating func count() throws(GitError) {
    if relation == .elsewhere {
      otherEntries += 1
      guard otherEntries <= ChangeScope.otherEntries else {
        throw .tooLarge(
          object: "what changed", limit: "over \(ChangeScope.otherEntries) files and folders")
      }
      return
    }
    entries += 1
    guard entries <= Repository.maximumTreeEntries else {
      throw .tooLarge(
        object: "what changed up to \(SafeText(bytes: path, limit: 200))",
        limit: "over \(Repository.maximumTreeEntries) files and folders")
    }
  }

  private static func order(_ left: TreeCursor, _ right: TreeCursor) -> Int {
    TreeCursor.order(
      left.name, isFolder: left.mode == .folder, right.name, isFolder: right.mode == .folder)
  }
}
