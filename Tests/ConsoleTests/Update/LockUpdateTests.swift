import Testing
import Text

@testable import Console

/// Decisions that the lock keeps: holds, and what is pending.
@Suite struct LockUpdateTests {
  private static let reverted = UpdateRow.Step.message(
    .lock(.reverted(LiteralModel.id(4), by: LiteralModel.id(9))))
  /// The commit below is held, and with it what descends from it.
  private static let held = UpdateRow.Step.message(
    .commits(
      .held(
        [LiteralModel.id(3), LiteralModel.id(4)].reduce(into: [:]) {
          $0[$1] = LiteralModel.hold(3)
        },
        listing: 1)))
  private static let unconflicted = UpdateRow.Step.message(.lock(.conflicts([])))
  private static let changed = UpdateRow.Step.message(.lock(.changed("it is in the lock")))

  static let holds = [
    UpdateRow("H", gives: [.over("HoldDialog"), .asks("lock.loadRevert 4")]),
    UpdateRow("down H", gives: [.asks("lock.loadRevert 3"), .shows("Hold 3333333")]),
    UpdateRow("H", reverted, gives: [.shows("until 9999999, which reverts it")]),
    UpdateRow("down H", reverted, leaves: [.over("HoldDialog")]),
    UpdateRow("H", reverted, "tab", gives: [.shows("until the hold is lifted; nor is 9999999,")]),
    UpdateRow(
      "H", reverted, "w enter", gives: [.asks("remember w", "lock.change hold 4 w until 9")]),
    UpdateRow("H", reverted, "tab w enter", gives: [.asks("remember w", "lock.change hold 4 w")]),
    UpdateRow("H w enter", changed, "H up", gives: [.shows("reason: w")]),
    UpdateRow(held, gives: [.shows("⊘")]),
    UpdateRow(
      held, "H", gives: [.over("HoldDialog"), .shows("Lift the hold on 4444444"), .asks()]),
    UpdateRow(held, "H enter", gives: [.asks("lock.change unhold 3")]),
    UpdateRow(
      held, "p", gives: [.over(), .asks(), .said("pin: Ana holds 3333333: slow; H lifts the hold")]),
    UpdateRow(
      "H w enter", changed,
      gives: [.over(), .said("it is in the lock"), .asksAlso("repo.open")]),
    UpdateRow(
      "H w enter", .message(.lock(.failed("somebody else holds it"))),
      gives: [
        .over("TextScreen"), .shows("Nothing was changed"), .shows("somebody else holds it"),
      ]),
    UpdateRow(
      "end H",
      gives: [.over(), .said("\(Action.hold.title): go to a commit past the pin first")]),
    // While the lock is changed, leaving is asked for twice.
    UpdateRow(
      "H w enter q",
      gives: [.said("a sync is landing; press again to leave: the next run finishes it")]),
    UpdateRow("H w enter q q", gives: [.leaves]),
  ]

  static let pending = [
    UpdateRow(.pending, "O", gives: [.commit("review 9"), .asks("loadFiles 9 from 8")]),
    UpdateRow(.pending, "3 O", gives: [.focus(.commits), .commit("review 9")]),
    UpdateRow(.pending, "O down", gives: [.commit("a/req"), .asksAlso("loadFiles 1")]),
    UpdateRow(.pending, "O m", gives: [.over("TextScreen"), .asks("text.loadEvent owed 9")]),
    UpdateRow(
      .pending, "O p",
      gives: [.over(), .said("pin: already taken; x marks it as reviewed"), .asks()]),
    UpdateRow(
      .pending, "O v", gives: [.said("\(Action.validate.title): go to a commit past the pin first")]
    ),
    UpdateRow(.pending, "O x", gives: [.over("OwedChooser"), .marked("[x] ")]),
    UpdateRow(.pending, "O x enter", gives: [.asks("lock.change acknowledge 9")]),
    // It is ticked once it is known that it has no conflicts.
    UpdateRow(.pending, "O down x", gives: [.marked("[ ] "), .asks("lock.findConflicts a/req")]),
    UpdateRow(.pending, "O down x", unconflicted, gives: [.marked("[x] ")]),
    UpdateRow(
      .pending, "O down x", unconflicted, "enter",
      gives: [.asks("lock.change acknowledge a/req")]),
    UpdateRow(.pending, "A", gives: [.over("OwedChooser"), .marked("[ ] "), .shows("Pending 2")]),
    UpdateRow(
      .pending, "A enter", gives: [.said("nothing is ticked: space ticks what was done"), .asks()]),
    UpdateRow(.pending, "A space", gives: [.marked("[x] ")]),
    UpdateRow(.pending, "A end space enter", gives: [.asks("lock.change acknowledge a/req")]),
    UpdateRow(
      .pending, "A space down space enter", gives: [.asks("lock.change acknowledge a/req 9")]),
    UpdateRow(.pending, "3 ] ] A", unconflicted, gives: [.marked("[x] ")]),
    UpdateRow(
      .pending, "A space enter esc", gives: [.said("it is landing; wait until it is done")]),
    UpdateRow(
      .pending, "A space enter", changed, gives: [.over(), .asksAlso("repo.open")]),
    UpdateRow(.pending, "S A", gives: [.over("TextScreen", "OwedChooser")]),
    UpdateRow(
      .pending, "S A space enter", changed,
      gives: [.over("TextScreen"), .asksAlso("text.loadStatus")]),
    UpdateRow(
      .read, .message(.repo(.position(LiteralModel.position()))), "O",
      gives: [.said("\(Action.owed.title): nothing is pending"), .commit("4")]),
    UpdateRow(
      "A", gives: [.said("\(Action.acknowledge.title): status is still loading"), .over()]),
  ]

  static let rows = holds + pending

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
