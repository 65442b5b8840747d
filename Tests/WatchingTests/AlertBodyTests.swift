import Journal
import Rules
import Support
import Testing
import Watching

/// What is posted, in each format.
@Suite struct AlertBodyTests {
  private static func slack(_ text: String) throws -> String {
    let body = AlertBody.body(of: .init(text: text, document: "{}"), as: .slack)
    #expect(body.type == "application/json")
    let document = try JSON(parsing: Array(body.text.utf8))
    #expect(document["link_names"] == .bool(false) && document["parse"] == .string("none"))
    return document["text"].text ?? ""
  }

  @Test(arguments: [
    ("<!channel> all", "&lt;!channel&gt; all"), ("<@U1>", "&lt;＠U1&gt;"),
    ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"), ("@here @everyone", "＠here ＠everyone"),
    ("<https://evil.example|edgesync>", "&lt;https://evil.example|edgesync&gt;"),
    ("<!subteam^S1|@team>", "&lt;!subteam^S1|＠team&gt;"), ("plain", "plain"),
  ])
  func slackMentionsNobody(_ subject: String, _ text: String) throws {
    #expect(try Self.slack(subject) == text)
  }

  @Test func noHostileTextMentionsAnybody() throws {
    for hostile in HostileText.escapes {
      let text = try Self.slack(hostile + "<!here>@all")
      #expect(!text.contains { "<>@".contains($0) }, "\(text)")
    }
  }

  @Test func othersAreSentAsTheyAre() {
    let message = AlertFinding.Message(text: "a <b>", document: "{\"a\":1}")
    #expect(AlertBody.body(of: message, as: .json) == ("{\"a\":1}", "application/json"))
    #expect(AlertBody.body(of: message, as: .text) == ("a <b>\n", "text/plain; charset=utf-8"))
  }
}
