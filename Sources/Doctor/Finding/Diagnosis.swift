import Git
import Journal
import Rules
import SystemPackage
import Text
import Upstream

/// What is wrong with a set-up. Each part is looked at by itself, so that one which is broken hides no other; what can't
/// be told without another is left out.
///
/// Nobody is asked anything, no question takes longer than ``Surroundings/patience``, and nothing is written but what
/// opening `state.db` and edgesync's own clone of upstream writes there.
package struct Diagnosis: Sendable {
  /// How far it looks.
  package enum Scope: Sendable {
    /// Everything, upstream's answer included.
    case all
    /// What neither upstream has to be asked for nor files compared: quick, for what shows the rest anyway.
    case setUp
  }

  /// What was found, what matters most first.
  package let findings: [Finding]

  /// How many findings say that a sync can't be made as things are.
  package var errors: Int { findings.count { $0.level == .error } }
  /// Whether any does.
  package var hasErrors: Bool { errors > 0 }

  /// What was found.
  package init(_ findings: [Finding]) {
    self.findings = Finding.Level.allCases.flatMap { level in
      findings.filter { $0.level == level }
    }
  }

  /// Looks at the edge repo that a folder lies in.
  package init(
    at folder: FilePath, in surroundings: Surroundings = .current, _ scope: Scope = .all
  ) async {
    let examination = Examination(folder, surroundings, scope)
    self.init(await examination.findings())
  }
}
