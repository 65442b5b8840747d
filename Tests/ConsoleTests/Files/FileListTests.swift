import Git
import Rules
import Support
import Testing

@testable import Console

/// What is known of files as one candidate's are shown after another's.
@Suite struct FileListTests {
  private static let names = (0..<40).map { "a/\($0 % 7)/\($0)" }

  /// A candidate's files in the order of the list: some of the names in some version, some outside, some generated.
  private static func files(_ generator: inout SeededGenerator) -> [FileChange] {
    var files: [FileChange] = []
    for name in names where Int.random(in: 0..<4, using: &generator) > 0 {
      let item = TreeItem(
        mode: .file, id: LiteralModel.id(Int.random(in: 1...3, using: &generator)))
      let group: FileGroup = name.hasSuffix("3") ? .outside : .synced
      var file = LiteralModel.file(
        name, group, TreeChange(path: RepoPath(name), old: nil, new: item))
      if name.hasSuffix("5") { file.isGenerated = Bool.random(using: &generator) }
      files.append(file)
    }
    return files.sorted {
      ($0.group.order, $0.shownPath) < ($1.group.order, $1.shownPath)
    }
  }

  /// What is found in a change's texts: the same each time.
  private static func found(_ file: FileChange) -> (lines: LineCounts, isMarked: Bool) {
    let digit = [1, 2, 3].first { LiteralModel.id($0) == file.change.new?.id } ?? 0
    let lines = LineCounts(
      additions: digit * file.shownPath.bytes.count, deletions: digit, isBinary: false)
    return (lines, digit == 2)
  }

  /// Counts some of the files that aren't counted yet.
  private static func count(_ list: inout FileList, _ isWanted: (Int) -> Bool) {
    let places = list.files.indices.filter { list.counts[$0] == nil && isWanted($0) }
    let marked = places.filter {
      list.files[$0].isGenerated == nil && found(list.files[$0]).isMarked
    }
    list.count(
      Dictionary(uniqueKeysWithValues: places.map { ($0, found(list.files[$0]).lines) }),
      generated: Set(marked))
  }

  /// However one comes to a candidate, its files are shown with the same marks and sums.
  @Test(arguments: 0..<30)
  func theWayToACandidateDoesntMatter(_ seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var list = FileList()
    let marked = Set(Self.files(&generator).prefix(9).map(\.reviewKey))
    list.setReviewed(marked)
    for step in 0..<12 {
      let files = Self.files(&generator)
      let key = FileList.Key(candidate: LiteralModel.id(step % 9 + 1), scope: .sincePin)
      list.show(files, for: key)
      // Some are gone on from before they are counted.
      let most = Int.random(in: 0...files.count, using: &generator)
      Self.count(&list) { $0 < most }
      if step % 3 > 0 { continue }
      Self.count(&list) { _ in true }
      var alone = FileList()
      alone.show(files, for: key)
      alone.setReviewed(marked)
      Self.count(&alone) { _ in true }
      #expect(list.counts == alone.counts)
      #expect(list.generated == alone.generated)
      #expect(list.reviewed == alone.reviewed && list.progress == alone.progress)
      for group in FileGroup.allCases {
        #expect(list.total(of: group) == alone.total(of: group))
        #expect(list.generatedTotal(of: group) == alone.generatedTotal(of: group))
        #expect(list.commonFolder(of: group) == alone.commonFolder(of: group))
        #expect(!list.isCounting(group))
      }
    }
  }
}
