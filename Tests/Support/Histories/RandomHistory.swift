/// A small made-up history of a platform repo: the same for the same seed.
///
/// It is branched and merged (cleanly, or with content that no parent has), has merges of many parents,
/// several roots, empty commits, equal and wrong times; its files are renamed, changed, deleted and
/// brought back, change their mode and kind, and become folders and files again, under names of all
/// sorts.
public struct RandomHistory: Sendable {
  /// A commit.
  public struct Commit: Sendable {
    /// Its parents' places in ``RandomHistory/commits``.
    public let parents: [Int]
    /// What it holds.
    public let tree: HistoryTree
    /// Seconds since 1970, of author and committer.
    public let time: Int
  }

  /// The seed it was made from.
  public let seed: Int
  /// The commits, parents first; the last is the branch's tip.
  public private(set) var commits: [Commit] = []

  private enum Clock: CaseIterable { case steady, same, skewed, wild }

  private var random: SeededGenerator
  private let clock: Clock
  private let hasSubmodules: Bool
  private let isWild: Bool

  /// A history told tree by tree.
  ///
  /// - Parameter parents: Each commit's parents, by their places; each the next one's unless given.
  public init(_ trees: [HistoryTree], parents: [[Int]]? = nil) {
    self.init(seed: 0, length: 2)
    commits = trees.enumerated().map { index, tree in
      Commit(
        parents: parents?[index] ?? (index == 0 ? [] : [index - 1]), tree: tree,
        time: 1_780_000_000 + index)
    }
  }

  /// A history told tree by tree, by paths that are text.
  public init(_ trees: [[String: HistoryFile]], parents: [[Int]]? = nil) {
    self.init(
      trees.map { files in
        var tree = HistoryTree()
        for (path, file) in files { tree.put(file, at: Array(path.utf8)) }
        return tree
      }, parents: parents)
  }

  /// The history of a seed.
  ///
  /// - Parameters:
  ///   - length: Commits at the most.
  ///   - hasSubmodules: Whether there may be submodules, which no sync takes.
  ///   - isWild: Whether there are rarer changes as well: whole folders that move or go, names that
  ///     change their case alone, files that change places, very deep and very long paths.
  public init(
    seed: Int, length: Int = 14, hasSubmodules: Bool = false, isWild: Bool = false
  ) {
    self.seed = seed
    self.hasSubmodules = hasSubmodules
    self.isWild = isWild
    random = SeededGenerator(seed: seed)
    clock = random.pick(Clock.allCases)
    let count = 2 + random.below(length - 1)
    addRoot()
    while commits.count < count { addCommit() }
  }

  private mutating func addCommit() {
    let roll = random.below(100)
    if roll < 4 {
      addRoot()
    } else if roll < 26, commits.count > 2 {
      addMerge()
    } else {
      let parent = random.chance(70) ? commits.count - 1 : random.below(commits.count)
      var tree = commits[parent].tree
      // Some commits change nothing.
      if !random.chance(5) {
        for _ in 0...random.below(3) {
          if isWild, random.chance(30) { changeWildly(&tree) } else { change(&tree) }
        }
      }
      add(parents: [parent], tree)
    }
  }

  private mutating func addRoot() {
    var tree = HistoryTree()
    if !random.chance(5) {
      for _ in 0...(2 + random.below(6)) {
        tree.put(newFile(), at: random.pick(HistoryNames.paths))
      }
    }
    add(parents: [], tree)
  }

  private mutating func addMerge() {
    let wanted = random.chance(80) ? 2 : 3 + random.below(2)
    var parents = [random.chance(80) ? commits.count - 1 : random.below(commits.count)]
    for _ in 0..<8 where parents.count < wanted {
      let other = random.below(commits.count)
      if !parents.contains(other) { parents.append(other) }
    }
    var tree = HistoryTree()
    let paths = Set(parents.flatMap { commits[$0].tree.paths })
      .sorted { $0.lexicographicallyPrecedes($1) }
    let takesOneSide = random.chance(25)
    for path in paths {
      let parent = takesOneSide ? parents[0] : random.pick(parents)
      if let file = commits[parent].tree.files[path] { tree.put(file, at: path) }
    }
    // An evil merge: content that no parent has.
    if random.chance(45) {
      for _ in 0...random.below(2) { change(&tree) }
    }
    add(parents: parents, tree)
  }

  private mutating func add(parents: [Int], _ tree: HistoryTree) {
    let latest = parents.map { commits[$0].time }.max() ?? 1_780_000_000
    let time: Int
    switch clock {
    case .steady: time = latest + 1 + random.below(90_000)
    case .same: time = 1_780_000_000
    case .skewed: time = max(0, latest - 200_000 + random.below(400_000))
    case .wild: time = random.chance(15) ? random.below(4_000_000_000) : latest + random.below(3)
    }
    commits.append(Commit(parents: parents, tree: tree, time: time))
  }

  // MARK: Changes

