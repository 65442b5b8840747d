import Git
import Journal
import Support
import SystemPackage

@testable import Checks

extension SandboxKind {
  /// What tests run checks in: each sandbox that there is, and none.
  static let tried: [SandboxKind] = [.bwrap, .landlock, .none]

  /// Kinds that work on this machine.
  static func works(_ kind: SandboxKind) async -> Bool {
    if kind == .none { return true }
    let files = SandboxFiles(homes: [], repositories: [])
    return await Sandbox.strongest(files, by: ProgramSearch(outside: []), of: [kind]).kind == kind
  }
}
