import Support
import SystemPackage
import Testing

/// A `.git/edgesync` that somebody else made: nothing in it runs, nothing holds edgesync up, and what can't be
/// used is said.
@Suite struct HostileStateTests {
  /// Has a shell change edgesync's folder; `$CANARY` is a program that leaves one.
  private func change(_ script: String, _ pair: EdgePair) throws {
    let canary = try pair.canaryProgram()
    let set = try Program(
      "/bin/sh", variables: pair.edgesync.variables.merging(["CANARY": canary]) { $1 }
    ).run(["-c", "set -e; cd .git/edgesync; " + script], in: pair.edge.git.folder)
    try #require(set.status == 0, "\(set.errorText)")
  }

  private func fetched() throws -> EdgePair {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    #expect(try pair.run("fetch").status == 0)
    try pair.advanceAsUsual()
    return pair
  }

  /// Programs, hooks, other repositories' objects and files, in the clone of upstream.
  @Test(arguments: [
    """
    cd mirror.git; for key in core.fsmonitor core.sshCommand core.askPass core.alternateRefsCommand \
      credential.helper uploadpack.packObjectsHook core.gitProxy gc.recentObjectsHook core.pager; do
      git config --file config $key $CANARY; done
    git config --file config remote.origin.uploadpack $CANARY
    git config --file config "url.ext::$CANARY.insteadOf" file://
    git config --file config core.hooksPath "$PWD/hooks"; git config --file config protocol.ext.allow always
    mkdir -p hooks; for hook in reference-transaction post-index-change pre-auto-gc update; do cp $CANARY hooks/$hook; done
    """,
    "printf '[core]\\nfsmonitor=%s\\n[uploadpack]\\npackObjectsHook=%s\\n' $CANARY $CANARY > evil; git config --file mirror.git/config include.path ../evil",
    "mkdir -p empty; for hook in reference-transaction post-index-change; do cp $CANARY empty/$hook; done",
    "cp ../../../secret mirror.git/config", "rm mirror.git/config; mkfifo mirror.git/config",
    "rm mirror.git/config; ln -s ../../config mirror.git/config",
    "cd mirror.git; mkdir -p objects/info info; echo /nonexistent > objects/info/alternates; echo '* filter=x' > info/attributes",
    "cd mirror.git; mkdir -p objects/info; mkfifo objects/info/alternates",
    "cd mirror.git; echo gitdir: ../../ > .git; echo ../../ > commondir; mkdir worktrees modules",
    "cd mirror.git; git rev-parse refs/heads/main > shallow; mkfifo config.worktree",
    "cd mirror.git/refs; mkfifo pipe; ln -s ../../../refs linked; ln -s /dev/zero heads/zero",
    "cd mirror.git; mv objects ../objects; ln -s ../objects objects",
    "mv mirror.git other; ln -s other mirror.git",
    "rm mirror.git/fetched-from; mkfifo mirror.git/fetched-from",
    "rm mirror.git/fetched-from; ln -s /dev/zero mirror.git/fetched-from",
    "rm mirror.git/HEAD; mkfifo mirror.git/HEAD", "mkfifo commit-graph fetch-lock lock || true",
    "ln -s ../../../victim commit-graph; ln -s ../../../victim mirror.git/fetched-from.new || true",
  ])
  func nothingInTheCloneIsObeyed(_ script: String) throws {
    let pair = try fetched()
    try pair.folder.write("api_key: hunter2\n", to: "secret")
    try pair.folder.write("mine\n", to: "victim")
    try change(script, pair)
    for arguments in [["log"], ["fetch"], ["pin", "main", "--yes"], ["log"], ["verify"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect([0, 1, 3].contains(outcome.status), "\(arguments): \(outcome.errorText)")
      #expect(
        outcome.status == 0 || outcome.errorText.hasPrefix("edgesync: "),
        "\(arguments): \(outcome.errorText)")
      #expect(!(outcome.text + outcome.errorText).contains("hunter2"))
    }
    #expect(try pair.canaries() == [])
    #expect(pair.folder.text(of: "victim") == "mine\n")
  }

