import Git
import Rules
import Text

/// The files of the candidate, in three groups.
package struct FileList: Sendable {
  /// What the files are of.
  package struct Key: Hashable, Sendable {
    /// The candidate.
    package let candidate: ObjectID
    /// From the pin to it, or its own change.
    package let scope: Scope
    /// Where the files are told from, in the pin's place; nil for the pin.
    package let base: ObjectID?

    /// A key from its parts.
    package init(candidate: ObjectID, scope: Scope, from base: ObjectID? = nil) {
      self.candidate = candidate
      self.scope = scope
      self.base = base
    }
  }

  /// A row of the list.
  package enum Row: Hashable, Sendable {
    /// A group's heading.
    case heading(FileGroup)
    /// A folder of a group, by its place among the group's.
    case folder(FileGroup, Int)
    /// A file, by its place among all.
    case file(Int)
  }

  /// What is shown or asked for; nil before the first commit is known.
  package var key: Key?
  /// The files; those of an earlier key stay until the new ones come.
  package private(set) var files: [FileChange] = []
  /// Whether it is known which of the files shown are renames.
  package var hasRenames = true
  /// What the files shown belong to.
  package private(set) var shownKey: Key?
  /// How many lines each file changes, in their order; nil where that isn't counted.
  package private(set) var counts: [LineCounts?] = []
  /// Files that a program makes, as far as known.
  package private(set) var generated: Set<Int> = []
  /// Groups whose files are hidden.
  package private(set) var folded: Set<FileGroup> = [.outside]
  /// Whether files are shown in their folders.
  package internal(set) var isTree = false
  /// The files in their folders, where they are shown in them.
  var trees: [FileGroup: FileTree] = [:]
  /// Folders whose files are hidden, of whichever candidate.
  var foldedFolders: [FileGroup: Set<RepoPath>] = [:]
  /// What is marked as reviewed, of whichever candidate.
  private var reviewKeys: Set<String> = []
  /// Files that are marked as reviewed.
  package private(set) var reviewed: Set<Int> = []
  /// Whether those are left out.
  package private(set) var hidesReviewed = false
  /// The rows that aren't folded away.
  package private(set) var rows: [Row] = []
  /// What each group's heading says.
  private var groups = GroupTable(Group())
  /// Each group's files, by their places among all.
  private(set) var members = GroupTable<[Int]>([])
  /// The list's cursor.
  package var cursor = ListCursor()
  /// Why the files can't be shown.
  package var failure: SafeText?
  /// Files of candidates looked at lately, so that going back shows them in the next frame.
  package var remembered: [Key: [FileChange]] = [:]

  /// Candidates whose files are remembered.
  private static let memory = 64
  /// Changes whose lines stay counted when other files are shown: from commit to commit most are the same.
  private static let countedMemory = 100_000

  /// What was found in a change's texts.
  private struct Counted {
    let lines: LineCounts
    let isMarked: Bool
  }

  private var counted: [TreeChange: Counted] = [:]

  /// A group's files taken together; kept, as a frame mustn't cost what is loaded.
  private struct Group {
    var counted = 0
    var commonFolder = RepoPath.root
    var lines = LineTotals()
    var generated = LineTotals()

    /// Whether a file lies in the common folder.
    func holds(_ file: RepoPath) -> Bool {
      file.isInside(commonFolder) && file != commonFolder
    }
  }

  /// No files yet.
  package init() {}

  /// Shows the files of a candidate, with what was known before of those changes.
  package mutating func show(_ files: [FileChange], for key: Key) {
    let before = self
    self.files = files
    shownKey = key
    counts = Array(repeating: nil, count: files.count)
    generated = Set(files.indices.filter { files[$0].isGenerated == true })
    (groups, members) = (GroupTable(Group()), GroupTable([]))
    for index in files.indices {
      let (group, path) = (files[index].group, files[index].shownPath)
      if members[group].isEmpty { groups[group].commonFolder = path.parent }
      members[group].append(index)
      while !groups[group].holds(path) {
        groups[group].commonFolder = groups[group].commonFolder.parent
      }
    }
    let places = places(in: before)
    reviewed = Set(
      files.indices.filter { index in
        places[index].map(before.reviewed.contains) ?? isReviewed(files[index])
      })
    plant()
    layOut()
    countAgain(before, places)
  }

  /// Where files stood in an earlier list, whose order was the same: from commit to commit most are the same, and it
  /// is soon told which. Nil where they aren't there.
  private func places(in before: FileList) -> [Int?] {
    // In place: a copy of a file costs more than to compare it.
    before.files.withUnsafeBufferPointer { before in
      files.withUnsafeBufferPointer { files in
        var next = 0
        return files.indices.map { place in
          func isSame() -> Bool {
            before[next].change.new == files[place].change.new
              && before[next].change.old == files[place].change.old
              && before[next].change.path == files[place].change.path
              && before[next].upstreamPath == files[place].upstreamPath
              && before[next].change.oldPath == files[place].change.oldPath
          }
          while next < before.count, !isSame(), Self.isOrdered(before[next], files[place]) {
            next += 1
          }
          guard next < before.count, isSame() else { return nil }
          next += 1
          return next - 1
        }
      }
    }
  }

  private static func isOrdered(_ one: FileChange, _ other: FileChange) -> Bool {
    (one.group.order, one.shownPath) <= (other.group.order, other.shownPath)
  }

  private mutating func countAgain(_ before: FileList, _ places: [Int?]) {
    for index in files.indices {
      if let place = places[index], let lines = before.counts[place] {
        let isMarked = before.files[place].isGenerated == nil && before.generated.contains(place)
        count(Counted(lines: lines, isMarked: isMarked), of: index)
      } else if let counted = counted[files[index].change] {
        count(counted, of: index)
      }
    }
  }

  private mutating func count(_ counted: Counted, of index: Int) {
    if counted.isMarked, files[index].isGenerated == nil { generated.insert(index) }
    add(counted.lines, to: index)
  }

  /// Takes more counts of lines, and which of these files say that they are generated.
  package mutating func count(_ more: [Int: LineCounts], generated: Set<Int> = []) {
    self.generated.formUnion(generated.filter(files.indices.contains))
    if counted.count + more.count > Self.countedMemory { counted = [:] }
    for (index, lines) in more where index < files.count && counts[index] == nil {
      let isMarked = files[index].isGenerated == nil && self.generated.contains(index)
      counted[files[index].change] = Counted(lines: lines, isMarked: isMarked)
      add(lines, to: index)
    }
  }

  private mutating func add(_ lines: LineCounts, to index: Int) {
    let group = files[index].group
    let isGenerated = generated.contains(index)
    counts[index] = lines
    groups[group].counted += 1
    if isTree { trees[group]?.add(lines, of: index, isGenerated: isGenerated) }
    if isGenerated {
      groups[group].generated.add(lines)
    } else {
      groups[group].lines.add(lines)
    }
  }

  /// Hides a group's files, or shows them again.
  package mutating func fold(_ group: FileGroup) {
    if folded.remove(group) == nil { folded.insert(group) }
    layOut()
  }

  /// Takes which files are marked as reviewed.
  package mutating func setReviewed(_ keys: Set<String>) {
    guard keys != reviewKeys else { return }
    reviewKeys = keys
    reviewed = Set(files.indices.filter { isReviewed(files[$0]) })
    if hidesReviewed { layOut() }
  }

  private func isReviewed(_ file: FileChange) -> Bool {
    !reviewKeys.isEmpty && reviewKeys.contains(file.reviewKey)
  }

  /// Whether a file is open unless a person folds it: what isn't ours, what a program makes and what was reviewed is
  /// not.
  func opens(_ index: Int) -> Bool {
    files[index].group != .outside && !generated.contains(index) && !reviewed.contains(index)
  }

  /// Leaves out what is reviewed, or shows it again.
  package mutating func hideReviewed(_ hides: Bool) {
    hidesReviewed = hides
    layOut()
  }

  /// How many files are for review, and how many of them are marked: what is outside isn't.
  package var progress: (reviewed: Int, all: Int) {
    let count = count(of: .outside)
    return (reviewed.count { files[$0].group != .outside }, files.count - count)
  }

  /// How many files are left out as they are reviewed, whatever group they are in.
  var hiddenCount: Int { hidesReviewed ? reviewed.count : 0 }

  private func shown(_ group: FileGroup) -> [Int] {
    hidesReviewed ? members[group].filter(isShown) : members[group]
  }

  /// Whether a file isn't left out, be it folded or not.
  func isShown(_ file: Int) -> Bool { !(hidesReviewed && reviewed.contains(file)) }

  /// Tells the rows anew.
  mutating func layOut() {
    rows = []
    for group in FileGroup.allCases {
      let members = shown(group)
      if members.isEmpty { continue }
      rows.append(.heading(group))
      if folded.contains(group) { continue }
      rows +=
        trees[group]?.rows(
          of: group, folded: foldedFolders[group] ?? [], isShown: isShown)
        ?? members.map { .file($0) }
    }
  }

  /// Remembers a candidate's files.
  package mutating func remember(_ files: [FileChange], for key: Key) {
    if remembered.count >= Self.memory { remembered.removeAll(keepingCapacity: true) }
    remembered[key] = files
  }

  /// All files in the order of the list, whatever is folded.
  package var order: [Int] { FileGroup.allCases.flatMap(shown) }

  /// The row of a file; of its group or folder where that is folded.
  func row(of file: Int) -> Int? {
    let group = files[file].group
    return rows.firstIndex(
      of: folded.contains(group) ? .heading(group) : foldedRow(around: file) ?? .file(file))
  }

  /// Whether the files are those asked for.
  package var isCurrent: Bool { key == shownKey }

  /// The file under the cursor, by its place among all; nil on a heading and on a folder.
  package var selectedIndex: Int? {
    guard cursor.index < rows.count, case .file(let index) = rows[cursor.index] else { return nil }
    return index
  }

  /// The file under the cursor; nil on a heading and on a folder.
  package var selected: FileChange? { selectedIndex.map { files[$0] } }

  /// How many files a group has.
  package func count(of group: FileGroup) -> Int { members[group].count }

  /// The folder that all files of a group lie in.
  package func commonFolder(of group: FileGroup) -> RepoPath {
    groups[group].commonFolder
  }

  /// Lines that change in a group's files, but for those that a program makes.
  package func total(of group: FileGroup) -> LineTotals { groups[group].lines }

  /// Whether the lines of some of a group's files aren't counted: not yet, or as they can't be compared.
  package func isCounting(_ group: FileGroup) -> Bool {
    groups[group].counted < members[group].count
  }

  /// Lines that change in all files of a group.
  package func allLines(of group: FileGroup) -> (additions: Int, deletions: Int) {
    let (own, generated) = (total(of: group), generatedTotal(of: group))
    return (own.additions + generated.additions, own.deletions + generated.deletions)
  }

  /// Lines that change in a group's files that a program makes.
  package func generatedTotal(of group: FileGroup) -> LineTotals {
    groups[group].generated
  }
}

extension FileChange {
  /// What a review mark is about: this very change of this very file.
  package var reviewKey: String {
    let old = change.old?.id.hex ?? "none"
    let new = change.new?.id.hex ?? "none"
    return "\(upstreamPath.lineText) \(old) \(new)"
  }
}
