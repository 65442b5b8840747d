import Doctor
import Foundation
import Support
import Testing

/// Broken set-ups: each is named for what it is, no other error is told, and the fix that is named puts it right.
@Suite struct DoctorFixTests {
  @Test func aHealthySetUpHasNoFindings() async throws {
    for mode in EdgePair.Mode.allCases {
      let patient = Patient(try EdgePair(mode))
      let before = try patient.pair.state()
      #expect(try await patient.findings().map(\.kind) == [])
      #expect(try patient.pair.state() == before)
      // Nothing was written, edgesync's own folder neither.
      #expect(
        !FileManager.default.fileExists(atPath: patient.pair.folder.name + "/edge/.git/edgesync"))
    }
  }

  @Test(arguments: BrokenSetUp.all) func eachIsNamedAndItsFixHelps(_ broken: BrokenSetUp)
    async throws
  {
    if broken.needsRoot, geteuid() != 0 { return }
    let patient = Patient(try EdgePair(manifest: broken.manifest, url: broken.url))
    try broken.breaks(patient)
    let kind = broken.kind.rawValue
    let found = try await patient.findings()
    let finding = try #require(
      found.first { $0.kind == kind }, "\(kind) isn't among \(found.map(\.kind))")
    #expect(finding.level == broken.kind.level.rawValue)
    let errors = Set(found.filter { $0.level == "error" }.map(\.kind))
    let expected = broken.errorsBeside.union([broken.kind]).map(\.rawValue)
    #expect(errors.subtracting(expected) == [])
    guard broken.hasFix else {
      #expect(finding.fix == nil)
      return
    }
    let fix = try #require(finding.fix)
    let outcome = try patient.apply(fix)
    #expect(outcome.status == 0, "\(fix): \(outcome.text)\(outcome.errorText)")
    let left = try await patient.findings()
    #expect(!left.map(\.kind).contains(kind), "\(fix): \(outcome.text)\(outcome.errorText)")
    #expect(left.filter { $0.level == "error" }.map(\.kind) == [], "after \(fix)")
  }

  /// Every kind of finding that a set-up can have is in the table.
  @Test func everyKindIsBrokenSomewhere() {
    #expect(Set(Finding.Kind.allCases).subtracting(BrokenSetUp.all.map(\.kind)) == [])
    #expect(BrokenSetUp.all.count >= 60)
  }
}
