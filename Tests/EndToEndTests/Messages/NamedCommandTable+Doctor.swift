/// What `doctor` names: each fix is run in its broken set-up.
extension NamedCommandTable {
  static var doctorCommands: [Row] {
    fixes.map { command, file in
      Row(command, in: file, by: .test(DoctorFixTests.eachIsNamedAndItsFixHelps))
    } + [
      Row(
        "edgesync carry", in: "SyncedFilesFacts",
        by: .test(CarryCommandTests.isDoneOnceAndAcknowledgedAsTold)),
      Row(
        "edgesync diff", in: "SyncedFilesFacts",
        by: .test(EmergencyCommandTests.owesAReviewUntilSomebodyAcknowledgesIt)),
      Row(
        "edgesync init --upstream URL --map FROM:TO", in: "OwnFilesFacts",
        by: .test(InitCommandTests.findsTheCommitThatTheCopyCameFrom)),
      Row(
        "git remote add origin URL", in: "LandingFacts",
        by: .test(RemedyTests.aRemoteThatIsMissingOrWrong)),
    ]
  }

  private static let fixes: [(command: String, file: String)] = [
    ("apt-get install -y …", "Installer"),
    ("brew install …", "Installer"),
    ("chmod +x …", "HelperFacts"),
    ("edgesync check --fresh --only …", "CheckRunFacts"),
    ("edgesync emergency … --reason …", "SyncFacts"),
    ("edgesync init --hook --yes", "HelperFacts"),
    ("edgesync init --yes", "OwnFilesFacts"),
    ("edgesync pin … --follow --yes", "MappingFacts"),
    ("edgesync pin … --yes", "SyncFacts"),
    ("edgesync pin … --yes", "SyncedFilesFacts"),
    ("edgesync pin … --yes", "UpstreamFacts"),
    ("edgesync recover --force --to HEAD", "SyncedFilesFacts"),
    ("export TMPDIR=…", "MachineFacts"),
    ("git add --force ", "OwnFilesFacts"),
    ("git am --abort", "UnfinishedFacts"),
    ("git checkout HEAD -- ", "UnfinishedFacts"),
    ("git checkout … -- …", "OwnFilesFacts"),
    ("git cherry-pick --abort", "UnfinishedFacts"),
    ("git config --global --add safe.directory ", "RepositoryFacts"),
    ("git config --global credential.helper cache && …", "UpstreamFacts"),
    (
      "git config --global user.name \"Your Name\" && git config --global user.email you@example.com",
      "IdentityFacts"
    ),
    ("git fetch --unshallow", "ScheduleFacts"),
    ("git gc --quiet --prune=now", "MachineFacts"),
    ("git merge --abort", "UnfinishedFacts"),
    ("git rebase --abort", "UnfinishedFacts"),
    ("git revert --abort", "UnfinishedFacts"),
    ("git rm --quiet -- ", "UnfinishedFacts"),
    ("git rm --quiet --force -- … && git commit --quiet -m 'Remove strays'", "SyncedFilesFacts"),
    ("git rm --quiet --force edgesync.lock && edgesync init --pin … --yes", "SyncedFilesFacts"),
    ("git rm --quiet --force edgesync.lock && edgesync init --yes", "UpstreamFacts"),
    ("git stash push --quiet --include-untracked -- ", "SyncedFilesFacts"),
    ("git switch …", "UnfinishedFacts"),
    ("mv … … && edgesync init --… --yes", "HelperFacts"),
    ("edgesync init --update-helpers", "HelperFacts"),
    ("rm -f ", "LeftoverFacts"),
    ("rm -rf ", "LeftoverFacts"),
    ("rm -rf … && edgesync fetch", "UpstreamFacts"),
    ("rm edgesync.lock && edgesync init --yes", "OwnFilesFacts"),
    ("ssh-keygen -q -t ed25519 -N '' -f …", "IdentityFacts"),
  ]
}
