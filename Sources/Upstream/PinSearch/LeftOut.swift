import Git

/// What of upstream's files a copy leaves out on purpose.
struct LeftOut {
  /// Files and folders, by their path from the place, that are missing from each of the commits that come near.
  let always: Set<RepoPath>
  /// The endings of names that the copy has.
  private let kinds: Set<[UInt8]>
  /// Whether nothing is left out: it is known what the copy has to have.
  let isComplete: Bool

  /// Nothing.
  static var nothing: LeftOut { LeftOut(always: [], besides: [], isComplete: true) }

  /// What follows from what is always missing, beside files that were taken.
  init(always: Set<RepoPath>, besides taken: some Sequence<RepoPath>) {
    self.init(always: always, besides: taken, isComplete: false)
  }

  private init(always: Set<RepoPath>, besides taken: some Sequence<RepoPath>, isComplete: Bool) {
    self.always = always
    kinds = Set(taken.compactMap(Self.kind))
    self.isComplete = isComplete
  }

  /// Whether the copy has no file whose name ends as this one's does.
  func isOfKindNeverTaken(_ path: RepoPath) -> Bool {
    if isComplete { return false }
    return Self.kind(of: path).map { !kinds.contains($0) } ?? false
  }

  /// The ending of a file's name, from its last dot on; nil where it has none.
  static func kind(of path: RepoPath) -> [UInt8]? {
    let name = path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex,
      dot < name.endIndex - 1
    else { return nil }
    return Array(name[dot...])
  }
}
