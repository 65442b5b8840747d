import Git
import Rules
import Terminal
import Testing
import Text

@testable import Console

/// Files in their folders, and by their paths.
@Suite struct FileTreeTests {
  /// A list of files that upstream owns, in their folders.
  private static func list(_ names: [String]) -> FileList {
    var list = FileList()
    list.setTree(true)
    list.show(names.map(LiteralModel.file), for: key)
    return list
  }

  private static let key = FileList.Key(candidate: LiteralModel.id(4), scope: .sincePin)

  /// Rows as they would be drawn: folders with a slash, each two cells further in than what it is in.
  private static func rows(_ list: FileList) -> [String] {
    list.rows.map { row in
      switch row {
      case .heading(let group): "\(group)"
      case .folder(let group, let place):
        list.folder(place, of: group).map { folder in
          String(repeating: "  ", count: folder.depth)
            + (folder.path.relative(to: folder.base) ?? folder.path).lineText + "/"
        } ?? "none"
      case .file(let file):
        String(repeating: "  ", count: list.depth(of: file))
          + String(decoding: list.files[file].shownPath.name, as: UTF8.self)
      }
    }
  }

  @Test(arguments: [
    (["a"], ["a"]), (["a/x", "a/y"], ["x", "y"]), (["a/b/c/x"], ["x"]),
    (["a/x", "b/y"], ["a/", "  x", "b/", "  y"]),
    (["a/b/x", "c"], ["a/b/", "  x", "c"]),
    (["a/b/c/x", "a/b/d/y", "e"], ["a/b/", "  c/", "    x", "  d/", "    y", "e"]),
    (["a/b/c/x", "a/b/y", "e"], ["a/b/", "  c/", "    x", "  y", "e"]),
    (["a/b", "a/c/x", "a/d", "e"], ["a/", "  b", "  c/", "    x", "  d", "e"]),
    // One name may begin with another, and be a folder's and a file's.
    (["ab/x", "abc/x"], ["ab/", "  x", "abc/", "  x"]),
    (["a", "a-b", "a/b", "ab"], ["a", "a-b", "a/", "  b", "ab"]),
    (["a/bc/x", "a/bd/x", "b"], ["a/", "  bc/", "    x", "  bd/", "    x", "b"]),
    (
      ["a/b/c/d/x", "a/b/e/x", "a/f/x", "g"],
      ["a/", "  b/", "    c/d/", "      x", "    e/", "      x", "  f/", "    x", "g"]
    ),
  ])
  func filesStandInTheirFolders(_ names: [String], _ rows: [String]) {
    let list = Self.list(names)
    #expect(Self.rows(list) == ["synced"] + rows)
    #expect(list.order == Array(names.indices))
  }

  @Test func foldedFoldersHideWhatIsInThem() throws {
    var list = Self.list(["a/b/x", "a/b/y", "a/z", "c"])
    #expect(Self.rows(list) == ["synced", "a/", "  b/", "    x", "    y", "  z", "c"])
    list.fold(1, of: .synced)
    #expect(Self.rows(list) == ["synced", "a/", "  b/", "  z", "c"])
    #expect(list.row(of: 1) == 2 && list.row(of: 2) == 3)
    list.fold(0, of: .synced)
    #expect(Self.rows(list) == ["synced", "a/", "c"])
    #expect(list.row(of: 1) == 1)
    // Another candidate's files, with the same folders.
    list.show(["a/b/x", "c/d", "e"].map(LiteralModel.file), for: Self.key)
    #expect(Self.rows(list) == ["synced", "a/b/", "c/", "  d", "e"])
    list.unfold(around: 0)
    #expect(Self.rows(list) == ["synced", "a/b/", "  x", "c/", "  d", "e"])
    list.fold(.synced)
    #expect(Self.rows(list) == ["synced"])
    #expect(list.row(of: 0) == 0)
  }

