import Git
import Journal
import Testing

/// What a note is made of, and how it is told.
@Suite struct NoteTests {
  private static func id(_ digit: Int) throws -> ObjectID {
    try #require(ObjectID(hex: String(repeating: "\(digit)", count: 40)))
  }

  private static func file(_ path: String, line: Int? = nil) throws -> Note.Subject {
    .file(
      NotedFile(
        FileVersion(upstreamPath: RepoPath("up/" + path), blob: try id(1)), path: RepoPath(path),
        line: line))
  }

  /// At a follow-up's end, `@name` says whose it is; anywhere else, and in a note, it is text.
  @Test(arguments: [
    ("ask for wheels @ana", true, "ask for wheels", "ana"),
    ("ask for wheels", true, "ask for wheels", nil),
    ("ask @ana for wheels", true, "ask @ana for wheels", nil),
    ("ask for wheels @ana", false, "ask for wheels @ana", nil),
    ("@ana", true, "@ana", nil), ("wheels @", true, "wheels @", nil),
    ("  two \t lines\nof it  @edge-team ", true, "two lines of it", "edge-team"),
    ("marks @a\u{301}na", true, "marks", "a\u{301}na"),
  ])
  func aTypedLineSaysWhoseItIs(
    _ typed: String, _ isFollowUp: Bool, _ text: String, _ owner: String?
  ) throws {
    let draft = try #require(
      Note.Draft(on: .commit(.emptyTree), typed: typed, isFollowUp: isFollowUp))
    #expect(draft.text == text)
    #expect(draft.owner == owner)
    #expect(draft.isFollowUp == isFollowUp)
  }

  @Test(arguments: ["", "  ", "\n\t", " @ "])
  func nothingIsNoNote(_ typed: String) {
    let draft = Note.Draft(on: .commit(.emptyTree), typed: typed, isFollowUp: false)
    #expect((draft == nil) == !typed.contains("@"))
  }

  /// The same note has the same id wherever it is made, and another one another.
  @Test func anIDIsMadeOfAllThatNeverChanges() throws {
    func id(
      _ subject: Note.Subject, _ text: String, by name: String = "Ana", at date: Int = 1,
      owner: String? = nil
    ) throws -> ObjectID {
      let draft = try #require(
        Note.Draft(on: subject, text: text, isFollowUp: owner != nil, owner: owner))
      return try Note(draft, by: name, date: date).id
    }
    let (app, line) = (try Self.file("app.py"), try Self.file("app.py", line: 3))
    let all = try [
      id(app, "one"), id(line, "one"), id(app, "two"), id(app, "one", by: "Bo"),
      id(app, "one", at: 2), id(app, "one", owner: "bo"), id(.commit(Self.id(1)), "one"),
    ]
    #expect(Set(all).count == all.count)
    #expect(try id(app, "one") == all[0])
  }

  /// What others wrote calls nobody, closes nothing and is no markup, in a list where boxes can be ticked.
  @Test func itsMarkdownIsInert() throws {
    func markdown(_ text: String, _ subject: Note.Subject, owner: String? = nil) throws -> String {
      let draft = try #require(
        Note.Draft(on: subject, text: text, isFollowUp: owner != nil, owner: owner))
      return try Note(draft, by: "Robin <b>", date: 1).markdown
    }
    #expect(
      try markdown("@team fixes #1\n- [x] <img src=x> [a](http://b) `c`", Self.file("a`b", line: 7))
        == #"- @ team fixes # 1 - \[x\] \<img src=x\> \[a\](http: //b) \`c\`, on `` up"#
        .replacing("up", with: "a`b:7") + #" ``, by Robin \<b\>"#)
    #expect(
      try markdown("Ask for wheels", .commit(Self.id(9)), owner: "@edge-team")
        == #"- [ ] Ask for wheels (edge-team), on `999999999999`, by Robin \<b\>"#)
  }

  @Test func whatIsToDoComesFirst() throws {
    func note(_ text: String, at date: Int, isFollowUp: Bool = false, isDone: Bool = false) throws
      -> Note
    {
      let draft = try #require(
        Note.Draft(on: Self.file("app.py"), text: text, isFollowUp: isFollowUp))
      var note = try Note(draft, by: "Ana", date: date)
      if isDone { note.doneDate = date + 1 }
      return note
    }
    let book = NoteBook([
      try note("old", at: 1), try note("to do", at: 2, isFollowUp: true), try note("new", at: 4),
      try note("done", at: 3, isFollowUp: true, isDone: true),
    ])
    #expect(book.notes.map(\.text) == ["to do", "new", "done", "old"])
    #expect(book.open.map(\.text) == ["to do"])
    #expect(book.notes.map(\.markdown)[2].hasPrefix("- [x] done"))
    let first = try #require(book.notes.first)
    #expect(try book.note(beginning: String(first.id.hex.prefix(6))) == first)
    #expect(throws: NoteError.self) { try book.note(beginning: "") }
    #expect(throws: NoteError.self) { try book.note(beginning: String(first.id.hex.prefix(3))) }
  }
}
