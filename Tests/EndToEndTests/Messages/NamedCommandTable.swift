/// Every command that a message names, and what shows that it helps.
enum NamedCommandTable {
  /// What shows it.
  enum Proof {
    /// A test that runs it in the situation of the message, by reference, so that there is one.
    case test(Any)
    /// Nobody is told to run it there: a word for what a command takes or does, or a line of help or of a file that is
    /// written; and why not.
    case noAdvice(String)
  }

  /// A command, the files that name it, and its proof.
  struct Row {
    let command: String
    let files: [String]
    let proof: Proof

    init(_ command: String, in files: String..., by proof: Proof) {
      (self.command, self.files, self.proof) = (command, files, proof)
    }
  }

  /// All of them.
  static var rows: [Row] {
    ownCommands + gitCommands + formCommands + submoduleCommands + manualCommands + doctorCommands
      + others
  }

  private static var ownCommands: [Row] {
    [
      Row(
        "edgesync", in: "LandingReport",
        by: .test(EmergencyCommandTests.owesAReviewUntilSomebodyAcknowledgesIt)),
      Row(
        "edgesync", in: "StatusCommand",
        by: .test(StatusCommandTests.exits1WhereTheLastSyncIsOld)),
      Row(
        "edgesync", in: "SyncScript", "ValidateScript", "PreCommitHook",
        by: .noAdvice("the program's name")),
      Row("edgesync …", in: "AlertCondition", by: .noAdvice("what failed")),
      Row("edgesync …", in: "SyncRun", by: .noAdvice("what holds the lock")),
      Row("edgesync acknowledge COMMIT", in: "EmergencyCommand", by: .noAdvice("help")),
      Row(
        "edgesync acknowledge …", in: "LandingReport",
        by: .test(EmergencyCommandTests.owesAReviewUntilSomebodyAcknowledgesIt)),
      Row(
        "edgesync acknowledge …", in: "CarryCommand",
        by: .test(CarryCommandTests.isDoneOnceAndAcknowledgedAsTold)),
      Row(
        "edgesync acknowledge …", in: "CarryError",
        by: .test(CarryRefusalTests.whatUpstreamDeletedIsAcknowledgedAsTold)),
      Row(
        "edgesync alert --test", in: "AlertWatch+Delivery",
        by: .test(WatchingTests.anAlertThatFailsIsTriedAsTold)),
      Row(
        "edgesync status --alert", in: "AlertCommand",
        by: .test(WatchingTests.anAlertThatFailsIsTriedAsTold)),
      Row(
        "edgesync check", in: "Model+Checks",
        by: .test(CheckCommandTests.failingRequiredCheckExits2)
      ),
      Row(
        "edgesync carry -- …", in: "FleetFacts", by: .test(FleetStatusTests.theNextStepHelps)),
      Row("edgesync carry", in: "Lander+Recover", by: .noAdvice("what ended")),
      Row("edgesync check", in: "ValidateScript", by: .noAdvice("whose options are taken")),
      Row(
        "edgesync check …", in: "LandError", "OfferError",
        by: .test(RemedyTests.aFailedCheckIsReadAsTold)),
      Row(
        "edgesync check …", in: "RequestText", by: .test(RequestTests.itsCommandsReviewIt)),
      Row(
        "edgesync daily --save-results FILE", in: "HandedResults",
        by: .test(HandOverTests.whatWasCheckedIsOffered)),
      Row(
        "edgesync diff", in: "CursesScreen+Failure",
        by: .test(TerminalKindTests.withoutATerminalItNamesTheCommands)),
      Row(
        "edgesync diff", in: "LogCommand",
        by: .test(LogCommandTests.aResetToWhatThePinHasIsNotCalledUpToDate)),
      Row(
        "edgesync diff …", in: "RequestText", by: .test(RequestTests.itsCommandsReviewIt)),
      Row(
        "edgesync diff …", in: "CarryError",
        by: .test(CarryRefusalTests.whatUpstreamDeletedIsAcknowledgedAsTold)),
      Row(
        "edgesync fetch", in: "UpstreamError", by: .test(RemedyTests.anUpstreamThatCantBeReached)),
      Row("edgesync fetch", in: "GitError", by: .test(RemedyTests.aCommitThatIsntKnownYet)),
      Row("edgesync fleet run", in: "FleetStatusCommand", by: .noAdvice("help")),
      Row(
        "edgesync fleet status --fetch", in: "FleetReader",
        by: .test(FleetStatusTests.theNextStepHelps)),
      Row(
        "edgesync help", in: "ManifestProposal",
        by: .test(InitCommandTests.findsTheCommitThatTheCopyCameFrom)),
      Row(
        "edgesync hold … --fixed-by …", in: "HoldCommand",
        by: .test(HoldCommandTests.aRevertOfItIsNamed)),
      Row(
        "edgesync hold … --reason TEXT", in: "UndoneSync",
        by: .test(UndoneSyncTests.isToldAndNotOfferedAgainInSilence)),
      Row("edgesync init", in: "InitError", by: .test(InitCommandTests.saysWhatToGiveInstead)),
      Row(
        "edgesync init", in: "UpstreamError",
        by: .test(UpstreamEdgeCases.aPinThatIsGoneIsSaidWithTheWayToANewOne)),
      Row("edgesync init", in: "ManifestError", by: .test(RemedyTests.aLockThatIsMissing)),
      Row(
        "edgesync init --from-submodule …", in: "PlanError",
        by: .test(RemedyTests.aSubmoduleWhoseManifestAsksForFiles)),
      Row(
        "edgesync init --pin …", in: "PinnedFiles",
        by: .test(OwnershipEdgeCases.aLockThatGoesWithNoManifestIsWrittenAnewAsTold)),
      Row(
        "edgesync init --upstream URL --map FROM:TO", in: "ManifestError",
        by: .test(InitCommandTests.findsTheCommitThatTheCopyCameFrom)),
      Row(
        "edgesync fleet buildbot > master.cfg", in: "BuildbotConfiguration", "FleetBuildbotCommand",
        by: .noAdvice("what wrote the file")),
      Row(
        "edgesync fleet matrix --github --workflow", in: "GitHubFleetWorkflow",
        by: .noAdvice("what wrote the file")),
      Row(
        "edgesync fleet matrix --gitlab", in: "GitLabMatrix", by: .noAdvice("what wrote the file")),
      Row(
        "edgesync fleet run daily --shard I/N", in: "FleetMatrixCommand", by: .noAdvice("help")),
      Row(
        "edgesync fleet status --fetch", in: "FleetBuildbotCommand",
        by: .test(FleetEngineTests.anUpstreamElsewhereIsKnownOnceTheEdgeRepoIsCloned)),
      Row("edgesync fleet systemd", in: "SystemdUnits", by: .noAdvice("what wrote the file")),
      Row(
        "edgesync init --update-helpers", in: "HelperSetup", "HelperSetup+Outdated",
        "HelperSetup+Update", by: .test(RemedyTests.aHelperThatAnEarlierOneWrote)),
      Row(
        "edgesync init --update-helpers", in: "GitHubWorkflow", "GitLabPipeline", "SyncScript",
        "ValidateScript", "PreCommitHook", by: .noAdvice("what updates the file")),
      Row(
        "edgesync init --print-helper … | git diff --no-index -- … -", in: "HelperSetup+Update",
        by: .test(RemedyTests.aHelperThatSomebodyChanged)),
      Row("edgesync init --…", in: "HelperTemplate", by: .noAdvice("what wrote the file")),
      Row(
        "edgesync init --github-actions", in: "GitHubWorkflow", "GitHubFleetWorkflow",
        by: .noAdvice("what wrote the file")
      ),
      Row("edgesync init --gitlab-ci", in: "GitLabPipeline", by: .noAdvice("what wrote the file")),
      Row("edgesync init --hook", in: "PreCommitHook", by: .noAdvice("what wrote the file")),
      Row(
        "edgesync init --scripts", in: "SyncScript", "ValidateScript",
        by: .noAdvice("what wrote the file")),
      Row(
        "edgesync log", in: "CursesScreen+Failure",
        by: .test(TerminalKindTests.withoutATerminalItNamesTheCommands)),
      Row(
        "edgesync log", in: "CarryError", by: .test(CarryRefusalTests.whatIsPinnedIsNotTakenOut)),
      Row("edgesync log", in: "FilterError", by: .test(LogFilterTests.refuseWhatIsNoPattern)),
      Row("edgesync log --all", in: "GitError", by: .test(RemedyTests.aCommitThatIsntKnownYet)),
      Row(
        "edgesync log --files", in: "NoteError", by: .test(NoteCommandTests.errorsSayWhatToDo)),
      Row("edgesync notes", in: "NoteError", by: .test(NoteCommandTests.errorsSayWhatToDo)),
      Row("edgesync notes --open", in: "NoteError", by: .test(NoteCommandTests.errorsSayWhatToDo)),
      Row(
        "edgesync pin", in: "Lock+Encode", by: .noAdvice("what writes the file")),
      Row(
        "edgesync pin …", in: "InitError", by: .test(RemedyTests.aSubmodulesLockThatIsMissing)),
      Row(
        "edgesync pin …", in: "InitCommand+Report",
        by: .test(InitCommandTests.whereThereIsNoCopyThePinBringsIt)),
      Row(
        "edgesync fetch && edgesync pin …", in: "VerificationReport",
        by: .test(RemedyTests.aStagedEdit)),
      Row("edgesync pin …", in: "UndoneSync", by: .test(UndoneSyncTests.aPersonMayTakeItAgain)),
      Row(
        "edgesync pin …", in: "CheckCommand+Bisect",
        by: .test(BisectTests.whereTheNewestPassesThatIsAll)),
      Row(
        "edgesync recover", in: "UndoneSync",
        by: .test(RecoverCommandTests.goesBackToTheNewestSyncWhoseChecksPassed)),
      Row(
        "edgesync recover --dry-run --to …", in: "EventView",
        by: .test(RecoveryTests.goesBackByANewCommitAndHoldsWhatItLeaves)),
      Row(
        "edgesync recover --force --to HEAD", in: "PlanBlocker", "RecoveryTarget",
        by: .test(RemedyTests.aChangeThatIsGivenUp)),
      Row(
        "edgesync recover --to COMMIT", in: "RecoveryTarget",
        by: .test(RecoverCommandTests.aSyncCanBeNamed)),
      Row(
        "edgesync recover --to SYNC", in: "RecoveryTarget",
        by: .test(RecoverCommandTests.aSyncCanBeNamed)),
      Row(
        "edgesync review --keys", in: "ConsoleConfiguration",
        by: .test(ConfigurationTests.theListOfKeysIsTheUsersOwn)),
      Row(
        "edgesync status", in: "StagedEdits", "Lander",
        by: .test(RemedyTests.aLandingThatWasCutShort)),
      Row("edgesync status", in: "CarryError", by: .test(CarryRefusalTests.whatIsNoOverride)),
      Row("edgesync status", in: "LockEditError", by: .test(HoldCommandTests.errorsSayWhatToDo)),
      Row(
        "edgesync status", in: "CursesScreen+Failure",
        by: .test(TerminalKindTests.withoutATerminalItNamesTheCommands)),
      Row(
        "edgesync status", in: "DailyCommand",
        by: .test(DailyCommandTests.neverOffersAHeldCommitOrWhatDescendsFromIt)),
      Row(
        "edgesync status --max-age 8d", in: "GitHubWorkflow", "GitLabPipeline",
        by: .test(StatusCommandTests.exits1WhereTheLastSyncIsOld)),
      Row("edgesync unhold", in: "RecoverCommand", "HoldCommand", by: .noAdvice("help")),
      Row(
        "edgesync unhold …", in: "PlanError", "LandingReport",
        by: .test(HoldCommandTests.aHoldIsACommitOfTheLockAlone)),
      Row(
        "edgesync verify", in: "VerificationReport",
        by: .test(StatusCommandTests.tellsDriftAndStrays)),
      Row(
        "edgesync verify --staged >&2 || [ $? -ne 3 ] || exit 3", in: "PreCommitHook",
        by: .test(PreCommitHookTests.refusesAnEditAndSaysWhereToMakeIt)),
      Row(
        "edgesync … --help", in: "Main",
        by: .test(CommandLineTests.helpAndVersionGoToStandardOutput)),
      Row(
        "edgesync --help", in: "Main", by: .test(CommandLineTests.helpAndVersionGoToStandardOutput)),
      Row(
        "edgesync pin … --follow", in: "SourceError",
        by: .test(MovedMappingTests.isRefusedEverywhereAndFollowedWhenTold)),
    ]
  }

