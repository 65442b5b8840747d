import Git

/// Where the folders of sorted paths begin and end: those in which files lie, and those in which ways part.
struct FolderPlaces {
  /// A folder: how many bytes of its first file's path it is, and the place after its last file.
  struct Found {
    let length: Int
    let start: Int
    var end: Int
    /// The next one in it that begins at the same file.
    let inner: Int?
  }

  private var found: [Found] = []
  /// The outermost folder that begins at each file.
  private var outermost: [Int?]

  /// Looks at the folders that files lie in.
  ///
  /// - Parameters:
  ///   - parents: Each file's folder, in the order of their paths.
  ///   - top: A folder that all of them are or lie in, which isn't looked for.
  init(_ parents: [RepoPath], below top: RepoPath) {
    outermost = Array(repeating: nil, count: parents.count)
    var open: [Int] = []
    var before = top
    for (place, parent) in parents.enumerated() {
      let common = Self.commonLength(before, parent)
      var closed: Int?
      while let last = open.last, found[last].length > common {
        found[last].end = place
        closed = open.removeLast()
      }
      // Ways part here in a folder with no file of its own before: it began where what was closed began.
      if let closed, common > (open.last.map { found[$0].length } ?? top.bytes.count) {
        open.append(add(common, from: found[closed].start))
      }
      if parent.bytes.count > (open.last.map { found[$0].length } ?? top.bytes.count) {
        open.append(add(parent.bytes.count, from: place))
      }
      before = parent
    }
    for last in open { found[last].end = parents.count }
  }

  /// The folders that begin at a file, the outermost first.
  func beginning(at place: Int) -> some Sequence<Found> {
    sequence(state: outermost[place]) { next in
      let folder = next.map { found[$0] }
      next = folder?.inner
      return folder
    }
  }

  /// Adds a folder around those that begin at the same file: what is further in was added before.
  private mutating func add(_ length: Int, from start: Int) -> Int {
    found.append(Found(length: length, start: start, end: start, inner: outermost[start]))
    outermost[start] = found.count - 1
    return found.count - 1
  }

  /// The length of the innermost folder that both of two folders are or lie in.
  private static func commonLength(_ left: RepoPath, _ right: RepoPath) -> Int {
    if left == right { return left.bytes.count }
    let slash = UInt8(ascii: "/")
    let (short, long) =
      left.bytes.count <= right.bytes.count ? (left.bytes, right.bytes) : (right.bytes, left.bytes)
    var same = 0
    while same < short.count, short[same] == long[same] { same += 1 }
    if same == short.count, long.count > same, long[same] == slash { return same }
    return short[..<same].lastIndex(of: slash) ?? 0
  }
}
