import Testing
import TortureKit

@Suite struct ReportTests {
  @Test func partsAreFoundByName() {
    #expect(Parts.named([])?.count == Parts.all.count)
    #expect(Parts.named(["no such part"]) == nil)
  }
}
