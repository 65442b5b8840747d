import Text

extension Finding {
  /// The kinds of finding: each with its name in documents, how much it matters, and what it means.
  package enum Kind: String, CaseIterable, Sendable {
    case gitMissing = "git-missing"
    case gitTooOld = "git-too-old"
    case repositoryMissing = "repository-missing"
    case repositoryBare = "repository-bare"
    case repositoryOwner = "repository-owner"
    case repositoryHead = "repository-head"
    case repositoryConfig = "repository-config"
    case repositoryFormat = "repository-format"
    case repositoryDamaged = "repository-damaged"
    case headDetached = "head-detached"
    case operationInProgress = "operation-in-progress"
    case unmerged
    case gitLockLeft = "git-lock-left"
    case edgesyncLockLeft = "edgesync-lock-left"
    case landingUnfinished = "landing-unfinished"
    case proposalsLeft = "proposals-left"
    case checkFoldersLeft = "check-folders-left"
    case rescuedFiles = "rescued-files"
    case stateFolder = "state-folder"
    case stateDamaged = "state-damaged"
    case manifestMissing = "manifest-missing"
    case manifestInvalid = "manifest-invalid"
    case lockMissing = "lock-missing"
    case lockInvalid = "lock-invalid"
    case lockMismatch = "lock-mismatch"
    case ownFilesUncommitted = "own-files-uncommitted"
    case mappingsChanged = "mappings-changed"
    case upstreamMissing = "upstream-missing"
    case upstreamUnreachable = "upstream-unreachable"
    case upstreamNotFetched = "upstream-not-fetched"
    case upstreamDamaged = "upstream-damaged"
    case upstreamBranch = "upstream-branch"
    case pinMissing = "pin-missing"
    case pinCutOff = "pin-cut-off"
    case historyRewritten = "history-rewritten"
    case historyShallow = "history-shallow"
    case mappingMoved = "mapping-moved"
    case mappingDeleted = "mapping-deleted"
    case mappingNowhere = "mapping-nowhere"
    case drift
    case strays
    case identityMissing = "identity-missing"
    case signingProgram = "signing-program"
    case signingKey = "signing-key"
    case remoteMissing = "remote-missing"
    case forgeProgram = "forge-program"
    case hookMissing = "hook-missing"
    case hookNotExecutable = "hook-not-executable"
    case hookOutdated = "hook-outdated"
    case workflowOutdated = "workflow-outdated"
    case scriptOutdated = "script-outdated"
    case scheduleDead = "schedule-dead"
    case syncFailed = "sync-failed"
    case containerEngine = "container-engine"
    case containerEngineDown = "container-engine-down"
    case sandboxProgram = "sandbox-program"
    case probeProgram = "probe-program"
    case checkBuildFailed = "check-build-failed"
    case checkTestsFailed = "check-tests-failed"
    case checkFailed = "check-failed"
    case benchmarkSlower = "benchmark-slower"
    case overridesPending = "overrides-pending"
    case reviewsPending = "reviews-pending"
    case terminalUnknown = "terminal-unknown"
    case terminalColours = "terminal-colours"
    case terminalMouse = "terminal-mouse"
    case localeNotUTF8 = "locale-not-utf8"
    case diskOfRepository = "disk-repository"
    case diskOfTemporary = "disk-temporary"

    /// How much it matters.
    package var level: Level { declaration.level }
    /// What it means, for the manual.
    package var meaning: SafeText { declaration.meaning }
  }
}

