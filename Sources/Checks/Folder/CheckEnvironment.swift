import Foundation
import Git
import Rules
import SystemPackage

/// The environment that checks run in: a short list of the user's variables, and edgesync's own.
///
/// Nothing that could be a secret is handed on: no tokens, no agents, none of the user's `GIT_*`. What a
/// check needs beyond the list, its `env` names; what that hands on of the user's is masked in its log.
package struct CheckEnvironment: Sendable {
  /// Variables handed on as they are.
  private static let kept = [
    "LANG", "LANGUAGE", "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME",
    "LOGNAME", "PATH", "SHELL", "TZ", "USER",
  ]

  /// Variables by which a container engine is found, handed on to what builds images.
  private static let engine = [
    "BUILDAH_ISOLATION", "CONTAINER_HOST", "CONTAINERS_CONF", "CONTAINERS_STORAGE_CONF",
    "DOCKER_CONTEXT", "DOCKER_HOST", "STORAGE_DRIVER", "XDG_RUNTIME_DIR",
  ]

  private let all: [String: String]
  private let inherited: [String: String]

  /// The environment as this process has it.
  package init(_ variables: [String: String] = ProcessInfo.processInfo.environment) {
    all = variables
    inherited = variables.filter { Self.kept.contains($0.key) }
  }

  /// The variable that says for a machine what the checks run in that the manifest says nothing of.
  package static let sandboxVariable = "EDGESYNC_SANDBOX"

  /// Whether a check runs in a sandbox: as the manifest says, else as the machine's user does.
  func sandboxPolicy(of check: CheckDefinition) -> SandboxPolicy {
    check.sandbox ?? all[Self.sandboxVariable].flatMap(SandboxPolicy.init) ?? .auto
  }

  /// Where a check's programs are found.
  var path: String? { all["PATH"] }

  /// What a check takes of the user's variables beyond the list.
  private func passedOn(to check: CheckDefinition) -> [String: String] {
    var names = check.passedOn
    if check.work.usesEngine { names += Self.engine }
    return all.filter { names.contains($0.key) }
  }

  /// What has to stay out of a check's log: what it is handed on of the user's variables.
  func secrets(of check: CheckDefinition) -> [String] {
    check.passedOn.compactMap { all[$0] }
  }

  /// A check's variables.
  func variables(
    for check: CheckDefinition, on subject: CheckSubject, in folder: CheckFolder
  ) -> [String: String] {
    var variables = inherited
    variables["HOME"] = folder.home.string
    variables["TMPDIR"] = folder.temporary.string
    variables["TERM"] = "dumb"
    // Outside its files, or without their git folder, a check must not find a repository above them.
    variables["GIT_CEILING_DIRECTORIES"] = folder.place.string
    variables["EDGESYNC_PIN"] = subject.pin.hex
    variables["EDGESYNC_CANDIDATE"] = subject.candidate.hex
    variables["EDGESYNC_KIND"] = subject.kind.rawValue
    variables["EDGESYNC_STAGE"] = check.stage.rawValue
    return variables.merging(passedOn(to: check)) { _, own in own }
      .merging(check.environment) { _, own in own }
  }

  /// What of the environment can change a check's result, as one short text.
  package func digest(for check: CheckDefinition) -> String {
    let variables = inherited.merging(passedOn(to: check)) { _, own in own }
      .merging(check.environment) { _, own in own }
    // A NUL is what no name and no value can hold.
    var text = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\0" }.joined()
    // What passed in none says nothing of a check that needs a sandbox.
    if sandboxPolicy(of: check) == .require { text += "sandbox\0" }
    return (try? Repository.hash(Array(text.utf8), as: .blob))?.hex ?? text
  }
}
