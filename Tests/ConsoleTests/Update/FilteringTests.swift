import Git
import Rules
import Terminal
import Testing
import Text
import Upstream

@testable import Console

/// What becomes of a model that shows some of its commits alone.
@Suite struct FilteringTests {
  private static func press(_ names: [String], _ model: inout Model) throws -> [Effect] {
    var effects: [Effect] = []
    for name in names {
      effects = update(&model, .input(.key(try #require(Key(name: name)))))
    }
    return effects
  }

  /// Answers the last question with the commits of some digits.
  private static func answer(_ digits: [Int], _ effects: [Effect], _ model: inout Model) throws
    -> [Effect]
  {
    let question = effects.compactMap { effect in
      if case .commits(.match(_, let ids, let number, let pace)) = effect {
        return (ids, number, pace)
      }
      return nil
    }
    let (ids, number, pace) = try #require(question.last)
    let taken = Set(digits.map(LiteralModel.id)).intersection(ids)
    return update(&model, .commits(.matched(taken, among: ids, pace, filter: number)))
  }

  private static func shown(_ model: Model) -> [ObjectID] { model.commits.rows.map(\.id) }

  private static let typed = ["F", "x", "enter"]

  /// The candidate stays what it is, whether it is shown or not, and follows the cursor again when it can.
  @Test func movesNoCandidate() throws {
    var model = try LiteralModel.make()
    var effects = try Self.press(Self.typed, &model)
    #expect(Self.shown(model).isEmpty)
    #expect(ConsoleView.draw(&model).text.contains("Commits 0… of 3 · message x"))
    _ = try Self.answer([3, 2], effects, &model)
    #expect(Self.shown(model) == [3, 2].map(LiteralModel.id))
    #expect(ConsoleView.draw(&model).text.contains("Commits 2 of 3 · message x"))
    #expect((model.candidate, model.pointed) == (LiteralModel.id(4), LiteralModel.id(3)))
    _ = try Self.press(["down"], &model)
    #expect(model.candidate == LiteralModel.id(4))
    #expect(model.candidateRow?.id == LiteralModel.id(4))
    _ = try Self.press(["esc"], &model)
    #expect(Self.shown(model).count == 3)
    #expect((model.candidate, model.pointed) == (LiteralModel.id(4), LiteralModel.id(2)))

    model = try LiteralModel.make()
    _ = try Self.press(["down"], &model)
    effects = try Self.press(Self.typed, &model)
    _ = try Self.answer([4, 3], effects, &model)
    #expect((model.candidate, model.pointed) == (LiteralModel.id(3), LiteralModel.id(3)))
    _ = try Self.press(["up"], &model)
    #expect(model.candidate == LiteralModel.id(4))
  }

  /// One that a person has set stays set.
  @Test func leavesAChosenCandidate() throws {
    var model = try LiteralModel.make()
    _ = try Self.press(["space"], &model)
    let effects = try Self.press(Self.typed, &model)
    _ = try Self.answer([4, 2], effects, &model)
    _ = try Self.press(["down", "esc", "up", "up"], &model)
    #expect(model.chosen == LiteralModel.id(4))
  }

  /// Read anew, the list leaves the cursor on its commit, though the filter comes to it after all are listed.
  @Test func staysOnItsCommitWhenReadAnew() throws {
    var model = try LiteralModel.make()
    _ = try Self.answer([4, 2], try Self.press(Self.typed, &model), &model)
    _ = try Self.press(["down"], &model)
    let summary = try #require(model.summary)
    _ = update(&model, .repo(.opened(summary, reviewed: [])))
    let listing = model.listing
    let effects = update(
      &model, .commits(.found([4, 3, 2].map(LiteralModel.commit), listing: listing)))
    let more = update(&model, .commits(.complete(listing: listing)))
    _ = try Self.answer([4, 2], effects + more, &model)
    #expect(Self.shown(model) == [4, 2].map(LiteralModel.id))
    #expect(model.pointed == LiteralModel.id(2))
  }

  /// With nothing left, it says so, and the way back leads to where it was.
  @Test func saysThatNothingMatches() throws {
    var model = try LiteralModel.make()
    _ = try Self.press(["down"], &model)
    let effects = try Self.press(Self.typed, &model)
    _ = try Self.answer([], effects, &model)
    #expect(model.notice?.text == "no commit matches message x; esc shows all")
    _ = try Self.press(["F", "enter"], &model)
    #expect((model.candidate, model.pointed) == (LiteralModel.id(3), LiteralModel.id(3)))
    #expect(model.chosen == nil && model.commits.filtering == nil)
  }

  /// What git refuses is put right where it was typed; all commits are there meanwhile.
  @Test func keepsThePromptWhereGitRefuses() throws {
    var model = try LiteralModel.make()
    _ = try Self.press(Self.typed, &model)
    _ = update(&model, .commits(.refused("invalid regex", filter: model.filters)))
    #expect(model.overlays.last is FilterPrompt)
    #expect(ConsoleView.draw(&model).text.contains("filter x   ! invalid regex"))
    #expect(Self.shown(model).count == 3 && model.chosen == nil)
    let effects = try Self.press(["y", "enter"], &model)
    _ = try Self.answer([2], effects, &model)
    #expect(ConsoleView.draw(&model).text.contains("Commits 1 of 3 · message xy"))
  }

  /// Where another filter was before, what that takes is there meanwhile, and can be left as before.
  @Test func goesBackToTheFilterBeforeWhereGitRefuses() throws {
    var model = try LiteralModel.make()
    let first = try Self.press(Self.typed, &model)
    _ = try Self.answer([2, 3], first, &model)
    _ = try Self.press(["down"] + Self.typed, &model)
    #expect(model.commits.selected == nil)
    let effects = update(&model, .commits(.refused("invalid regex", filter: model.filters)))
    _ = try Self.press(["esc"], &model)
    #expect(ConsoleView.draw(&model).text.contains("Commits 2… of 3 · message x"))
    #expect(model.commits.selected?.id == LiteralModel.id(2))
    _ = try Self.answer([2, 3], effects, &model)
    #expect(ConsoleView.draw(&model).text.contains("Commits 2 of 3 · message x"))
    _ = try Self.press(["esc"], &model)
    #expect(Self.shown(model).count == 3 && model.candidate == LiteralModel.id(4))
  }

  /// An answer to an earlier filter is dropped, and what is listed later is asked about too.
  @Test func goesOnWithWhatIsListedLater() throws {
    var model = try LiteralModel.make()
    let first = try Self.press(Self.typed, &model)
    let second = try Self.press(["F", "y", "enter"], &model)
    #expect(try Self.answer([4], first, &model).isEmpty)
    #expect(Self.shown(model).isEmpty)
    _ = try Self.answer([4, 3], second, &model)
    // Made anew, the list shows what it did until that is looked at again.
    let summary = try #require(model.summary)
    _ = update(&model, .repo(.opened(summary, reviewed: [])))
    let rows = [5, 4, 3].map(LiteralModel.commit)
    var effects = update(&model, .commits(.found(rows, listing: 2)))
    #expect(Self.shown(model) == [4, 3].map(LiteralModel.id))
    effects = try Self.answer([5, 4], effects, &model)
    #expect(Self.shown(model) == [5, 4].map(LiteralModel.id))
    #expect(effects.allSatisfy { if case .commits(.match) = $0 { false } else { true } })
    #expect(model.pointed == LiteralModel.id(4))
  }

  /// The commits of a file, and back to it.
  @Test func listsTheCommitsOfAFile() throws {
    for pane in ["2", "3"] {
      var model = try LiteralModel.make()
      let effects = try Self.press([pane, "]", "L"], &model)
      _ = try Self.answer([2], effects, &model)
      #expect(model.focus == .commits)
      #expect(ConsoleView.draw(&model).text.contains("Commits 1 of 3 · two"))
      #expect(model.candidate == LiteralModel.id(4))
      _ = try Self.press(["esc"], &model)
      #expect(model.focus == (pane == "2" ? .files : .diff))
      #expect(model.files.selected?.shownPath == "a/two")
      #expect((model.candidate, model.pointed) == (LiteralModel.id(4), LiteralModel.id(4)))
      #expect(model.chosen == nil)
    }
  }
}