  private static var gitCommands: [Row] {
    [
      Row("git", in: "GitError", by: .noAdvice("the program's name")),
      Row("git difftool", in: "DiffTool", by: .noAdvice("what failed")),
      Row(
        "git difftool --tool-help", in: "DiffTool",
        by: .test(MarkingTests.opensTheUsersDiffTool)),
      Row("git log", in: "LogCommand", by: .noAdvice("help: whose options it has")),
      Row(
        "git -C … commit-graph write --reachable --changed-paths", in: "Repository",
        by: .test(UpstreamEdgeCases.aDamagedCommitGraphIsSaidAndNotUsed)),
      Row(
        "git -C … fetch --refetch --no-filter", in: "GitError",
        by: .test(CheckoutEdgeCases.aPartialOneThatLacksWhatIsNeededSaysWhatToRun)),
      Row(
        "git -C … fetch --refetch --no-filter …", in: "GitError",
        by: .test(UpstreamEdgeCases.aPartialOneSaysWhatToRun)),
      Row(
        "git -C … fetch --unshallow", in: "UpstreamError",
        by: .test(UpstreamEdgeCases.aShallowOneThatLacksThePinSaysWhatToRun)),
      Row(
        "git -C … fsck", in: "GitError",
        by: .test(HostileStoreTests.whatIsNotWhatItsIDSaysDoesNotLand)),
      Row(
        "git -c remote.edgesync.url=… lfs pull edgesync", in: "SkippedFile",
        by: .test(RemedyTests.filesOfGitLFS)),
      Row(
        "git add --chmod=+x …", in: "HelperSetup",
        by: .test(RemedyTests.scriptsWhereModesAreNotLookedAt)),
      Row(
        "git add … && git commit", in: "PlanBlocker",
        by: .test(RemedyTests.aFileOfItsOwnThatIsNotCommitted)),
      Row(
        "git add -- …", in: "CarryError", by: .test(CarryRefusalTests.whatIsUnmerged)),
      Row(
        "git -C … ls-tree … -- …", in: "CarryError",
        by: .test(CarryRefusalTests.versionsThatAreNoTexts)),
      Row(
        "git -C … cat-file blob …", in: "CarryError",
        by: .test(CarryRefusalTests.versionsThatAreNoTexts)),
      Row(
        "git -C … cat-file blob …", in: "FilePatch",
        by: .test(HostileSizeTests.largeFilesAreToldByTheirSize)),
      Row(
        "git checkout --ignore-skip-worktree-bits HEAD -- …", in: "CarryError",
        by: .test(CarryRefusalTests.whatIsMissingComesBackAsTold)),
      Row(
        "git checkout … -- edgesync.lock", in: "ManifestError",
        by: .test(RemedyTests.aLockThatIsMissing)),
      Row(
        "git checkout HEAD -- …", in: "ManifestError",
        by: .test(RemedyTests.aFileOfItsOwnThatCantBeRead)),
      Row(
        "git checkout … -- …", in: "ManifestError",
        by: .test(RemedyTests.aFileOfItsOwnThatIsCommittedBroken)),
      Row(
        "git checkout HEAD -- …", in: "PlanBlocker", by: .test(RemedyTests.aConflictInASyncedFile)),
      Row(
        "git commit --no-verify", in: "PreCommitHook",
        by: .test(PreCommitHookTests.isPassedAsItsTextSays)),
      Row(
        "git config --file … --unset-all …", in: "PathUse",
        by: .test(HostileSettingTests.theNamedCommandHelps)),
      Row(
        "git config --global user.name \"Your Name\" && git config --global user.email you@example.com",
        in: "Identity", by: .test(RemedyTests.aPersonThatGitDoesNotKnow)),
      Row(
        "git config core.splitIndex false && git update-index --no-split-index",
        in: "RepositoryForm",
        by: .test(CheckoutEdgeCases.anIndexThatCantBeReadIsRefusedWithTheRemedy)),
      Row(
        "git diff --submodule=diff", in: "SkippedFile",
        by: .test(RemedyTests.aFileThatIsSavedMeanwhile)),
      Row("git fsck", in: "GitError", by: .test(HostileStoreTests.whatIsMalformedIsFoundAsTold)),
      Row("git fetch", in: "Manifest+Decode", "InitCommand", by: .noAdvice("what a url may be")),
      Row(
        "git fetch … …", in: "RequestText", by: .test(RequestTests.itsCommandsReviewIt)),
      Row("git fetch --unshallow", in: "UpstreamError", by: .test(RemedyTests.aShallowUpstream)),
      Row(
        "git init --object-format=sha1", in: "GitError",
        by: .test(CheckoutEdgeCases.oneThatNamesObjectsBySHA256IsRefused)),
      Row(
        "git log -- edgesync.lock edgesync.yml", in: "PinnedFiles",
        by: .test(OwnershipEdgeCases.aLockThatWasChangedByHandIsTakenBackAsTold)),
      Row(
        "git checkout COMMIT -- edgesync.lock edgesync.yml", in: "PinnedFiles",
        by: .test(OwnershipEdgeCases.aLockThatWasChangedByHandIsTakenBackAsTold)),
      Row("git merge-file", in: "CarryCommand", by: .noAdvice("help")),
      Row(
        "git ls-remote …", in: "UpstreamError", by: .test(RemedyTests.anUpstreamThatCantBeReached)),
      Row("git ls-remote …", in: "EdgeCloneError", by: .test(FleetStatusTests.theNextStepHelps)),
      Row("git ls-remote …", in: "OfferError", by: .test(RemedyTests.aRemoteThatCantBeReached)),
      Row(
        "git remote rename -- … NAME", in: "OfferError",
        by: .test(RemedyTests.aRemoteThatIsMissingOrWrong)),
      Row(
        "git -C … ls-tree -r -d --name-only …", in: "PinSearch+Choice",
        by: .test(InitCommandTests.whatUpstreamHasIsListedAsTold)),
      Row("git pull --ff-only … …", in: "PushRoute", by: .test(RemedyTests.aBranchThatIsOutOfStep)),
      Row("git push … …", in: "PushRoute", by: .test(RemedyTests.aSyncThatWasNotPushed)),
      Row("git push … …", in: "DuePush", by: .test(RemedyTests.aSyncThatIsYetToBePushed)),
      Row(
        "git -C … for-each-ref", in: "ReferenceFiles",
        by: .test(RemedyTests.anUpstreamWhosePackedRefsGitStopsAt)),
      Row(
        "git -C … config -l", in: "RepositoryLayout+Form",
        by: .test(RemedyTests.anUpstreamWhoseSettingsGitStopsAt)),
      Row(
        "git remote add origin URL", in: "OfferError",
        by: .test(RemedyTests.aRemoteThatIsMissingOrWrong)),
      Row(
        "git remote set-url … URL", in: "OfferError",
        by: .test(RemedyTests.aRemoteThatIsMissingOrWrong)),
      Row(
        "git restore --staged --worktree PATH", in: "PlanBlocker",
        by: .test(RemedyTests.aStagedEdit)),
      Row(
        "git restore --staged PATH", in: "VerificationReport", by: .test(RemedyTests.aStagedEdit)),
      Row("git rm -- …", in: "PlanBlocker", by: .test(RemedyTests.aConflictInASyncedFile)),
      Row(
        "git rm --force edgesync.lock", in: "PinnedFiles",
        by: .test(OwnershipEdgeCases.aLockThatGoesWithNoManifestIsWrittenAnewAsTold)),
      Row(
        "git rm edgesync.lock", in: "UpstreamError",
        by: .test(UpstreamEdgeCases.aPinThatIsGoneIsSaidWithTheWayToANewOne)),
      Row(
        "git sparse-checkout reapply --no-sparse-index", in: "RepositoryForm",
        by: .test(CheckoutEdgeCases.anIndexThatCantBeReadIsRefusedWithTheRemedy)),
      Row("git status", in: "Intent", by: .test(HostileStateTests.anIntentThatIsNoneIsSaid)),
    ]
  }