  private mutating func change(_ tree: inout HistoryTree) {
    let paths = tree.paths
    guard !paths.isEmpty else {
      tree.put(newFile(), at: random.pick(HistoryNames.paths))
      return
    }
    let path = random.pick(paths)
    guard var file = tree.files[path] else { return }
    switch random.below(100) {
    case ..<30:
      file = edited(file)
      tree.put(file, at: path)
    case ..<48: tree.put(newFile(), at: random.pick(HistoryNames.paths))
    case ..<58: tree.remove(path)
    case ..<71:
      tree.remove(path)
      tree.put(random.chance(50) ? file : edited(file), at: random.pick(HistoryNames.paths))
    case ..<78:
      if file.kind == .file {
        file.kind = .executable
      } else if file.kind == .executable {
        file.kind = .file
      }
      tree.put(file, at: path)
    case ..<83:
      tree.put(HistoryFile(kind: .symlink, content: random.pick(HistoryNames.targets)), at: path)
    case ..<87: tree.put(HistoryFile(kind: .file, content: []), at: path)
    case ..<91:
      // A file becomes a folder.
      tree.remove(path)
      tree.put(newFile(), at: path + [0x2F] + random.pick(HistoryNames.names))
    case ..<95:
      // A folder becomes a file.
      guard let slash = path.lastIndex(of: 0x2F) else { return }
      tree.put(newFile(), at: Array(path[..<slash]))
    case ..<98:
      // What an earlier commit had comes back.
      let earlier = commits[random.below(commits.count)].tree
      let old = random.pick(earlier.paths.isEmpty ? [path] : earlier.paths)
      tree.put(earlier.files[old] ?? file, at: old)
    default: tree.put(file, at: random.pick(HistoryNames.paths))
    }
  }

  private mutating func changeWildly(_ tree: inout HistoryTree) {
    guard !tree.paths.isEmpty else { return change(&tree) }
    let path = random.pick(tree.paths)
    guard let file = tree.files[path] else { return }
    switch random.below(9) {
    case 0:
      tree.remove(path)
      tree.put(file, at: Self.inOtherCase(path, random.below(path.count)))
    case 1:
      let other = random.pick(tree.paths)
      guard let second = tree.files[other] else { return }
      tree.put(file, at: other)
      tree.put(second, at: path)
    case 2, 3:
      // A whole folder moves, in part to where others are, or goes.
      guard let slash = path.lastIndex(of: 0x2F) else { return }
      let folder = Array(path[...slash])
      let target = random.chance(30) ? nil : random.pick(HistoryNames.folders)
      for old in tree.paths where old.starts(with: folder) {
        guard let moved = tree.files[old] else { continue }
        tree.remove(old)
        if let target { tree.put(moved, at: target + old.dropFirst(folder.count)) }
      }
    case 4:
      let folders = (0...(8 + random.below(24))).map { _ in random.pick(HistoryNames.deepFolders) }
      let root = random.pick(HistoryNames.folders)
      tree.put(newFile(), at: root + Array(folders.joined()) + random.pick(HistoryNames.names))
    case 5:
      let letter = random.pick(Array("abc".utf8))
      tree.put(
        newFile(),
        at: random.pick(HistoryNames.folders) + [UInt8](repeating: letter, count: 255))
    case 6: tree.put(file, at: random.pick(HistoryNames.paths))
    case 7:
      // A folder of files becomes a link, or a link a folder.
      let place = path.lastIndex(of: 0x2F).map { Array(path[..<$0]) } ?? path
      if file.kind == .symlink {
        tree.put(newFile(), at: path + [0x2F] + random.pick(HistoryNames.names))
      } else {
        tree.put(
          HistoryFile(kind: .symlink, content: random.pick(HistoryNames.targets)), at: place)
      }
    default:
      let text = random.pick(["*.py\n", "b\n!b.py\n", "a/\n", "*\n"])
      tree.put(
        HistoryFile(kind: .file, content: Array(text.utf8)),
        at: random.pick(HistoryNames.folders) + Array(".gitignore".utf8))
    }
  }

  /// A path with one of its letters, if the byte is one, in the other case.
  private static func inOtherCase(_ path: [UInt8], _ index: Int) -> [UInt8] {
    var path = path
    let isLetter = (0x61...0x7A).contains(path[index]) || (0x41...0x5A).contains(path[index])
    if isLetter { path[index] ^= 0x20 }
    return path
  }

  private mutating func newFile() -> HistoryFile {
    switch random.below(40) {
    case 0: return HistoryFile(kind: .symlink, content: random.pick(HistoryNames.targets))
    case 1: return HistoryFile(kind: .file, content: [])
    case 2:
      return HistoryFile(kind: .file, content: [0, 1, 2, UInt8(random.below(256)), 0x0A, 0xFF])
    case 3 where hasSubmodules:
      let digits = (0..<40).map { _ in random.pick(Array("0123456789abcdef".utf8)) }
      return HistoryFile(kind: .submodule, content: digits)
    default:
      let lines = random.chance(15) ? 30 + random.below(40) : random.below(9)
      var content: [UInt8] = []
      for _ in 0...lines { content += line() }
      if random.chance(4) { content.removeLast() }
      return HistoryFile(kind: random.chance(12) ? .executable : .file, content: content)
    }
  }

  private mutating func edited(_ file: HistoryFile) -> HistoryFile {
    guard file.kind == .file || file.kind == .executable else { return newFile() }
    let endsInNewline = random.chance(97) == (file.content.last == 0x0A)
    var lines = file.content.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Array($0) }
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    for _ in 0...random.below(2) {
      let index = random.below(lines.count + 1)
      let new = Array(line().dropLast())
      switch random.below(3) {
      case 0 where index < lines.count: lines[index] = new
      case 1 where lines.count > 1: lines.remove(at: min(index, lines.count - 1))
      default: lines.insert(new, at: index)
      }
    }
    let content = Array(lines.joined(separator: [0x0A])) + (endsInNewline ? [0x0A] : [])
    return HistoryFile(kind: file.kind, content: content)
  }

  private mutating func line() -> [UInt8] {
    let indent = [UInt8](repeating: 0x20, count: 2 * random.below(3))
    let words = (0...random.below(4)).map { _ in random.pick(HistoryNames.words) }
    let end: [UInt8] = random.chance(4) ? [0x0D, 0x0A] : [0x0A]
    return indent + Array(words.joined(separator: [0x20])) + end
  }
}
