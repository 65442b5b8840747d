import Git
import Reports
import Testing
import Text
@testable import Upstream

@Suite struct FetchReportTests {
  @Test(
    arguments: [
      (nil, 0, "fetched main: 5d2ebba"), ("24afb60", 0, "fetched main: 24afb60 → 5d2ebba"),
      ("5d2ebba", 0, "nothing new upstream: main is at 5d2ebba"),
      (
        "5d2ebba", 1, "nothing new upstream: main is at 5d2ebba; 1 other branch or tag changed"
      ),
      ("24afb60", 5, "fetched main: 24afb60 → 5d2ebba; 5 other branches and tags changed"),
    ] as [(String?, Int, String)])
  func tellsWhatItBrought(_ before: String?, _ others: Int, _ text: String) {
    let update = Mirror.Update(
      from: before.map(Samples.id), to: Samples.id("5d2ebba"), others: others)
    #expect(FetchReport.text(update, branch: "main").string == text)
  }
}