  /// For repositories that can't be read as they are, or not to their end.
  private static var formCommands: [Row] {
    [
      Row(
        "git clone --no-local … …", in: "RepositoryForm",
        by: .test(CheckoutEdgeCases.aFormThatCantBeReadNamesTheWayToOneThatCan)),
      Row(
        "git config --global --add safe.directory ", in: "RepositoryOwner",
        by: .test(OwnershipTests.aRepositoryOfAnotherUserIsReadWhereGitReadsIt)),
      Row(
        "git config index.skipHash false && git update-index --force-write-index",
        in: "RepositoryForm",
        by: .test(CheckoutEdgeCases.anIndexThatCantBeReadIsRefusedWithTheRemedy)),
      Row(
        "git fetch --unshallow", in: "PinnedFiles",
        by: .test(ShallowCloneTests.aChangedManifestSaysThatHistoryIsCutOff)),
      Row(
        "git fetch --unshallow", in: "CutOff", "RecoveryTarget",
        by: .test(ShallowCloneTests.theLastSyncIsKnownFromItsOwnCommit)),
      Row(
        "git -C / config --file … --unset extensions.compatObjectFormat", in: "RepositoryForm",
        by: .test(CheckoutEdgeCases.aFormThatOnlyNewerGitsReadIsToldWithItsRemedy)),
      Row(
        "git …refs migrate --ref-format=files", in: "RepositoryForm",
        by: .test(CheckoutEdgeCases.refsAreMadeFilesAsTold)),
      Row(
        "git …status", in: "RepositoryForm",
        by: .test(CheckoutEdgeCases.aFormThatOnlyNewerGitsReadIsToldWithItsRemedy)),
    ]
  }

