import Doctor
import Testing
import Text

@Suite struct FindingTests {
  @Test func whatMattersMostComesFirst() {
    let diagnosis = Diagnosis([
      Finding(.rescuedFiles, "a"), Finding(.drift, "b"), Finding(.strays, "c."),
      Finding(.gitMissing, "d", fix: "apt-get install -y git"),
    ])
    #expect(diagnosis.findings.map(\.kind) == [.drift, .gitMissing, .strays, .rescuedFiles])
    #expect(diagnosis.hasErrors)
    #expect(
      DoctorReport.lines(diagnosis).map(\.text.string) == [
        "✗ drift  b.", "✗ git-missing  d.", "    apt-get install -y git", "! strays  c.",
        "· rescued-files  a.", "2 errors, 1 warning, 1 note",
      ])
  }

  @Test func nothingIsSaidInOneLine() {
    let diagnosis = Diagnosis([Finding]())
    #expect(!diagnosis.hasErrors)
    #expect(DoctorReport.lines(diagnosis).map(\.text.string) == ["✓ nothing is wrong"])
  }

  @Test func namesAreKebabCaseAndDifferent() {
    let names = Finding.Kind.allCases.map(\.rawValue)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil })
  }
}
