import Text

/// Counts what trees hold, each tree once: however often trees hold each other, that takes no longer
/// than reading them.
package struct TreeSize {
  private let repository: Repository
  private var known: [ObjectID: Int] = [:]

  /// A counter of a repository's trees.
  package init(_ repository: Repository) {
    self.repository = repository
  }

  /// Refuses a tree that holds more files and folders than are looked at in one go.
  ///
  /// - Throws: ``GitError/tooLarge(object:limit:)``, also where folders lie too deep.
  package mutating func refuseTooLarge(
    _ tree: ObjectID, at path: SafeText, limit: Int = Repository.maximumTreeEntries
  ) throws(GitError) {
    guard try count(tree, at: path, limit: limit, depth: 0) <= limit else {
      throw Self.tooLarge(path, limit)
    }
  }

  private static func tooLarge(_ path: SafeText, _ limit: Int) -> GitError {
    .tooLarge(object: "the tree at \(path)", limit: "over \(limit) files and folders")
  }

  /// How many there are; nothing is read on from where there are too many.
  private mutating func count(
    _ tree: ObjectID, at path: SafeText, limit: Int, depth: Int
  ) throws(GitError) -> Int {
    if let count = known[tree] { return count }
    guard depth < Repository.maximumTreeDepth else {
      throw .tooLarge(
        object: "the tree at \(path)",
        limit: "folders lie more than \(Repository.maximumTreeDepth) deep")
    }
    var sum = 0
    var folders: [ObjectID] = []
    try repository.withObject(tree, .tree) { bytes throws(GitError) in
      var cursor = try TreeCursor(bytes)
      while !cursor.isAtEnd, sum <= limit {
        sum += 1
        if cursor.mode == .folder { folders.append(cursor.id) }
        try cursor.advance()
      }
    }
    for folder in folders {
      guard sum <= limit else { break }
      sum += try count(folder, at: path, limit: limit, depth: depth + 1)
    }
    guard sum <= limit else { throw Self.tooLarge(path, limit) }
    known[tree] = sum
    return sum
  }
}