  /// Who only reads leaves what a fetch is writing there.
  @Test(arguments: [".edgesync-new-fetched-from", "config.lock", "packed-refs.new"])
  func whatAFetchWritesStays(_ name: String) throws {
    let pair = try fetched()
    let path = "edge/.git/edgesync/mirror.git/" + name
    try pair.folder.write("half", to: path)
    #expect(try pair.run("log").status == 0)
    #expect(pair.folder.text(of: path) == "half")
  }

  /// A database that isn't edgesync's is put aside under another name, and that is said once.
  @Test(arguments: [
    "echo no database > state.db", ": > state.db-wal; mkfifo state.db", "mkdir state.db",
    "ln -s /dev/zero state.db", "ln -s ../../../victim state.db",
    "mkfifo state.db-journal; : > state.db",
    """
    sqlite3 state.db "CREATE TABLE event (a); CREATE TABLE checkRun (b); CREATE TABLE reviewed (c);"
    """,
    """
    sqlite3 state.db "CREATE VIEW event AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS date FROM c;"
    """,
    "(cd ../..; $EDGESYNC changelog); sqlite3 state.db \"CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event; END\"",
    "(cd ../..; $EDGESYNC changelog); sqlite3 state.db \"ALTER TABLE event RENAME TO other; CREATE VIEW event AS SELECT * FROM other\"",
    "head -c 8192 /dev/urandom > state.db",
    "printf 'SQLite format 3\\000' > state.db; head -c 5000 /dev/zero >> state.db",
  ])
  func anotherDatabaseIsPutAside(_ script: String) throws {
    let needsSQLite = script.contains("sqlite3")
    if needsSQLite, try Program("/bin/sh").run(["-c", "command -v sqlite3"]).status != 0 { return }
    let pair = try EdgePair()
    try pair.folder.write("mine\n", to: "victim")
    #expect(try pair.run("log").status == 0)
    try change(
      "rm -f state.db*; " + script.replacing("$EDGESYNC", with: EdgesyncProgram.path.string), pair)
    let first = try pair.run("changelog", "--failed")
    #expect(first.status == 0, "\(first.errorText)")
    #expect(first.errorText.contains("state.db.damaged"), "\(first.errorText)")
    #expect(first.isOneSentence, "\(first.errorText)")
    let second = try pair.run("changelog", "--failed")
    #expect(second.status == 0 && second.errorText.isEmpty, "\(second.errorText)")
    #expect(pair.folder.text(of: "victim") == "mine\n")
    let kept = try pair.edge.git.shell("ls -A .git/edgesync").lines
    #expect(kept.contains { $0.hasPrefix("state.db.damaged") }, "\(kept)")
  }