  private static var submoduleCommands: [Row] {
    [
      Row(
        "git -C … stash", in: "SubmoduleIssue", by: .test(SubmoduleStateTests.theWaysOutLeadOut)),
      Row(
        "git config -f .gitmodules submodule.….path …", in: "PlanError",
        by: .test(RemedyTests.aSubmoduleThatGitmodulesLacks)),
      Row(
        "git config -f .gitmodules submodule.….url …", in: "PlanError",
        by: .test(RemedyTests.aSubmoduleThatGitmodulesLacks)),
      Row(
        "mkdir -p … && …", in: "PlanError",
        by: .test(RemedyTests.aSubmoduleThatShallStandElsewhere)),
      Row(
        "git mv … …", in: "PlanError", by: .test(RemedyTests.aSubmoduleThatShallStandElsewhere)),
      Row(
        "git submodule add URL … && git -C … checkout … && git add … && git commit",
        in: "PlanError", by: .test(RemedyTests.filesWhoseManifestAsksForASubmodule)),
      Row(
        "git rm edgesync.lock && edgesync init", in: "PlanError",
        by: .test(RemedyTests.filesWhoseManifestAsksForASubmodule)),
      Row(
        "git restore --staged …", in: "SubmoduleIssue",
        by: .test(SubmoduleStateTests.theWaysOutLeadOut)),
      Row(
        "git submodule absorbgitdirs …", in: "SubmoduleIssue",
        by: .test(SubmoduleConversionTests.aGitFolderInTheSubmoduleIsMovedAsTold)),
      Row(
        "git submodule add URL PATH", in: "InitError",
        by: .test(RemedyTests.aSubmoduleThatIsMissing)),
      Row(
        "mv … … && git submodule deinit …", in: "SubmoduleIssue",
        by: .test(RemedyTests.aSubmoduleWhoseFilesGoThroughAFilter)),
      Row(
        "git submodule update", in: "Planner+Submodule",
        by: .noAdvice("what would fetch from elsewhere")),
      Row(
        "git submodule update --checkout …", in: "SubmoduleIssue",
        by: .test(SubmoduleStateTests.theWaysOutLeadOut)),
      Row(
        "git submodule update --init …", in: "SubmoduleIssue",
        by: .test(SubmoduleStateTests.theWaysOutLeadOut)),
      Row(
        "git submodule update --init …", in: "SubmoduleVerifier",
        by: .test(RemedyTests.aSubmoduleThatIsNotInitialised)),
      Row(
        "git update-index --cacheinfo 160000,…,…", in: "SubmoduleIssue",
        by: .test(SubmoduleStateTests.theWaysOutLeadOut)),
    ]
  }

