import Foundation
import Support
import SystemPackage
import Testing

@Suite struct NoteCommandTests {
  private func notes(_ pair: EdgePair, _ options: String...) throws -> [JSON] {
    let outcome = try pair.edgesync.run(["notes", "--json"] + options, in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    return try JSON(parsing: outcome.output)["notes"].elements
  }

  /// A commit, a file, and a line of it, from whichever folder: of the newest version that upstream has.
  @Test(arguments: EdgePair.Mode.allCases)
  func aNoteIsOnTheContentThatItNames(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let state = try pair.state()
    let onCommit = try pair.run("note", String(commits[0].prefix(9)), "--text", "Read\ttwice")
    #expect(onCommit.status == 0, "\(onCommit.errorText)")
    #expect(onCommit.text.hasSuffix("noted on \(commits[0].prefix(7))"), "\(onCommit.text)")
    let file = pair.service + "/app.py"
    let onFile = try pair.run("note", "./" + file, "--text", "odd", "--json")
    #expect(onFile.status == 0, "\(onFile.errorText)")
    let later = pair.edgesync.with(["SOURCE_DATE_EPOCH": String(EdgesyncProgram.now + 9)])
    let onLine = try later.run(
      ["note", "../\(file):4", "--text", "why?", "--follow-up", "--owner", "@ana"],
      in: pair.edge.git.folder.appending("config"))
    #expect(onLine.text.hasSuffix("follow-up for ana on \(file):4"), "\(onLine.errorText)")
    let found = try notes(pair)
    #expect(
      found.map(\.shape) == [
        "{author:string,blob:id,commit:null,date:date,done:null,followUp:bool,id:id,line:number,owner:string,path:string,removed:bool,text:string,upstreamPath:string}"
      ]
        + found.dropFirst().map {
          $0["commit"].text == nil
            ? "{author:string,blob:id,commit:null,date:date,done:null,followUp:bool,id:id,line:null,owner:null,path:string,removed:bool,text:string,upstreamPath:string}"
            : "{author:string,blob:null,commit:id,date:date,done:null,followUp:bool,id:id,line:null,owner:null,path:null,removed:bool,text:string,upstreamPath:null}"
        })
    let blob = try pair.platform.git.line("rev-parse", "main:services/api/app.py")
    #expect(found[0]["blob"].text == blob && found[0]["line"] == .number(4))
    #expect(found[0]["path"].text == file)
    #expect(found[0]["upstreamPath"].text == "services/api/app.py")
    #expect(Set(found.map { $0["text"].text }) == ["why?", "odd", "Read twice"])
    #expect(found.contains { $0["commit"].text == commits[0] })
    #expect(try found.contains(JSON(parsing: onFile.output)))
    // They are this clone's alone: the repo and its work tree stay as they are.
    #expect(try pair.state() == state)
  }

  @Test func aFollowUpIsDoneOnce() throws {
    let pair = try EdgePair()
    let made = try pair.run("note", "main", "--text", "Ask", "--follow-up", "--json")
    try #require(made.status == 0, "\(made.errorText)")
    let id = try #require(try JSON(parsing: made.output)["id"].text)
    #expect(try pair.run("notes", "--open", "--markdown").text.hasPrefix("- [ ] Ask, on `"))
    func status() throws -> (told: String, ids: [String?]) {
      let told = try pair.run("status").text
      let document = try JSON(parsing: pair.run("status", "--json").output)
      return (told, document["followUps"].elements.map { $0["id"].text })
    }
    #expect(try status().told.contains("follow-up [ ] \(id.prefix(7)) "))
    #expect(try !status().told.contains("pending"))
    #expect(try status().ids == [id])
    #expect(try pair.run("note", "--done", String(id.prefix(7))).status == 0)
    #expect(try !status().told.contains("follow-up"))
    #expect(try status().ids.isEmpty)
    let later = pair.edgesync.with(["SOURCE_DATE_EPOCH": String(EdgesyncProgram.now + 9)])
    #expect(try later.run(["note", "--done", id], in: pair.edge.git.folder).status == 0)
    #expect(try notes(pair, "--open").isEmpty)
    #expect(try notes(pair).first?["done"] == .string("2026-09-28T12:53:20Z"))
    #expect(try pair.run("notes", "--markdown").text.hasPrefix("- [x] Ask, on `"))
    #expect(try pair.run("notes", "--open").text == "Nothing is to do.")
  }

  @Test func errorsSayWhatToDo() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try remedy.follow(
      "edgesync log --files", of: pair.run("note", "nonesuch", "--text", "x"))
    let noLine = try pair.run("note", pair.service + "/app.py:4", "--text", "x")
    #expect(noLine.status == 1)
    #expect(
      noLine.errorText.contains("app.py has no line 4: upstream's newest version has 3 lines."))
    try remedy.follow("edgesync notes", of: pair.run("note", "--done", "ffff"))
    let made = try pair.run("note", "main", "--text", "x", "--json")
    let id = try #require(try JSON(parsing: made.output)["id"].text)
    try remedy.follow("edgesync notes --open", of: pair.run("note", "--done", id))
    for arguments in [
      ["note", "main"], ["note", "main", "--text", " "], ["note", "--text", "x"],
      ["note", "main", "--text", "x", "--owner", "ana"], ["note", "main", "--done", id],
      ["notes", "--json", "--markdown"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 64, "\(arguments)")
    }
  }

  /// A sync that lands takes its notes into the changelog's document, once; they are text there and nothing else.
  @Test func whatLandsTakesItsNotesAlong() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let file = pair.service + "/app.py"
    let hostile = "\u{1B}[31m @team <script> [a](b)\n## Forged"
    #expect(try pair.run("note", file + ":2", "--text", hostile).status == 0)
    #expect(try pair.run("note", commits[2], "--text", "Later", "--follow-up").status == 0)
    #expect(try pair.run("pin", commits[1], "--yes").status == 0)
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let document = try pair.run("changelog", "--markdown")
    #expect(document.unsafeText.isEmpty)
    let sections = document.text.components(separatedBy: "\n## ").dropFirst()
    try #require(sections.count == 2, "\(document.text)")
    let notes = sections.map { section in
      section.components(separatedBy: "\n").drop { $0 != "### Notes" }.filter { !$0.isEmpty }
    }
    #expect(notes[0].count == 2 && notes[0][1].hasPrefix("- [ ] Later, on `"), "\(notes)")
    #expect(notes[1].count == 2, "\(notes)")
    #expect(
      notes[1][1].contains(#"@ team \<script\> \[a\](b) ## Forged, on `\#(file):2`, by "#),
      "\(notes)")
    let text = try pair.run("notes")
    #expect(text.unsafeText.isEmpty && text.text.contains("<script>"))
  }

  @Test func aDamagedDatabaseIsSaid() throws {
    let pair = try EdgePair()
    #expect(try pair.run("note", "main", "--text", "x").status == 0)
    try pair.folder.write("no database", to: "edge/.git/edgesync/state.db")
    let outcome = try pair.run("notes")
    #expect(outcome.status == 0 && outcome.text == "No notes.")
    #expect(outcome.errorText.contains("couldn't be used"))
    #expect(outcome.errorText.contains("notes, reviews, checks"))
  }
}
