import Checks
import Git
import Journal
import Rules
import Terminal
import Testing
import Text

@testable import Console

/// The dialogs of syncs: the weekly one, an emergency, going back to one.
@Suite struct SyncUpdateTests {
  private static let weekly = WantedSync.weekly(LiteralModel.id(4), followsMoves: false)
  private static let emergency = WantedSync.emergency(LiteralModel.id(4))

  private static func planned(
    _ sync: WantedSync = weekly, _ preview: SyncPreview = LiteralModel.preview()
  ) -> UpdateRow.Step {
    .message(.sync(.planned(sync, preview)))
  }

  private static func refused(
    _ sync: WantedSync = weekly, because reason: SafeText = "something is there",
    isFollowable: Bool = false
  ) -> UpdateRow.Step {
    .message(.sync(.refused(sync, reason, isFollowable: isFollowable)))
  }

  private static let passed = ChecksUpdateTests.known(ChecksUpdateTests.results())
  private static let failed = ChecksUpdateTests.known(ChecksUpdateTests.results(tests: .failed))

  static let plans = [
    UpdateRow(
      "p", gives: [.over("SyncDialog"), .asks("sync.plan weekly 4"), .shows("making the plan")]),
    UpdateRow("space down p", gives: [.asks("sync.plan weekly 4")]),
    UpdateRow("end p", gives: [.asks("sync.plan weekly 1")]),
    // A pin takes all since the last, and that is what is reviewed.
    UpdateRow(
      "s p",
      gives: [
        .asks("sync.plan weekly 4", "showRememberedFiles 4", "loadFiles 4"), .shows("pin‥4444444"),
      ]),
    UpdateRow(
      passed, "p", planned(), "enter",
      gives: [.over("SyncDialog"), .said("open: no override is left to be carried over")]),
    UpdateRow("p enter", gives: [.said("open: the plan is still being made")]),
    // What an earlier sync left isn't among the candidate's files.
    UpdateRow(
      .message(.repo(.position(LiteralModel.position(owed: ["a/req"])))), "p",
      planned(weekly, LiteralModel.preview(owed: ["a/req"])), "enter",
      gives: [.over(), .focus(.commits), .commit("a/req")]),
    UpdateRow(
      "p", planned(),
      gives: [.asks("checks.loadKnown 4"), .shows("Can't pin yet: 4 checks haven't run")]),
    // What was known is of another tree than the one that would land.
    UpdateRow(
      passed, "p", planned(weekly, LiteralModel.preview(tree: 6)),
      gives: [.shows("exact tree:  ○ 4 not run yet")]
    ),
    UpdateRow(
      passed, "p", planned(), gives: [.shows("exact tree:  ✓ 4 passed"), .lacks("Can't pin yet")]),
    // As many keys as there is room for, with less between them.
    UpdateRow(
      .small, failed, .message(.input(.resize(Size(width: 40, height: 10)))), "p", planned(),
      gives: [.shows("d plan  v again  o override…  esc")]),
    UpdateRow("p", planned(emergency), leaves: [.shows("making the plan")]),
    UpdateRow(
      "p", refused(), gives: [.shows("This can't be pinned now."), .shows("something is there")]),
    UpdateRow(
      "p d", gives: [.said("\(Action.planDetails.title): the plan is still being made")]),
    UpdateRow(
      "p", planned(), "d", gives: [.over("SyncDialog", "TextScreen"), .shows("Plan to 4444444")]),
    UpdateRow("p", planned(), "d esc", gives: [.over("SyncDialog")]),
    UpdateRow("p", planned(), "v", gives: [.asks("checks.run 4"), .shows("running or waiting")]),
    UpdateRow(
      passed, "p", planned(), "v",
      gives: [.asks(), .said("\(Action.runMissing.title): every check has run on this tree")]),
    UpdateRow(
      "p", planned(), "m",
      gives: [
        .asks(), .said("\(Action.followMoves.title): there is nothing that they could follow"),
      ]),
    UpdateRow(
      "p", refused(isFollowable: true), "m", gives: [.asks("sync.plan weekly 4 following")]),
    UpdateRow(
      "p", refused(isFollowable: true), "m esc p", gives: [.asks("sync.plan weekly 4 following")]),
    UpdateRow(
      .small, "p", refused(because: SafeText(String(repeating: "word ", count: 400) + "last")),
      "end", gives: [.shows("last"), .lacks("can't be pinned")]),
  ]

