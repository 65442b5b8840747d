import Git
import Journal
import Terminal
import Testing
import Text

@testable import Console

/// What a person notes.
@Suite struct NotesUpdateTests {
  private static func known(_ notes: Note...) -> UpdateRow.Step {
    .message(.notes(.known(NoteBook(notes))))
  }

  /// A version of a file that isn't among those that are shown.
  private static let elsewhere = Note.Subject.file(
    NotedFile(FileVersion(upstreamPath: "a/old", blob: LiteralModel.id(3)), path: "a/old"))

  static func rows() throws -> [UpdateRow] {
    let note = try LiteralModel.note("Ask Ana")
    let followUp = try LiteralModel.note("Ask Ana", isFollowUp: true)
    let onLine = try LiteralModel.note("Why so wide", on: LiteralModel.line(3))
    let onOther = try LiteralModel.note("Look again", on: elsewhere, isFollowUp: true)
    return [
      UpdateRow(.read, "i", gives: [.over("NoteDialog"), .shows("4444444")]),
      UpdateRow(
        .read, "i h i enter", gives: [.over(), .asks("remember hi", "notes.add 4444444: hi")]),
      UpdateRow(
        .read, "i h i tab enter",
        gives: [.asks("remember hi", "notes.add 4444444: hi for anybody")]),
      UpdateRow(.read, "2 i h i enter", gives: [.asks("remember hi", "notes.add a/one: hi")]),
      UpdateRow(.read, "3 i h i enter", gives: [.asks("remember hi", "notes.add a/one: hi")]),
      UpdateRow(
        .read, "3 down i h i enter", gives: [.asks("remember hi", "notes.add a/one:1: hi")]),
      UpdateRow(
        .read, "3 down down i h i enter",
        gives: [.asks("remember hi", "notes.add a/one:2 (removed): hi")]),
      UpdateRow(
        .read, "i", .message(.input(.paste("hi\nyou"))), "enter",
        gives: [.asks("remember hi", "notes.add 4444444: hi")]),

      UpdateRow(.read, known(note), gives: [.shows("✎")]),
      UpdateRow(
        .read, .message(.notes(.made(note, NoteBook([note])))),
        gives: [.said("noted on 3333333"), .shows("✎")]),
      // What is still to be done stands in the header and in the status.
      UpdateRow(.read, known(followUp), gives: [.shows("! 1 follow-up pending")]),
      UpdateRow(.read, known(note), gives: [.lacks("pending"), .shows("✎")]),
      UpdateRow(.read, "@", gives: [.over("NotesScreen"), .shows("No notes yet")]),
      UpdateRow(.read, known(note), "@", gives: [.marked("Ask Ana  Ana"), .shows("Notes 1")]),
      UpdateRow(
        .read, known(note), "@ enter",
        gives: [.over(), .commit("3"), .candidate(4), .said("4444444 stays the candidate")]),
      UpdateRow(
        .read, known(note), "@ space",
        gives: [.asks(), .said("a note is never done: only follow-ups are")]),
      UpdateRow(.read, known(followUp), "@ space", gives: [.asks("notes.setDone true")]),
      UpdateRow(
        .read, known(onLine), "@ enter",
        gives: [.over(), .focus(.diff), .line("a/one wide wide wi")]),
      UpdateRow(
        .read, known(onLine), "3 enter @ enter",
        gives: [.over(), .line("a/one wide wide wi"), .shows("alpha")]),
      UpdateRow(
        .read, known(onOther), "@ enter",
        gives: [
          .over(), .focus(.commits),
          .said("that version of a/old isn't among the files shown here"),
        ]),
    ]
  }

  @Test(arguments: try rows()) func becomes(_ row: UpdateRow) throws { try row.check() }
}