  /// Folders of which all is reviewed are left out with it.
  @Test func reviewedFilesAreLeftOut() {
    var list = Self.list(["a/b/x", "a/z", "c/d", "e"])
    list.setReviewed([list.files[0].reviewKey, list.files[2].reviewKey])
    list.hideReviewed(true)
    #expect(Self.rows(list) == ["synced", "a/", "  z", "e"])
    #expect(list.order == [1, 3])
    #expect(Array(list.files(in: 0, of: .synced)) == [1])
    list.hideReviewed(false)
    #expect(Self.rows(list).count == 8)
  }

  /// A folder's lines are those of all files below, whenever they are counted.
  @Test(arguments: [true, false])
  func foldersCountWhatIsInThem(_ isCountedBefore: Bool) throws {
    var list = FileList()
    list.setTree(!isCountedBefore)
    list.show(["a/b/x", "a/b/y", "a/z", "e"].map(LiteralModel.file), for: Self.key)
    func lines(_ count: Int) -> LineCounts {
      LineCounts(additions: count, deletions: 1, isBinary: false)
    }
    list.count([0: lines(1), 1: lines(10), 3: lines(1000)], generated: [1])
    list.count([2: lines(100)])
    list.setTree(true)
    let outer = try #require(list.folder(0, of: .synced))
    let inner = try #require(list.folder(1, of: .synced))
    #expect(outer.lines == .init(additions: 101, deletions: 2))
    #expect(inner.lines == .init(additions: 1, deletions: 1))
    #expect(outer.generated == .init(additions: 10, deletions: 1))
    #expect(inner.generated == outer.generated)
  }

  /// However deep many files lie, folders are few, and all is laid out at once.
  @Test(arguments: [1, 200])
  func manyFilesAreLaidOutAtOnce(_ depth: Int) {
    let names = (0..<20_000).map { number in
      let digits = String(repeating: "0", count: 5 - "\(number)".count) + "\(number)"
      return "\(digits.prefix(3))/" + digits + String(repeating: "/d", count: depth) + "/x"
    }
    var list = Self.list(names)
    #expect(list.rows.count == 1 + 200 + 2 * 20_000)
    list.fold(0, of: .synced)
    #expect(list.rows.count == 1 + 200 + 2 * 19_900)
    #expect(list.order.count == 20_000)
  }

  /// The file under the cursor stays, also where it was hidden in a folder.
  @Test func theCursorStaysOnItsFile() throws {
    var model = try LiteralModel.make()
    let key = try #require(model.files.shownKey)
    let files = ["a/b/x", "a/b/y", "a/z", "c"].map(LiteralModel.file)
    _ = update(&model, .files(.found(key, files)))
    func press(_ names: String...) throws {
      for name in names {
        _ = update(&model, .input(.key(try #require(Key(name: name)))))
        _ = ConsoleView.draw(&model)
      }
    }
    try press("2", "home", "down", "down")
    #expect(model.files.selected?.shownPath == "a/b/y")
    try press("t")
    #expect(model.files.selected?.shownPath == "a/b/y")
    try press("space")
    #expect(model.files.selectedFolder?.path == "a/b")
    // A folder leads to its first file, and so does what is read to it.
    try press("t")
    #expect(model.files.selected?.shownPath == "a/b/x")
    try press("t")
    #expect(model.files.selected?.shownPath == "a/b/x")
    try press("up", "enter", "up", "enter")
    #expect(Self.rows(model.files) == ["synced", "a/", "c"])
    #expect(model.focus == .files)
    try press("]", "]")
    #expect(model.files.selectedFolder?.path == "a")
    try press("]")
    #expect(model.files.selected?.shownPath == "c")
    try press("t", "up", "t")
    #expect(model.files.selected?.shownPath == "a/z")
    #expect(model.splits.isTree)
    // More files come to be known, with the cursor on a folder.
    try press("space")
    #expect(model.files.selectedFolder?.path == "a")
    _ = update(&model, .files(.found(key, [LiteralModel.file("0")] + files)))
    #expect(model.files.selectedFolder?.path == "a")
  }
}
