import FaultInjection
import Testing

@Suite struct ReportTests {
  @Test func suitesAreFoundByName() {
    #expect(FaultSuites.named([])?.count == FaultSuites.all.count)
    #expect(FaultSuites.named(["no such suite"]) == nil)
  }
}
