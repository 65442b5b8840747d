import SystemPackage

/// Which files of a commit-graph were found whole, so that they aren't hashed again each time: that takes
/// longer than the walk which they make quick.
///
/// A file is known by what the file system says of it, its time of change included. What was changed a moment
/// ago isn't kept, for it may be changed again within the same tick.
struct CommitGraphChecksumCache {
  /// A line for each file.
  private let known: Set<String>
  private let place: FilePath?
  /// Bytes of what is kept at the most: a line for each layer of a commit-graph.
  private static let maximumBytes = 1 << 20

  /// What was kept at a place; nothing where that is nil or can't be read.
  init(at place: FilePath?) {
    self.place = place
    let bytes = place.flatMap { try? FileSync.readFile($0, limit: Self.maximumBytes) } ?? []
    known = Set(String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  /// Whether a file was found whole.
  func holds(_ file: FileStat) -> Bool { known.contains(Self.line(file)) }

  /// Keeps that files are whole, in place of what was kept before. Where it can't be kept, they are hashed
  /// again.
  func keep(_ files: [FileStat]) {
    guard let place, !files.allSatisfy(holds), files.allSatisfy(\.isSettled) else { return }
    let text = files.map { Self.line($0) + "\n" }.joined()
    try? FileSync.replaceFile(place, with: Array(text.utf8))
  }

  private static func line(_ file: FileStat) -> String {
    let times = [file.modified, file.changed].map { "\($0.seconds).\($0.nanoseconds)" }
    return "\(file.device) \(file.inode) \(file.size) \(times.joined(separator: " "))"
  }
}
