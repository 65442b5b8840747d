import ArgumentParser
import Git
import Journal
import Reports
import Text
import Upstream

/// `edgesync notes`: what reviewers wrote down here, and what is still to do.
struct NotesCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes",
    abstract: "List what was noted in this clone: what is to do first, then the newest first.")

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Flag(help: "Only follow-ups that aren't done.")
  var open = false
  @Flag(help: "Print Markdown.")
  var markdown = false
  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if markdown, json { throw ValidationError("--markdown and --json can't be combined.") }
  }

  func run() async throws {
    let edge = try directory.open()
    let book = try StateDatabase(in: edge.state).notes()
    let notes = open ? book.open : book.notes
    let output = StandardOutput()
    if json {
      let document: JSONValue = ["notes": .array(notes.map { .note($0) })]
      try output.write(document.encoded + [0x0A])
    } else if markdown {
      for note in notes { try output.line("\(note.markdown)") }
    } else {
      if notes.isEmpty { try output.line(open ? "Nothing is to do." : "No notes.") }
      let now = SystemClock.now()
      for note in notes { try output.line(NoteReport.row(note, now: now)) }
    }
    try output.flush()
  }
}