extension Finding.Kind {
  private var declaration: (level: Finding.Level, meaning: SafeText) {
    switch self {
    case .gitMissing: (.error, "there is no git, or none that runs")
    case .gitTooOld: (.error, "git is older than what edgesync asks of it")
    case .repositoryMissing: (.error, "the folder is in no git repository")
    case .repositoryBare: (.error, "the repository has no work tree")
    case .repositoryOwner: (.error, "the repository is another user's, and git doesn't trust it")
    case .repositoryHead:
      (.error, "`.git/HEAD` is missing or garbled, so that git sees no repository")
    case .repositoryConfig: (.error, "git stops at a line of a configuration file")
    case .repositoryFormat:
      (.error, "the repository or its index has a form that libgit2 can't read")
    case .repositoryDamaged: (.error, "the repository can't be read for another reason")
    case .headDetached: (.warning, "HEAD is on no branch, so no sync can land")
    case .operationInProgress: (.error, "a merge, rebase or the like waits to be finished")
    case .unmerged: (.error, "a merge left files in conflict")
    case .gitLockLeft: (.error, "a lock of git's stands there, and no git is at work")
    case .edgesyncLockLeft: (.note, "an edgesync that had the lock was killed")
    case .landingUnfinished: (.warning, "a sync was killed while it landed")
    case .proposalsLeft: (.note, "refs keep proposals of processes that have ended")
    case .checkFoldersLeft: (.note, "folders of checks were left in the place for temporary files")
    case .rescuedFiles: (.note, "refs keep files that a recovery replaced over 30 days ago")
    case .stateFolder: (.error, "`.git/edgesync` isn't edgesync's alone")
    case .stateDamaged: (.warning, "`.git/edgesync/state.db` can't be used")
    case .manifestMissing: (.error, "there is no edgesync.yml")
    case .manifestInvalid: (.error, "edgesync.yml can't be read")
    case .lockMissing: (.error, "there is no edgesync.lock")
    case .lockInvalid: (.error, "edgesync.lock can't be read")
    case .lockMismatch: (.error, "edgesync.lock is of no manifest that history has")
    case .ownFilesUncommitted: (.warning, "edgesync.yml or edgesync.lock isn't committed")
    case .mappingsChanged:
      (.warning, "edgesync.yml maps otherwise than at the last sync: sync at the same pin")
    case .upstreamMissing: (.error, "upstream's path has no repository")
    case .upstreamUnreachable:
      (.error, "upstream doesn't answer with the credentials that git has, asking nobody")
    case .upstreamNotFetched: (.warning, "upstream was never fetched here")
    case .upstreamDamaged: (.error, "upstream, or edgesync's clone of it, can't be read")
    case .upstreamBranch: (.error, "upstream has no such branch")
    case .pinMissing: (.error, "the pin isn't in upstream: its history was rewritten, or is gone")
    case .pinCutOff: (.error, "upstream is a shallow clone that ends before the pin")
    case .historyRewritten: (.warning, "the pin is no ancestor of upstream's tip")
    case .historyShallow: (.note, "a shallow clone cuts off the history of the lock")
    case .mappingMoved: (.error, "upstream moved what a mapping takes")
    case .mappingDeleted: (.error, "upstream has nothing any more that a mapping takes")
    case .mappingNowhere: (.error, "upstream never had what a mapping takes")
    case .drift: (.error, "synced files differ from upstream at the pin")
    case .strays: (.warning, "files in a mapped folder are nobody's")
    case .identityMissing: (.error, "git doesn't know who commits")
    case .signingProgram: (.error, "commits are to be signed, and the program for that is missing")
    case .signingKey: (.error, "commits are to be signed, and the key is missing")
    case .remoteMissing: (.warning, "syncs are to be pushed, and there is no remote")
    case .forgeProgram: (.warning, "pull requests are opened by gh, which isn't installed")
    case .hookMissing: (.note, "the other helpers are there, and the pre-commit hook isn't")
    case .hookNotExecutable: (.warning, "git doesn't run the pre-commit hook: it isn't executable")
    case .hookOutdated: (.note, "the pre-commit hook is an earlier edgesync's")
    case .workflowOutdated: (.warning, "the daily workflow is an earlier edgesync's")
    case .scriptOutdated: (.note, "a script that `init` wrote is an earlier edgesync's")
    case .scheduleDead:
      (.warning, "upstream has changes, and no daily sync ran for longer than `stale` (8 days)")
    case .syncFailed: (.warning, "the last sync was refused or failed")
    case .containerEngine: (.warning, "a check builds an image, and there is no container engine")
    case .containerEngineDown: (.warning, "the container engine doesn't work")
    case .sandboxProgram: (.error, "a check requires a sandbox, and bubblewrap isn't installed")
    case .probeProgram: (.warning, "a check or an alert needs curl, which isn't installed")
    case .checkBuildFailed:
      (.warning, "a build failed at its last run: see to edge-specific dependencies")
    case .checkTestsFailed:
      (.warning, "tests failed at their last run: see to the edge environment")
    case .checkFailed: (.warning, "another check failed at its last run")
    case .benchmarkSlower: (.warning, "a benchmark was slower than its baseline at its last run")
    case .overridesPending: (.note, "upstream changed files that are yours")
    case .reviewsPending: (.note, "an emergency sync waits for its review")
    case .terminalUnknown: (.warning, "TERM names a terminal that this machine doesn't know")
    case .terminalColours: (.note, "the terminal has fewer than 8 colours")
    case .terminalMouse: (.note, "the terminal has no mouse, as far as this machine knows")
    case .localeNotUTF8: (.warning, "the locale isn't UTF-8")
    case .diskOfRepository: (.warning, "less than 256 MiB are left where the repository is")
    case .diskOfTemporary: (.warning, "less than 256 MiB are left where checks run")
    }
  }
}
