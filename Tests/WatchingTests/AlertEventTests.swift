import Git
import Journal
import Support
import SyncSupport
import Testing
import Upstream
import Watching

/// What happens is told once, and what happened before anybody asked isn't.
@Suite struct AlertEventTests {
  @Test func whatIsOfferedOrLandsIsToldOnce() async throws {
    let bench = try AlertBench(
      "{ on: [offered, landed], post: \"@URL@\" }\n"
        + "  - { on: [offered, landed], run: \"cat >> ../told\" }")
    try bench.record(.offered)
    // Nobody had asked to be told.
    #expect(try await bench.told() == [])
    try bench.record(.offered)
    try bench.record(.failed)
    try bench.record(.offered)
    #expect(try await bench.told() == ["offered firing", "offered firing"])
    #expect(try await bench.told() == [])
    let commits = try bench.pair.advanceAsUsual()
    for commit in [commits[0], commits[3]] {
      _ = try await TestSync.pin(#require(ObjectID(hex: commit)), in: bench.root)
    }
    #expect(try await bench.told() == ["landed firing", "landed firing"])
    #expect(try await bench.told() == [])
    let lines = (bench.pair.folder.text(of: "told") ?? "").split(separator: "\n")
    #expect(
      try lines.map { try AlertBench.words(Array($0.utf8)) }
        == ["offered firing", "offered firing", "landed firing", "landed firing"])
  }

  @Test func whatTheFirstRunItselfDidIsTold() async throws {
    let bench = try AlertBench("{ on: [offered], post: \"@URL@\" }")
    try bench.record(.offered, "long ago")
    let start = bench.now + 1
    try bench.record(.offered)
    #expect(try await bench.told(since: start, ended: .offered) == ["offered firing"])
  }

  @Test func theDocumentSaysAll() async throws {
    let bench = try AlertBench("{ on: [failed], post: \"@URL@\" }")
    try bench.pair.edge.git.run(
      "remote", "add", "origin", "https://ann:s3cret@git.example.com/acme/edge.git")
    try bench.record(.failed, "it <!channel>\u{1B}[0m broke")
    bench.now += 60
    try await bench.watch()?.evaluate(since: bench.now) { _ in }
    let document = try JSON(parsing: try #require(bench.inbox.taken().first))
    #expect(
      document.shape
        == "{alert:string,event:{by:string,checks:[],commit:null,commits:null,date:date,files:number,"
        + "from:id,id:string,kind:string,outcome:string,overrides:[],reason:string,to:id},"
        + "pin:id,repo:string,state:string,text:string,upstream:string}")
    #expect(document["repo"] == .string("acme/edge"))
    #expect(document["pin"] == .string(bench.pair.pin))
    #expect(document["upstream"] == .string("../platform"))
    #expect(
      document["text"] == .string("acme/edge: the daily sync failed: it <!channel>^[[0m broke"))
  }
}
