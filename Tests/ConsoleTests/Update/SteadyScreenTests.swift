import Checks
import Git
import Journal
import Rules
import Terminal
import Testing
import Text

@testable import Console

/// What stays where it is on the screen while a cursor moves from commit to commit.
@Suite struct SteadyScreenTests {
  private static let here = FileList.Key(candidate: LiteralModel.id(4), scope: .sincePin)
  private static let next = FileList.Key(candidate: LiteralModel.id(3), scope: .sincePin)

  private static func file(_ name: String, _ version: Int, isGenerated: Bool? = nil) -> FileChange {
    let path = RepoPath(name)
    var file = LiteralModel.file(name)
    file = FileChange(
      placement: file.placement,
      change: TreeChange(
        path: path, old: nil, new: TreeItem(mode: .file, id: LiteralModel.id(version))))
    file.isGenerated = isGenerated
    return file
  }

  /// A change that is in the next list as well keeps its lines; another one of the same path doesn't have them.
  @Test func countsStayWithTheirChanges() {
    var list = FileList()
    list.show(
      [Self.file("a/one", 1), Self.file("a/two", 1), Self.file("a/made", 1)], for: Self.here)
    let lines = [5, 7, 9].map { LineCounts(additions: $0, deletions: 0, isBinary: false) }
    list.count([0: lines[0], 1: lines[1], 2: lines[2]], generated: [2])
    list.show(
      [Self.file("a/made", 1), Self.file("a/one", 1), Self.file("a/two", 2)], for: Self.next)
    #expect(list.counts == [lines[2], lines[0], nil])
    #expect(list.generated == [0])
    #expect(list.total(of: .synced).additions == 5)
    #expect(list.generatedTotal(of: .synced).additions == 9)
    // Where attributes say otherwise for this candidate, they count.
    list.show([Self.file("a/made", 1, isGenerated: false)], for: Self.here)
    #expect(list.generated.isEmpty && list.total(of: .synced).additions == 9)
  }

  /// Built-in checks take a row before they end, while they run, and afterwards.
  @Test func builtInChecksKeepTheirRow() throws {
    var model = try LiteralModel.make()
    var heights = [Layout(model).panes[.commits]]
    model.validations[LiteralModel.id(4)]?.begin(Set(CheckDefinition.builtInNames))
    heights.append(Layout(model).panes[.commits])
    for name in CheckDefinition.builtInNames {
      let result = CheckResult(
        name: name, stage: .post, state: .passed, isRequired: true, seconds: 0, date: 0)
      _ = update(&model, .checks(.progress(LiteralModel.id(4), .finished(result))))
    }
    heights.append(Layout(model).panes[.commits])
    #expect(Set(heights).count == 1 && heights.first != nil)
    let text = ConsoleView.draw(&model).text
    #expect(text.contains("✓ 3 passed") && text.contains("○ tests") && !text.contains("built-in"))
  }

  private static func press(_ name: String, _ model: inout Model) throws {
    _ = update(&model, .input(.key(try #require(Key(name: name)))))
  }

  /// Read anew page by page, also with what is new above, the list leaves the cursor on its commit all the time; one
  /// that is gone is left where it was.
  @Test(arguments: [[4, 3, 2], [6, 5, 4, 3, 2], [4, 3]], [1, 2])
  func theCursorStaysOnItsCommit(_ digits: [Int], _ page: Int) throws {
    var model = try LiteralModel.make()
    try Self.press("down", &model)
    try Self.press("down", &model)
    let summary = try #require(model.summary)
    _ = update(&model, .repo(.opened(summary, reviewed: [])))
    let listing = model.listing
    for first in stride(from: 0, to: digits.count, by: page) {
      let rows = digits[first..<min(first + page, digits.count)].map(LiteralModel.commit)
      _ = update(&model, .commits(.found(rows, listing: listing)))
      #expect((model.pointed, model.candidate) == (LiteralModel.id(2), LiteralModel.id(2)))
      let counts = rows.map { _ in GroupCounts([LiteralModel.file("a/one")]) }
      _ = update(&model, .commits(.counted(counts, from: first, listing: listing)))
    }
    _ = update(&model, .commits(.complete(listing: listing)))
    #expect(model.commits.rows.map(\.id) == digits.map(LiteralModel.id))
    #expect(model.commits.rows.allSatisfy { $0.counts?.synced == 1 })
    #expect((model.pointed == LiteralModel.id(2)) == digits.contains(2))
  }

  /// Lines are awaited where they would be seen and were asked for, until they are there.
  @Test func whatWouldBeSeenIsAwaited() throws {
    var model = try LiteralModel.make()
    #expect(model.diff.awaitsLines)
    for (file, isAwaited) in zip(model.files.files, [true, false]) {
      let source = model.diff.source(of: file.change)
      _ = update(&model, .diff(.found(source, DiffBody(note: "read"))))
      #expect(model.diff.awaitsLines == isAwaited)
    }
  }

  /// What scrolls shows what it has at once.
  @Test func scrollingAwaitsNoLineBelowWhatIsSeen() throws {
    var model = try LiteralModel.make()
    let source = model.diff.source(of: model.files.files[0].change)
    _ = update(&model, .diff(.found(source, DiffBody(note: "read"))))
    #expect(model.diff.awaitsLines)
    model.diff.top.row = 2
    #expect(!model.diff.awaitsLines)
    // What was seen is gone.
    model.diff.sections[0].body = nil
    #expect(model.diff.awaitsLines == model.diff.asked.contains(source))
  }

  /// A frame without the lines that are about to come is held back, for a bounded time from the first reason on.
  @Test(arguments: [
    (awaits: true, isAnswer: false, after: 0, isHeld: true),
    (true, false, 39, true), (true, false, 41, false),
    (true, true, 11, true), (true, true, 13, false),
    (false, false, 0, false), (false, true, 0, false),
  ])
  func framesAreHeldForAWhile(awaits: Bool, isAnswer: Bool, after: Int, isHeld: Bool) {
    var hold = FrameHold()
    let start = ContinuousClock.now
    #expect(hold.left(at: start) == nil)
    // What shows no lines yet has nothing to lose.
    let isHeldAtFirst = hold.holds(awaitsLines: true, isAnswer: isAnswer, at: start)
    #expect(!isHeldAtFirst)
    hold.drew(isWhole: true)
    _ = hold.holds(awaitsLines: true, isAnswer: isAnswer, at: start)
    let now = start + .milliseconds(after)
    #expect(hold.holds(awaitsLines: awaits, isAnswer: false, at: now) == isHeld)
    #expect((hold.left(at: now) != nil) == isHeld)
    // A key in between is answered as soon as any other.
    if isHeld, !isAnswer {
      _ = hold.holds(awaitsLines: true, isAnswer: true, at: now)
      #expect(hold.left(at: now).map { $0 <= 13 } == true)
    }
  }
}