  private static var others: [Row] {
    [
      Row(
        "grep -n -e '^<<<<<<< ' -e '^>>>>>>> ' …", in: "CarryError",
        by: .test(CarryCommandTests.conflictsAreMarkedAndExit2)),
      Row(
        "git commit-tree -S -m test HEAD^{tree}", in: "CommitWriter",
        by: .test(SigningTests.whatIsMissingIsSeenAsTold)),
      Row(
        "export GPG_TTY=$(tty) && git commit-tree -S -m test HEAD^{tree}", in: "CommitWriter",
        by: .test(SigningTests.anAgentAsksAtATerminalAsTold)),
      Row("ssh-add …", in: "CommitWriter", by: .test(SigningTests.whereNobodyIsThereItIsRefused)),
      Row(
        "chmod +x …", in: "HelperSetup", by: .test(HelperFilesTests.aScriptThatCannotBeRunIsNamed)),
      Row(
        "chmod go-w …", in: "OwnFolder",
        by: .test(HostileStateTests.aFolderThatIsNotItsOwnIsRefused)),
      Row(
        "chmod u+w …", in: "CarryError",
        by: .test(CarryRefusalTests.aFolderThatMayNotBeWrittenTo)),
      Row("chmod u+w …", in: "PlanBlocker", by: .test(RemedyTests.aFolderThatMayNotBeWrittenTo)),
      Row(
        "gh pr merge … --merge --match-head-commit …", in: "RequestText",
        by: .test(RequestTests.githubGetsOneRequestAndItsUpdates)),
      Row("mv … …", in: "OwnFolder", by: .test(HostileStateTests.aFolderThatIsNotItsOwnIsRefused)),
      Row("mv … …", in: "Intent", by: .test(HostileStateTests.anIntentThatIsNoneIsSaid)),
      Row(
        "mv … …", in: "StateDatabase",
        by: .test(HostileStateTests.aDatabaseThatIsDamagedInsideIsMovedAwayAsTold)),
      Row(
        "unset …", in: "PathUse",
        by: .test(HostileSettingTests.whatVariablesHaveGitRunIsRefused)),
      Row(
        "unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE", in: "Identity",
        by: .test(IdentityTests.aMomentThatGitCantReadIsSaid)),
      Row("infocmp", in: "CursesScreen+Failure", by: .test(TerminalKindTests.unknownTypeIsTold)),
      Row("rm …", in: "PathUse", by: .test(HostileSettingTests.theNamedCommandHelps)),
      Row(
        "rm … && git checkout -- …", in: "SkippedFile",
        by: .test(ConversionEdgeCases.whatAFilterMakesIsLeftToGit)),
    ]
  }
}
