import Text

/// What is told of a diagnosis, as lines.
package enum DoctorReport {
  /// The headline: how much is wrong.
  package static func headline(_ diagnosis: Diagnosis) -> Line {
    let counts = Finding.Level.allCases.compactMap { level -> SafeText? in
      let count = diagnosis.findings.count { $0.level == level }
      return count == 0 ? nil : counted(count, SafeText(level.rawValue))
    }
    if counts.isEmpty { return Line("\(Mark.good) nothing is wrong", .good) }
    return Line(counts.joined(separator: ", "), diagnosis.hasErrors ? .bad : .heading)
  }

  /// A finding: its level and text, and the command below.
  package static func lines(of finding: Finding) -> [Line] {
    let (mark, role): (SafeText, Role) =
      switch finding.level {
      case .error: (Mark.bad, .bad)
      case .warning: (Mark.attention, .warning)
      case .note: (Mark.waiting, .dim)
      }
    let first = Line(mark + " ", role).adding(SafeText(finding.kind.rawValue), role)
      .adding("  ").adding(finding.text.string.hasSuffix(".") ? finding.text : finding.text + ".")
    return [first] + (finding.fix.map { [Line("    ").adding($0, .key)] } ?? [])
  }

  /// All of it.
  package static func lines(_ diagnosis: Diagnosis) -> [Line] {
    diagnosis.findings.flatMap(lines) + [headline(diagnosis)]
  }
}
