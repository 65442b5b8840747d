import Dispatch
import Git
import Journal
import Locks
import Support
import SystemPackage
import Testing

/// Notes as they are kept, and as a sync takes them along.
@Suite struct NoteBookTests {
  private static func note(
    _ text: String, on subject: Note.Subject = .commit(.emptyTree), isFollowUp: Bool = false
  ) throws -> Note {
    try Note(
      #require(Note.Draft(on: subject, text: text, isFollowUp: isFollowUp, owner: "ana")),
      by: "Robin", date: 5)
  }

  @Test func areReadAsTheyWereKept() throws {
    let folder = try TemporaryFolder()
    let database = try StateDatabase(in: folder.path)
    let version = FileVersion(
      upstreamPath: RepoPath([0x61, 0xFF, 0x2F, 0x62]), blob: .emptyTree)
    let notes = [
      try Self.note("on a commit"), try Self.note("to do", isFollowUp: true),
      try Self.note("on a file", on: .file(NotedFile(version, path: nil))),
      try Self.note(
        "on a line",
        on: .file(NotedFile(version, path: RepoPath("b\u{301}"), line: 3, isRemoved: true))),
    ]
    for note in notes + notes { try database.add(note) }
    #expect(try database.notes() == NoteBook(notes))
    try database.setDone(notes[1].id, at: 9)
    // Of what isn't to do, nothing is ever done.
    try database.setDone(notes[0].id, at: 9)
    let again = try StateDatabase(in: folder.path).notes()
    #expect(again.notes.map(\.doneDate).compactMap(\.self) == [9])
    #expect(again.open.isEmpty)
    try database.setDone(notes[1].id, at: nil)
    #expect(try database.notes() == NoteBook(notes))
  }

  @Test func severalMayBeKeptAtOnce() throws {
    let folder = try TemporaryFolder()
    let state = folder.path
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { run in
      do {
        for number in 0..<4 {
          try StateDatabase(in: state).add(Self.note("\(run) \(number)"))
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(try StateDatabase(in: state).notes().notes.count == 32)
  }

  /// Three commits: `a` has another version in the second, `b` in the third.
  private static func line(in folder: TemporaryFolder) throws -> (Plumbing, Repository) {
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--bare", "--template=", ".")
    var stream = ""
    for (number, (a, b)) in [("1", "1"), ("2", "1"), ("2", "3")].enumerated() {
      stream += "commit refs/heads/main\n"
      stream += "committer A <a@example.com> \(number + 1) +0000\ndata 1\nx\n"
      stream += "M 644 inline a\ndata 1\n\(a)\nM 644 inline b\ndata 1\n\(b)\n"
    }
    try git.run("fast-import", "--quiet", input: Array(stream.utf8))
    return (git, try Repository(at: folder.path))
  }

  /// A sync takes along what is on its commits, on the versions that it brings, and on what it takes away.
  @Test(arguments: [
    ("main~2", "main", ["a", "b", "gone", "main", "main~1"]),
    ("main~2", "main~1", ["a", "gone", "main~1"]),
    ("main~1", "main", ["b", "main"]), ("main", "main", []),
    // Back to where it was before.
    ("main", "main~2", ["old"]),
  ])
  func aSyncTakesItsOwn(_ from: String, _ to: String, _ expected: [String]) throws {
    let folder = try TemporaryFolder()
    let (git, repository) = try Self.line(in: folder)
    func id(_ name: String) throws -> ObjectID {
      try #require(ObjectID(hex: git.line("rev-parse", name)))
    }
    func file(_ name: String, isRemoved: Bool = false) throws -> Note.Subject {
      let path = RepoPath(name.suffix(1).utf8)
      return .file(
        NotedFile(
          FileVersion(upstreamPath: path, blob: try id(name)), path: path, isRemoved: isRemoved))
    }
    let notes =
      try ["main", "main~1", "main~2"].map { try Self.note($0, on: .commit(id($0))) } + [
        Self.note("a", on: file("main:a")), Self.note("b", on: file("main:b")),
        Self.note("old", on: file("main~2:a")),
        Self.note("gone", on: file("main~2:a", isRemoved: true)),
      ]
    let book = NoteBook(notes)
    let landed = try book.landed(from: id(from), to: id(to), in: repository)
    #expect(landed.map(\.text).sorted() == expected)
    // Of a commit that upstream has no more, nothing can be told.
    #expect(try book.landed(from: .zero, to: id(to), in: repository).isEmpty)
  }
}
