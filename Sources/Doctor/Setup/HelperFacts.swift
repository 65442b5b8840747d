import Git
import Rules
import Setup
import SystemPackage
import Text
import Upstream

/// What `init` wrote around edgesync, and whether it still works.
struct HelperFacts {
  /// A file that an earlier edgesync wrote.
  struct Outdated {
    let file: HelperFile
    /// Whether nobody changed it, so that it can be replaced.
    let isUntouched: Bool
  }

  /// The hook where it belongs; nil where that can't be told.
  let hook: HelperFile?
  /// What stands in its place, and whether git would run it.
  let hookState: (state: HelperState, isExecutable: Bool)?
  /// Whether another helper is there, so that the hook is missed.
  let hasOthers: Bool
  /// Whether a runner's file is there: a daily sync is expected.
  let hasWorkflow: Bool
  /// Files that an earlier edgesync wrote.
  let outdated: [Outdated]

  /// Looks at a checkout.
  init(_ place: EdgeRepo.Place, _ manifest: Manifest) {
    let helpers = Set(Helper.allCases)
    let setup = try? HelperSetup(helpers, in: place, manifest)
    let files = setup?.files ?? []
    let present = files.filter { file in
      file.helper != .hook
        && FileStat.modification(of: place.root.appending(file.location)) != nil
    }
    hasOthers = !present.isEmpty
    hasWorkflow = present.contains { $0.helper.isOnRunner }
    outdated = HelperSetup.outdated(among: helpers, in: place, manifest).map { file in
      var isUntouched = false
      if case .outdated? = (try? setup?.standing(of: file))?.state { isUntouched = true }
      return Outdated(file: file, isUntouched: isUntouched)
    }
    let hook = files.first { $0.helper == .hook }
    self.hook = hook
    hookState = hook.flatMap { try? setup?.standing(of: $0) }.map {
      ($0.state, $0.file?.isExecutable ?? true)
    }
  }

  var findings: [Finding] {
    var findings = outdated.map { outdated in
      let file = outdated.file
      let kind: Finding.Kind =
        switch file.helper {
        case .githubActions, .gitlabCI: .workflowOutdated
        case .scripts: .scriptOutdated
        case .hook: .hookOutdated
        }
      if outdated.isUntouched {
        return Finding(
          kind, "an earlier edgesync wrote \(file.name)", fix: "edgesync init --update-helpers")
      }
      let other = RepoPath(file.location.bytes + Array(".old".utf8))
      return Finding(
        kind,
        "an earlier edgesync wrote \(file.name), and somebody changed it: carry the changes over from \(other.text)",
        fix:
          "mv \(word: file.location) \(word: other) && edgesync init --\(file.helper.flag) --yes"
      )
    }
    guard let hook, let hookState else { return findings }
    if hookState.state == .missing, hasOthers {
      findings.append(
        Finding(
          .hookMissing, "nothing refuses edits of upstream's files: there is no pre-commit hook",
          fix: "edgesync init --hook --yes"))
    }
    if hookState.state != .foreign, !hookState.isExecutable {
      findings.append(
        Finding(
          .hookNotExecutable, "git doesn't run \(hook.name), which isn't executable",
          fix: "chmod +x \(word: hook.location)"))
    }
    return findings
  }
}
