/// The entries of trees by their names, for trees that are looked into again and again: to find many names in
/// one folder one after the other, each by going through it, takes time with the square of its size.
struct FolderNames {
  /// Entries remembered at the most, unless one tree alone has more.
  private static let most = 1 << 18

  /// Times after which going through a tree has taken as long as keeping its entries does.
  private static let often = 6

  private var seen: [ObjectID: Int] = [:]
  private var known: [ObjectID: [ArraySlice<UInt8>: TreeItem]] = [:]
  private var entries = 0

  /// Whether a tree's entries are known.
  func knows(_ tree: ObjectID) -> Bool { known[tree] != nil }

  /// What has a name in a tree whose entries are known; nil where nothing does.
  func item(named name: ArraySlice<UInt8>, in tree: ObjectID) -> TreeItem? { known[tree]?[name] }

  /// Notes that a tree is looked into, and gives whether it was so often that its entries are worth keeping.
  mutating func isSeenOften(_ tree: ObjectID) -> Bool {
    if seen.count > Self.most { seen.removeAll() }
    let times = seen[tree, default: 0] + 1
    seen[tree] = times
    return times > Self.often
  }

  /// Keeps a tree's entries. Of two that have one name the first counts.
  mutating func keep(_ tree: ObjectID, _ bytes: UnsafeRawBufferPointer) throws(GitError) {
    var names: [ArraySlice<UInt8>: TreeItem] = [:]
    var cursor = try TreeCursor(bytes)
    while !cursor.isAtEnd {
      let name = Array(cursor.name)[...]
      if names[name] == nil { names[name] = cursor.item }
      try cursor.advance()
    }
    if entries + names.count > Self.most {
      known.removeAll()
      entries = 0
    }
    entries += names.count
    known[tree] = names
  }
}
