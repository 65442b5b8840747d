import Git
import Landing
import Reports
import Testing
import Text

/// What is told of conflicts that aren't resolved.
@Suite struct CarryReportTests {
  private static func conflicts(_ count: Int, isUnmerged: Bool = false) -> UnresolvedConflicts? {
    let text = String(
      repeating: "<<<<<<< yours\n=======\n>>>>>>> upstream now\n", count: count)
    return UnresolvedConflicts(in: Array(text.utf8), at: "api/a", isUnmerged: isUnmerged)
  }

  @Test(
    arguments: [
      (0, "is unmerged in git's index"), (1, "has 1 conflict that isn't resolved: lines 1–3"),
      (2, "has 2 conflicts that aren't resolved: lines 1–3, 4–6"),
      (
        10,
        "has 10 conflicts that aren't resolved: lines 1–3, 4–6, 7–9, 10–12, 13–15, 16–18, 19–21, 22–24 and 2 more"
      ),
    ] as [(Int, SafeText)])
  func tellsWhereConflictsAre(_ count: Int, _ words: SafeText) throws {
    let conflicts = try #require(Self.conflicts(count, isUnmerged: true))
    #expect(CarryReport.unresolved(conflicts) == words)
  }

  /// Of a row that is cut, the reason is seen.
  @Test(
    arguments: [
      (90, "! api/a  conflicts not resolved: lines 1–3"),
      (41, "! api/a  conflicts not resolved: lines 1–3"),
      (10, "! api/a  conflicts not resolved: lines 1–3"),
    ] as [(Int, SafeText)])
  func aRowHasRoomForTheReason(_ width: Int, _ text: SafeText) throws {
    let conflicts = try #require(Self.conflicts(1))
    #expect(PendingReport.override(conflicts, width: width).text == text)
    let long = try #require(
      UnresolvedConflicts(
        in: Array("<<<<<<< yours\n>>>>>>> upstream now\n".utf8),
        at: "services/forecastingApi/requirements.txt", isUnmerged: false))
    #expect(
      PendingReport.override(long, width: 50).text
        == "! …irements.txt  conflicts not resolved: lines 1–2")
  }
}
