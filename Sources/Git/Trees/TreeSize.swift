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
  package mutating func refuseTooLarge(_ tree: ObjectID, at path: SafeText) throws(GitError) {
    let limit = Repository.maximumTreeEntries
    guard try count(tree, at: path, depth: 0) <= limit else {
      throw .tooLarge(object: "the tree at \(path)", limit: "over \(limit) files and folders")
    }
  }

  private mutating func count(
    _ tree: ObjectID, at path: SafeText, depth: Int
  ) throws(GitError) -> Int {
    if let count = known[tree] { return count }
    guard depth < Repository.maximumTreeDepth else {
      throw .tooLarge(
        object: "the tree at \(path)",
        limit: "folders lie more than \(Repository.maximumTreeDepth) deep")
    }
    var sum = 0
    for entry in try repository.tree(tree) {
      sum += 1
      if entry.item.mode == .folder {
        sum += try count(entry.item.id, at: path, depth: depth + 1)
      }
      // More than too many is as good as too many, and can't overflow.
      sum = min(sum, Repository.maximumTreeEntries + 1)
    }
    known[tree] = sum
    return sum
  }
}
