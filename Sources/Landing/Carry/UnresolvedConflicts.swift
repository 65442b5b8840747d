import Git
import Text
import Upstream

/// Conflicts in a file of the edge repo's own that nobody has resolved yet: an earlier merge's marks stand in it, or
/// git's index has it unmerged.
package struct UnresolvedConflicts: Hashable, Sendable {
  /// The file.
  package let path: RepoPath
  /// The lines of each, its marks included, from 1; empty where git's index says so of a file without marks.
  package let lines: [ClosedRange<Int>]

  /// Those of a text; nil where there are none.
  ///
  /// - Parameter isUnmerged: Whether git's index has the file unmerged.
  package init?(in bytes: [UInt8], at path: RepoPath, isUnmerged: Bool) {
    // Of a file that is merged, only marks of edgesync's own count: a text may be about marks.
    lines = Self.lines(of: bytes, isOwn: !isUnmerged)
    if lines.isEmpty, !isUnmerged { return nil }
    self.path = path
  }

  /// Those of files as they stand in the work tree; what isn't there, or is no text, has no marks.
  package static func of(_ paths: [RepoPath], in edge: EdgeRepo) throws -> [UnresolvedConflicts] {
    let unmerged = try edge.repository.unmergedPaths()
    return paths.compactMap { path in
      var bytes: [UInt8] = []
      let standing = try? NewFile.standing(
        at: path, below: edge.root, limit: Repository.maximumComparedSize)
      if case .file(let text, _) = standing { bytes = text }
      return UnresolvedConflicts(in: bytes, at: path, isUnmerged: unmerged.contains(path))
    }
  }

  /// The lines from each mark that begins a conflict to the one that ends it.
  private static func lines(of bytes: [UInt8], isOwn: Bool) -> [ClosedRange<Int>] {
    let (first, last) = isOwn ? ("<<<<<<< yours", ">>>>>>> upstream now") : ("<<<<<<< ", ">>>>>>> ")
    func isMark(_ line: ArraySlice<UInt8>, _ mark: String) -> Bool {
      isOwn ? line.elementsEqual(mark.utf8) : line.starts(with: mark.utf8)
    }
    var (found, start, hasEnd): ([ClosedRange<Int>], Int?, Bool) = ([], nil, false)
    for (index, text) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = text.last == 0x0D ? text.dropLast() : text
      if isMark(line, first) {
        if let start { found.append(start...start) }
        start = index + 1
      } else if isMark(line, last) {
        hasEnd = true
        if let begun = start {
          found.append(begun...index + 1)
          start = nil
        }
      }
    }
    if let start { found.append(start...start) }
    return hasEnd ? found : []
  }
}