  /// A database that opens and is damaged further in, which is found when it is read.
  @Test func aDatabaseThatIsDamagedInsideIsMovedAwayAsTold() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try remedy.expectDone("changelog")
    // The table of events, whose page is the fourth.
    try change("dd if=/dev/zero of=state.db bs=4096 seek=3 count=1 conv=notrunc 2>&1", pair)
    let outcome = try pair.run("changelog")
    #expect(outcome.status == 1)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    try remedy.follow("mv ", of: outcome)
    let again = try pair.run("changelog")
    #expect(again.status == 0 && again.errorText.isEmpty, "\(again.errorText)")
  }

  /// Values of other types in edgesync's own tables.
  @Test func rowsOfOtherTypesAreLeftOut() throws {
    if try Program("/bin/sh").run(["-c", "command -v sqlite3"]).status != 0 { return }
    let pair = try EdgePair()
    #expect(try pair.run("changelog").status == 0)
    let id = String(repeating: "a", count: 40)
    try change(
      """
      sqlite3 state.db "PRAGMA ignore_check_constraints=ON;
        INSERT INTO event (kind, outcome, date, author, files, overrides, checks) VALUES
          (x'ff', 1, 'soon', 2.5, 'many', x'00', 7), ('weekly', 'failed', 9e300, x'ff', -1, 3, 4),
          ('weekly', 'failed', 1790000000, 'Ana', 'x', 'a%zz', '[{}]');
        INSERT INTO checkRun (tree, name, definition, environment, state, seconds, date, failures, log, benchmarks)
          VALUES (1, x'ff', 2, 3, 'passed', 'long', x'01', 5, 'text', 'none');
        INSERT INTO proposed VALUES (1, x'ff', 2); INSERT INTO reviewed VALUES (x'ff', 'x');
        INSERT INTO note VALUES
          (1, 2, 3, 4, 5, 'x', 'y', x'ff', 7, 'soon', 'maybe', 8, 'never'),
          ('\(id)', NULL, x'61ff', '', '\(id)', -9e300, 2, 'kept', 'Ana', 9e300, 1, x'ff', 'x');"
      """, pair)
    for arguments in [
      ["changelog"], ["changelog", "--json"], ["status"], ["status", "--json"], ["check"],
      ["notes"], ["notes", "--json"], ["notes", "--markdown"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
    }
    let outcome = try pair.run("changelog", "--json")
    #expect(outcome.text.contains("\"by\":\"Ana\""), "\(outcome.text)")
    let notes = try JSON(parsing: pair.run("notes", "--json").output)["notes"].elements
    #expect(notes.map { $0["text"].text } == ["kept"])
  }

  /// A database that another process never lets go of holds nothing up for long.
  @Test(.timeLimit(.minutes(2))) func aLockedDatabaseIsGivenUp() throws {
    if try Program("/bin/sh").run(["-c", "command -v sqlite3"]).status != 0 { return }
    let pair = try EdgePair()
    #expect(try pair.run("changelog").status == 0)
    let outcome = try Program("/bin/sh", variables: pair.edgesync.variables).run(
      [
        "-c",
        """
        mkfifo hold; sqlite3 .git/edgesync/state.db "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;" \
          ".shell echo > hold; read line < hold" & read line < hold
        '\(EdgesyncProgram.name)' changelog; status=$?; echo > hold; wait; exit $status
        """,
      ], in: pair.edge.git.folder)
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("state.db can't be used"), "\(outcome.errorText)")
    #expect(pair.folder.text(of: "edge/.git/edgesync/state.db.damaged") == nil)
  }

  /// The folder itself, where it is a link, a file, or open to others.
  @Test(arguments: [
    ("mv .git/edgesync other; ln -s ../other .git/edgesync", "symbolic link"),
    ("rm -rf .git/edgesync; touch .git/edgesync", "isn't a folder"),
    ("rm -rf .git/edgesync; ln -s nowhere .git/edgesync", "symbolic link"),
    ("chmod 777 .git/edgesync", "others may write"),
    ("chmod g+w .git/edgesync", "others may write"),
  ])
  func aFolderThatIsNotItsOwnIsRefused(_ script: String, _ reason: String) throws {
    let pair = try EdgePair()
    #expect(try pair.run("log").status == 0)
    #expect(try pair.edge.git.shell(script).status == 0)
    let outcome = try pair.run("log")
    #expect(outcome.status == 1)
    #expect(outcome.isOneSentence && outcome.errorText.contains(reason), "\(outcome.errorText)")
    let command = try #require(outcome.errorText.matches(of: /with `([^`]+)`/).last)
    #expect(try pair.edge.git.shell(String(command.1)).status == 0)
    #expect(try pair.run("log").status == 0)
  }

  /// An intent that is none, or that names what no sync writes.
  @Test(arguments: [
    "echo '{' > intent.json", "mkfifo intent.json", "ln -s /dev/zero intent.json",
    "mkdir intent.json",
    "head -c 400 /dev/urandom > intent.json",
  ])
  func anIntentThatIsNoneIsSaid(_ script: String) throws {
    let pair = try EdgePair()
    #expect(try pair.run("log").status == 0)
    try change(script, pair)
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1)
    #expect(
      outcome.isOneSentence && outcome.errorText.contains("intent.json"), "\(outcome.errorText)")
    // What is named to put it away with does.
    if let command = outcome.errorText.matches(of: /with `(mv [^`]+)`/).last {
      #expect(try pair.edge.git.shell(String(command.1)).status == 0)
      #expect(try pair.run("log").status == 0)
    }
  }
}