  static let landings = [
    UpdateRow(
      passed, "p", planned(), "p", gives: [.asks("sync.land weekly 4"), .shows("landing…")]),
    UpdateRow(
      "p", planned(), "p",
      gives: [.asks(), .said("Can't pin: 4 checks haven't run on this tree")]),
    UpdateRow(
      failed, "p", planned(), "p", gives: [.asks(), .said("Can't pin: tests failed (o overrides)")]),
    UpdateRow(
      passed, "p", planned(weekly, LiteralModel.preview(isEmpty: true)), "p",
      gives: [.asks(), .said("Can't pin: there is nothing to do")]),
    UpdateRow("p", refused(), "p", gives: [.asks(), .said("Can't pin: something is in the way")]),
    UpdateRow(passed, "p", planned(), "p p", gives: [.asks(), .said("Can't pin: it lands now")]),
    UpdateRow(
      passed, "p", planned(), "p esc",
      gives: [.over("SyncDialog"), .said("it is landing; wait until it is done")]),
    UpdateRow(
      "p", planned(), "o",
      gives: [.said("\(Action.overrideChecks.title): run the checks first"), .asks()]),
    UpdateRow(
      passed, "p", planned(), "o",
      gives: [.said("\(Action.overrideChecks.title): no required check failed")]),
    UpdateRow(failed, "p", planned(), "o", gives: [.shows("Why land past the failed checks?")]),
    UpdateRow(
      failed, "p", planned(), "o enter",
      gives: [.asks(), .said("a reason is needed; it is recorded with your name")]),
    UpdateRow(
      failed, "p", planned(), "o p esc", gives: [.lacks("Why land past"), .over("SyncDialog")]),
    UpdateRow(
      failed, "p", planned(), "o w h y enter",
      gives: [.asks("remember why", "sync.land weekly 4 because why past tests")]),
  ]

  static let emergencies = [
    UpdateRow("down E", gives: [.over("SyncDialog"), .asks("sync.plan emergency 3")]),
    UpdateRow(
      "E", planned(emergency),
      gives: [.shows("Checks that run: the built-in ones, tests."), .shows("reviewed afterwards")]),
    UpdateRow("E", planned(emergency), "p", gives: [.shows("Why can't it wait?"), .asks()]),
    UpdateRow(
      "E", planned(emergency), "p f i x enter",
      gives: [.asks("remember fix", "sync.land emergency 4 because fix")]),
    UpdateRow(
      "E", planned(emergency), "v",
      gives: [.asks(), .said("\(Action.runMissing.title): its checks run when it lands")]),
    UpdateRow(
      "E", planned(emergency), "p f enter",
      .message(.sync(.checking(emergency, .started(name: "tests", lastSeconds: nil)))),
      gives: [.shows("◐ tests")]),
    UpdateRow(
      .unasked, "E", planned(emergency), "p f enter",
      gives: [.over("SyncDialog", "ConsentDialog"), .asks("remember f")]),
    UpdateRow(
      .unasked, "E", planned(emergency), "p f enter enter",
      gives: [.over("SyncDialog"), .asks("checks.allow", "sync.land emergency 4 because f")]),
  ]

  private static let recovery = WantedSync.recovery(
    commit: LiteralModel.id(3), pin: LiteralModel.id(2), overDrift: false)
  private static let back = LiteralModel.preview(to: 2)

  static let recoveries = [
    UpdateRow(
      "c", TextsUpdateTests.events, "R F",
      gives: [.asks(), .said("\(Action.replaceDrift.title): the plan is still being made")]),
    UpdateRow(
      "c", TextsUpdateTests.events, "R", refused(recovery),
      gives: [.shows("replaces drifted files too")]),
    UpdateRow(
      "c", TextsUpdateTests.events, "R", refused(recovery), "F",
      gives: [.asks("sync.plan recovery 3 to 2 over drift"), .shows("making the plan")]),
    UpdateRow(
      "c", TextsUpdateTests.events, "R", planned(recovery, back), "p enter",
      gives: [.asks("sync.land recovery 3 to 2")]),
    UpdateRow(
      "p F", gives: [.said("\(Action.replaceDrift.title): only a recovery replaces drifted files")]),
  ]

  static let rows = plans + landings + emergencies + recoveries

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
