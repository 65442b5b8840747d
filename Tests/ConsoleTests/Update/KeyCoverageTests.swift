import Terminal
import Testing

@testable import Console

/// Whether the tables press each key of each action.
@Suite struct KeyCoverageTests {
  private static func rows() throws -> [UpdateRow] {
    try UpdateTests.rows + MovementUpdateTests.rows + RoomUpdateTests.rows + ReadingUpdateTests.rows
      + SearchUpdateTests.rows + BlameUpdateTests.rows + FilesUpdateTests.rows
      + RepoUpdateTests.openings() + ChecksUpdateTests.rows() + BisectUpdateTests.rows
      + LockUpdateTests.rows + OverridesUpdateTests.rows + NotesUpdateTests.rows()
      + TextsUpdateTests.rows() + SyncUpdateTests.rows
  }

  /// The action that a row's last step does, with its key; nil where that isn't a key that does one, or can't do it.
  private static func pressed(by row: UpdateRow) throws -> String? {
    let messages = try row.messages()
    guard row.isChange, case .input(.key(let key))? = messages.last else { return nil }
    var model = try LiteralModel.make(row.start)
    for message in messages.dropLast() { _ = update(&model, message) }
    guard let action = model.action(for: key) else { return nil }
    let blocker =
      if let dialog = model.overlays.last as? SyncDialog {
        dialog.blocker(to: action, in: model)
      } else {
        action.blocker(in: model)
      }
    return blocker == nil ? "\(action) \(key.name)" : nil
  }

  /// A key counts where a row is owed to it: see ``UpdateRow/check()``.
  @Test func eachKeyOfEachActionHasARow() throws {
    let pressed = Set(try Self.rows().compactMap(Self.pressed))
    let declared = Action.allCases.flatMap { action in
      action.defaultKeys.map { "\(action) \($0.name)" }
    }
    #expect(declared.filter { !pressed.contains($0) } == [])
  }
}
