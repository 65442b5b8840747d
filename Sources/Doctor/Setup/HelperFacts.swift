import Git
import Rules
import Setup
import SystemPackage
import Text
import Upstream

/// What `init` wrote around edgesync, and whether it still works.
struct HelperFacts {
  /// The pre-commit hook as it stands.
  enum Hook {
    case missing, current, notExecutable, outdated
    /// It is somebody else's, or can't be told.
    case other
  }

  /// The hook.
  let hook: Hook
  /// Where it belongs.
  let hookFile: HelperFile?
  /// Whether another helper is there, so that the hook is missed.
  let hasOthers: Bool
  /// Whether a runner's file is there: a daily sync is expected.
  let hasWorkflow: Bool
  /// Runners' files that an earlier edgesync wrote.
  let outdated: [HelperFile]

  /// Looks at a checkout.
  init(_ place: EdgeRepo.Place, _ manifest: Manifest) {
    let setup = try? HelperSetup(Set(Helper.allCases), in: place, manifest)
    let files = setup?.files ?? []
    let present = files.filter { file in
      file.helper != .hook
        && FileStat.modification(of: place.root.appending(file.location)) != nil
    }
    hasOthers = !present.isEmpty
    hasWorkflow = present.contains { $0.helper.isOnRunner }
    outdated = HelperSetup.outdated(in: place, manifest)
    let hookFile = files.first { $0.helper == .hook }
    self.hookFile = hookFile
    guard let setup, let hookFile, let outcome = try? setup.outcome(of: hookFile) else {
      hook = .other
      return
    }
    let path = place.root.pushing(FilePath(bytes: hookFile.location.bytes))
    let bytes = ((try? FileSync.readFile(path, limit: 1 << 20)) ?? nil) ?? []
    switch outcome {
    case .missing: hook = .missing
    case .alreadyThere, .written: hook = .current
    case .left where bytes == hookFile.bytes: hook = .notExecutable
    case .left:
      hook = bytes.contains("`edgesync init --hook`".utf8) ? .outdated : .other
    }
  }

  var findings: [Finding] {
    var findings = outdated.map { file in
      let flag: SafeText = file.helper == .githubActions ? "--github-actions" : "--gitlab-ci"
      return Finding(
        .workflowOutdated,
        "\(file.name) has checks run beside its tokens, as edgesync doesn't any more",
        fix: "\(Self.movingAway(file)) && edgesync init \(flag) --yes")
    }
    guard let hookFile else { return findings }
    switch hook {
    case .missing where hasOthers:
      findings.append(
        Finding(
          .hookMissing, "nothing refuses edits of upstream's files: there is no pre-commit hook",
          fix: "edgesync init --hook --yes"))
    case .notExecutable:
      findings.append(
        Finding(
          .hookNotExecutable, "git doesn't run \(hookFile.name), which isn't executable",
          fix: "chmod +x \(word: hookFile.location)"))
    case .outdated:
      findings.append(
        Finding(
          .hookOutdated, "\(hookFile.name) isn't what edgesync writes today",
          fix: "\(Self.movingAway(hookFile)) && edgesync init --hook --yes"))
    case .missing, .current, .other: break
    }
    return findings
  }

  private static func movingAway(_ file: HelperFile) -> SafeText {
    let other = RepoPath(file.location.bytes + Array(".old".utf8))
    return "mv \(word: file.location) \(word: other)"
  }
}
