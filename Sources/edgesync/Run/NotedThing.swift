import Git
import Journal
import Planning
import Rules
import Text
import Upstream

/// What a note is about, by the name that a person gives it.
enum NotedThing {
  /// A file of the edge repo's that upstream has, with a line where a number follows it; else a commit.
  ///
  /// - Throws: ``NoteError`` where upstream has nothing of that name, or the file no such line.
  static func subject(
    named name: String, from directory: DirectoryOptions, in edge: EdgeRepo, _ upstream: Repository
  ) throws -> Note.Subject {
    if let file = try file(named: name, line: nil, from: directory, edge, upstream) {
      return .file(file)
    }
    if let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")),
      let line = Int(name[name.index(after: colon)...]), line > 0,
      let file = try file(
        named: String(name[..<colon]), line: line, from: directory, edge, upstream)
    {
      let lines = try lineCount(of: file.version.blob, upstream)
      guard line <= lines else {
        throw NoteError.noLine(line, path: file.shownPath.text, lines: lines)
      }
      return .file(file)
    }
    do throws(GitError) {
      return .commit(try upstream.resolveCommit(name))
    } catch {
      guard case .unknownRevision = error else { throw error }
      throw NoteError.nothing(SafeText(name))
    }
  }

  /// The newest version that upstream has of a file; nil where it has none.
  private static func file(
    named name: String, line: Int?, from directory: DirectoryOptions, _ edge: EdgeRepo,
    _ upstream: Repository
  ) throws -> NotedFile? {
    guard let path = try directory.path(name, in: edge), !path.isRoot else { return nil }
    let tip = try edge.upstream.tip(in: upstream)
    _ = try edge.history(in: upstream, to: [tip])
    for commit in [tip, edge.lock.pin.id] where upstream.contains(commit) {
      let tree = try upstream.commitTree(commit)
      for from in try edge.places.classifier(in: tree, upstream).upstreamPaths(of: path) {
        guard let item = try upstream.item(at: from, in: tree), item.mode != .folder,
          line == nil || item.mode != .gitlink
        else {
          continue
        }
        return NotedFile(
          FileVersion(upstreamPath: from, blob: item.id), path: path, line: line)
      }
    }
    return nil
  }

  /// How many lines a blob has; the last needn't end in a newline.
  private static func lineCount(of blob: ObjectID, _ upstream: Repository) throws -> Int {
    var (lines, isOpen) = (0, false)
    try upstream.readBlob(blob) { bytes throws(GitError) in
      lines += bytes.count { $0 == 0x0A }
      if let last = bytes.last { isOpen = last != 0x0A }
    }
    return lines + (isOpen ? 1 : 0)
  }
}
