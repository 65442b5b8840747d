import Doctor
import Planning
import Git
import Support
import Text

extension BrokenSetUp {
  /// git, the repository, and what killed runs left in it.
  static let ofRepository: [BrokenSetUp] = [
    BrokenSetUp(kind: .gitMissing, name: "no git on the PATH") { patient in
      try patient.isolatePrograms([], installing: "ln -s \"$(command -v $name)\" .")
    },
    BrokenSetUp(kind: .gitMissing, name: "a git that doesn't run") { patient in
      try patient.isolatePrograms(
        [], installing: "rm -f $name; ln -s \"$(command -v $name)\" .")
      try patient.pair.folder.writeProgram("#!/bin/sh\nexit 127\n", to: "bin/git")
    },
    BrokenSetUp(kind: .gitTooOld, name: "git 2.20") { patient in
      try patient.isolatePrograms(
        [], installing: "rm -f $name; ln -s \"$(command -v $name)\" .")
      try patient.pair.folder.writeProgram(
        """
        #!/bin/sh
        case "$*" in *version*) echo 'git version 2.20.1' ;; *) PATH=/usr/bin:/bin exec git "$@" ;; esac

        """, to: "bin/git")
    },
    BrokenSetUp(kind: .repositoryMissing, name: "a folder in no repository", hasFix: false) {
      $0.place = "home"
    },
    BrokenSetUp(
      kind: .repositoryBare, name: "a bare repository", errorsBeside: [.identityMissing],
      hasFix: false
    ) { patient in
      try patient.run("git clone --quiet --bare edge bare.git")
      patient.place = "bare.git"
    },
    BrokenSetUp(kind: .repositoryOwner, name: "another user's", needsRoot: true) { patient in
      try patient.run("chown -R 12345 edge")
      patient.isAskedOfProgram = true
    },
    .script(.repositoryHead, "HEAD is gone", "rm edge/.git/HEAD"),
    .script(.repositoryHead, "HEAD is garbled", "head -c 30 /dev/zero > edge/.git/HEAD"),
    .script(.repositoryDamaged, "its refs are gone", "rm -r edge/.git/refs", hasFix: false),
    .script(.repositoryConfig, "a line that git stops at", "echo '[core' >> edge/.git/config"),
    .script(
      .repositoryFormat, "a split index",
      "cd edge && git config core.splitIndex true && git update-index --split-index"),
    .script(.repositoryFormat, "an index without a checksum", unsummedIndex),
    .script(.headDetached, "a commit is checked out", "cd edge && git checkout -q --detach"),
    .script(
      .operationInProgress, "a merge", conflict + "git merge -q other || true",
      beside: [.unmerged]),
    .script(
      .operationInProgress, "a rebase", conflict + "git rebase -q other || true",
      beside: [.unmerged]),
    .script(
      .operationInProgress, "a cherry-pick", conflict + "git cherry-pick other || true",
      beside: [.unmerged]),
    .script(
      .operationInProgress, "a revert", conflict + "git revert --no-edit other || true",
      beside: [.unmerged]),
    .script(
      .operationInProgress, "a bisect",
      conflict + "git bisect start -q && git bisect bad && git bisect good HEAD~1"),
    .script(
      .operationInProgress, "patches by mail",
      conflict + "git format-patch -q -1 --stdout other > ../patch; git am -q ../patch || true"),
    .script(
      .unmerged, "a merge of what was deleted here",
      """
      cd edge; git checkout -q -b other; echo other > notes.txt; git commit -qam Other
      git checkout -q main; git rm -q notes.txt; git commit -qm Mine
      git merge -q other || true; rm -f .git/MERGE_*
      """),
    .script(
      .unmerged, "a merge that was forgotten",
      conflict + "git merge -q other || true; rm -f .git/MERGE_*"),
    .script(.gitLockLeft, "the index's", "touch edge/.git/index.lock"),
    .script(.gitLockLeft, "a branch's", "touch edge/.git/refs/heads/main.lock"),
    .script(
      .edgesyncLockLeft, "edgesync's own",
      "mkdir -p edge/.git/edgesync && echo 'process 1, a sync' > edge/.git/edgesync/lock"),
    BrokenSetUp(kind: .landingUnfinished, name: "an intent") { patient in
      try patient.run("mkdir -m 700 -p edge/.git/edgesync")
      let id = try patient.pair.edge.git.line("rev-parse", "main")
      let state = patient.pair.folder.path.appending("edge/.git/edgesync")
      guard let before = ObjectID(hex: id), let after = ObjectID(hex: patient.pair.pin) else {
        throw Plumbing.Failure(description: "no ids")
      }
      try Intent(
        branch: "refs/heads/main", before: before, after: after, steps: [], title: "A sync"
      ).write(in: state)
    },
    .script(
      .proposalsLeft, "a proposal's ref",
      "cd edge && id=$(git rev-parse HEAD) && git update-ref refs/edgesync/proposals/$id-999999999.5-ab HEAD"
    ),
    .script(
      .checkFoldersLeft, "a check's folder",
      "mkdir -p tmp/edgesync-check-Ab12/files && touch -d '3 days ago' tmp/edgesync-check-Ab12"),
    .script(
      .rescuedFiles, "what a recovery replaced long ago",
      """
      cd edge && id=$(GIT_COMMITTER_DATE='1700000000 +0000' git commit-tree -m kept HEAD^{tree}) &&
      git update-ref refs/edgesync/rescue/$id $id
      """),
    .script(
      .stateFolder, "open to others", "mkdir edge/.git/edgesync && chmod 777 edge/.git/edgesync"),
    .script(.stateFolder, "a link", "mkdir other && ln -s ../../other edge/.git/edgesync"),
    .script(
      .stateDamaged, "noise",
      "mkdir -m 700 edge/.git/edgesync && seq 9999 > edge/.git/edgesync/state.db"),
  ]

  /// Two branches that change a file of the edge repo's own, with one of them checked out.
  static let conflict = """
    cd edge; git checkout -q -b other; echo other > notes.txt; git commit -qam Other
    git checkout -q main; echo mine > notes.txt; git commit -qam Mine

    """

  private static let unsummedIndex = """
    cd edge && size=$(stat -c %s .git/index) && git config index.skipHash true &&
    dd if=/dev/zero of=.git/index bs=1 seek=$((size - 20)) count=20 conv=notrunc status=none
    """
}
