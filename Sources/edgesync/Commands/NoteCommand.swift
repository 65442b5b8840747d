import ArgumentParser
import Git
import Journal
import Landing
import Reports
import Text
import Upstream

/// `edgesync note`: a reviewer writes something down.
struct NoteCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Write a note on a commit, a file or a line, or say that a follow-up is done.",
    discussion: """
      A note belongs to the content it is made on: the commit, or the newest version that upstream's branch has of the \
      file, else the pin's. PATH is the edge repo's, as seen from here; what is both a file and a commit is the file. \
      Notes are kept in this clone alone. What a sync lands takes its notes into `changelog --markdown` and the request.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(
    help: ArgumentHelp(
      "An upstream commit, or a file with or without a line.", valueName: "commit|path[:line]"))
  var subject: String?
  @Option(help: ArgumentHelp("What to write down.", valueName: "text"))
  var text: String?
  @Flag(help: "Something is to be done about it.")
  var followUp = false
  @Option(help: ArgumentHelp("Who is to do it.", valueName: "name"))
  var owner: String?
  @Option(help: ArgumentHelp("The follow-up of this id is done.", valueName: "id"))
  var done: String?
  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if done != nil {
      guard subject == nil, text == nil, !followUp, owner == nil else {
        throw ValidationError("--done takes the id of a follow-up and nothing else.")
      }
      return
    }
    guard subject != nil else { throw ValidationError("Say what the note is on.") }
    guard let text, text.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("--text TEXT says what to write down.")
    }
    if owner != nil, !followUp { throw ValidationError("--owner goes with --follow-up.") }
  }

  func run() async throws {
    let edge = try directory.open()
    let database = try StateDatabase(in: edge.state)
    let note =
      if let done { try finish(done, database) } else { try await make(in: edge, database) }
    let output = StandardOutput()
    if json {
      try output.write(JSONValue.note(note).encoded + [0x0A])
    } else {
      let text: SafeText = done == nil ? NoteReport.made(note) : "done: " + NoteReport.text(note)
      try output.line(Line("\(Mark.good) ", .good).adding(note.id.short, .id).adding(" " + text))
    }
    try output.flush()
  }

  private func make(in edge: EdgeRepo, _ database: StateDatabase) async throws -> Note {
    let upstream = try await directory.openUpstream(of: edge)
    let now = SystemClock.now()
    let subject = try NotedThing.subject(
      named: subject ?? "", from: directory, in: edge, upstream)
    guard
      let draft = Note.Draft(
        on: subject, text: text ?? "", isFollowUp: followUp, owner: owner)
    else { throw ValidationError("--text TEXT says what to write down.") }
    let note = try Note(draft, by: Identity.user(of: edge, now: now).name, date: now)
    try database.add(note)
    return note
  }

  private func finish(_ id: String, _ database: StateDatabase) throws -> Note {
    let note = try database.notes().note(beginning: id)
    guard note.isFollowUp else { throw NoteError.noFollowUp(note.id.short) }
    if note.isOpen { try database.setDone(note.id, at: SystemClock.now()) }
    return try database.notes().note(beginning: note.id.hex)
  }
}
