import Foundation
import Support
import SystemPackage
import Testing

/// `edgesync init --github-actions --gitlab-ci --scripts --hook`: what is written where, and what never is.
@Suite struct HelperFilesTests {
  private static let all = ["--github-actions", "--gitlab-ci", "--scripts", "--hook"]

  private func mode(_ pair: EdgePair, _ path: String) throws -> Int {
    let stat = try Program("/usr/bin/stat").run(["-c", "%a", path], in: pair.edge.git.folder)
    return Int(stat.text, radix: 8) ?? -1
  }

  @Test(arguments: HelperText.tracked.indices)
  func writesEachAlone(_ index: Int) throws {
    let (flag, files) = HelperText.tracked[index]
    let pair = try EdgePair()
    let outcome = try pair.run("init", flag, "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
    let added = try pair.edge.git.run("ls-files", "--others", "--exclude-standard").lines
    #expect(Set(added) == Set(files.keys))
    for (path, mode) in files {
      try HelperText.expect(pair.folder.text(of: "edge/" + path), at: path)
      #expect(try self.mode(pair, path) == mode)
      #expect(outcome.text.contains("wrote     \(path)"))
    }
    #expect(pair.folder.text(of: "edge/" + HelperText.hook) == nil)
  }

  @Test func writesTheHookAlone() throws {
    let pair = try EdgePair()
    let outcome = try pair.run("init", "--hook", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    try HelperText.expect(pair.folder.text(of: "edge/" + HelperText.hook), at: HelperText.hook)
    #expect(try mode(pair, HelperText.hook) == 0o755)
    #expect(try pair.edge.git.line("status", "--porcelain") == "")
  }

  @Test func comesAfterANewAdoption() throws {
    let pair = try EdgePair()
    let away = try pair.edge.git.shell("git rm -q edgesync.yml edgesync.lock; git commit -qm copy")
    try #require(away.status == 0)
    let outcome = try pair.edgesync.run(
      ["init", "--upstream", "../platform", "--map", "services/api:services/api", "--yes"]
        + Self.all, in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(pair.folder.text(of: "edge/edgesync.lock")?.contains(pair.pin) == true)
    for path in HelperText.tracked.flatMap(\.files.keys) + [HelperText.hook] {
      #expect(pair.folder.text(of: "edge/" + path) != nil)
    }
  }

  @Test func asksNobodyWithoutATerminal() throws {
    let pair = try EdgePair()
    let before = try pair.state()
    let outcome = try pair.edgesync.run(["init"] + Self.all, in: pair.edge.git.folder)
    #expect(outcome.status == 64)
    #expect(outcome.errorText.contains("--yes"))
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.state() == before)
    #expect(pair.folder.text(of: "edge/" + HelperText.hook) == nil)
  }

  @Test func asksAtATerminal() throws {
    let pair = try EdgePair()
    let answers = [("n\n", false), ("y\n", true)]
    for (answer, isWritten) in answers {
      let outcome = try Program("/usr/bin/script", variables: pair.edgesync.variables).run(
        ["-qec", "'\(EdgesyncProgram.name)' init --scripts", "/dev/null"],
        in: pair.edge.git.folder, input: Array(answer.utf8))
      #expect(outcome.status == (isWritten ? 0 : 1))
      #expect(outcome.text.contains("Write 2 files?"), "\(outcome.text)")
      #expect(
        (pair.folder.text(of: "edge/scripts/sync-services.sh") != nil) == isWritten)
    }
  }

  @Test func aSecondTimeNothingIsToDo() throws {
    let pair = try EdgePair()
    #expect(
      try pair.edgesync.run(["init", "--yes"] + Self.all, in: pair.edge.git.folder).status == 0)
    let before = try pair.state()
    // Nothing is to be written, so that nobody has to be asked.
    let outcome = try pair.edgesync.run(["init"] + Self.all, in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.lines.count { $0.hasPrefix("there ") } == 5, "\(outcome.text)")
    #expect(try pair.state() == before)
  }

  @Test func leavesWhatIsThereAndWritesTheRest() throws {
    let pair = try EdgePair()
    try pair.write("mine\n", to: "scripts/sync-services.sh")
    try pair.write("mine\n", to: ".git/hooks/pre-commit")
    let outcome = try pair.edgesync.run(["init", "--yes"] + Self.all, in: pair.edge.git.folder)
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("left      scripts/sync-services.sh: another file is there."))
    #expect(outcome.text.contains("left      .git/hooks/pre-commit"))
    // What to add to a hook of one's own.
    #expect(outcome.text.contains("edgesync verify --staged >&2 || [ $? -ne 3 ] || exit 3"))
    #expect(pair.folder.text(of: "edge/scripts/sync-services.sh") == "mine\n")
    #expect(pair.folder.text(of: "edge/.git/hooks/pre-commit") == "mine\n")
    #expect(pair.folder.text(of: "edge/scripts/validate-sync.sh") != nil)
    #expect(pair.folder.text(of: "edge/.gitlab/edgesync.yml") != nil)
  }

  @Test func aScriptThatCannotBeRunIsNamed() throws {
    let pair = try EdgePair()
    _ = try pair.run("init", "--scripts", "--yes")
    #expect(try pair.edge.git.shell("chmod -x scripts/validate-sync.sh").status == 0)
    let outcome = try pair.run("init", "--scripts", "--yes")
    #expect(outcome.status == 3)
    #expect(outcome.text.contains("Run `chmod +x scripts/validate-sync.sh`."))
    #expect(try pair.edge.git.shell("chmod +x scripts/validate-sync.sh").status == 0)
    #expect(try pair.run("init", "--scripts", "--yes").status == 0)
  }

  /// Links in the place of a folder, of a file, of the hooks folder, leading out or nowhere.
  @Test(arguments: [
    "ln -s ../outside scripts", "mkdir scripts; ln -s ../../outside/x scripts/sync-services.sh",
    "ln -s ../outside .github", "mkdir .github; ln -s ../../outside .github/workflows",
    "ln -s ../outside .gitlab", "rm -rf .git/hooks; ln -s ../../outside .git/hooks",
    "mkdir -p .git/hooks; ln -s ../../../outside/x .git/hooks/pre-commit", "echo x > .gitlab",
    "mkdir -p scripts/validate-sync.sh",
  ])
  func neverWritesThroughALink(_ trap: String) throws {
    let pair = try EdgePair()
    let laid = try Program("/bin/sh").run(
      ["-ec", "mkdir ../outside; \(trap)"], in: pair.edge.git.folder)
    try #require(laid.status == 0, "\(laid.errorText)")
    let outcome = try pair.edgesync.run(["init", "--yes"] + Self.all, in: pair.edge.git.folder)
    #expect(outcome.status == 3, "\(outcome.errorText)")
    #expect(outcome.text.contains("left "))
    #expect(try Program("/bin/ls").run(["-A", "../outside"], in: pair.edge.git.folder).text == "")
  }

  @Test func respectsTheHooksPath() throws {
    let pair = try EdgePair()
    try pair.edge.git.run("config", "core.hooksPath", ".githooks")
    let inside = try pair.run("init", "--hook", "--yes")
    #expect(inside.status == 0, "\(inside.errorText)")
    #expect(pair.folder.text(of: "edge/.githooks/pre-commit") != nil)
    #expect(pair.folder.text(of: "edge/" + HelperText.hook) == nil)
    #expect(inside.text.contains("git add .githooks/pre-commit"), "\(inside.text)")

    // A folder that other repos may share isn't this one's to write in.
    let shared = pair.folder.path.appending("shared-hooks").string
    try pair.edge.git.run("config", "core.hooksPath", shared)
    let outside = try pair.run("init", "--hook", "--yes")
    #expect(outside.status == 3)
    #expect(outside.text.contains("left      \(shared)/pre-commit"), "\(outside.text)")
    #expect(outside.text.contains("edgesync verify --staged"))
    #expect(!FileManager.default.fileExists(atPath: shared))
  }

  @Test func aLinkedWorkTreeSharesTheHook() throws {
    let pair = try EdgePair()
    let linked = pair.folder.path.appending("linked")
    try pair.edge.git.run("worktree", "add", "--quiet", "-b", "other", linked.string)
    let outcome = try pair.edgesync.run(["init", "--hook", "--yes"], in: linked)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(pair.folder.text(of: "edge/" + HelperText.hook) != nil)
    #expect(try Plumbing(linked).line("status", "--porcelain") == "")
  }

  @Test func saysWhatIsLeftToSeeTo() throws {
    let pair = try EdgePair()
    let outcome = try pair.edgesync.run(["init", "--yes"] + Self.all, in: pair.edge.git.folder)
    // The pair's manifest lists scripts/ as its own, and no more.
    #expect(
      outcome.text.contains("add .github/workflows/edgesync-daily.yml, .gitlab/edgesync.yml."),
      "\(outcome.text)")
    #expect(outcome.text.contains("upstream is ../platform, a path on this machine"))
    #expect(outcome.text.contains("include: [{ local: .gitlab/edgesync.yml }]"))
    #expect(!outcome.text.contains("which is lost with it"))

    try pair.write("include: [{ local: .gitlab/edgesync.yml }]\n", to: ".gitlab-ci.yml")
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(
      manifest.replacing("scripts/, ", with: "").replacing("config/, ", with: "config/, .*, ")
        + "land: { daily: push }\n", to: "edgesync.yml")
    let second = try pair.edgesync.run(["init", "--yes"] + Self.all, in: pair.edge.git.folder)
    #expect(second.status == 0, "\(second.errorText)")
    #expect(second.text.contains("under `edge:`; add scripts/."), "\(second.text)")
    #expect(!second.text.contains("include:"))
    #expect(!second.text.contains("which is lost with it"))

    let pushed = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(
      pushed.replacing("daily: push", with: "daily: commit"), to: "edgesync.yml")
    let third = try pair.run("init", "--gitlab-ci", "--yes")
    #expect(third.text.contains("which is lost with it"), "\(third.text)")
  }

  @Test func updatesAskNobodyAndCanBeTriedDry() throws {
    let pair = try EdgePair()
    _ = try pair.run("init", "--scripts", "--hook", "--yes")
    let text = try pair.edge.git.shell(
      """
      text=$(printf '#!/bin/sh\necho old\n' | git hash-object --stdin)
      for path in scripts/sync-services.sh .git/hooks/pre-commit; do
        name=$(basename "$path" .sh)
        printf '#!/bin/sh\n# edgesync-helper: %s, format 1, text %s\necho old\n' "$name" "$text" > "$path"
      done
      """)
    try #require(text.status == 0)
    let before = try pair.state()
    let dry = try pair.run("init", "--update-helpers", "--dry-run")
    #expect(
      dry.status == 0 && dry.text.contains("to update scripts/sync-services.sh, from format 1"))
    #expect(try pair.state() == before)

    let outcome = try pair.run("init", "--update-helpers", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let document = try JSONSerialization.jsonObject(with: Data(outcome.text.utf8))
    let list = try #require((document as? [String: Any])?["helpers"] as? [[String: Any]])
    let states = list.map { "\($0["helper"] ?? "") \($0["state"] ?? "")" }
    #expect(
      states == [
        "github-actions missing", "gitlab-ci missing", "sync-services updated",
        "validate-sync current", "pre-commit updated",
      ])
    for path in ["scripts/sync-services.sh", HelperText.hook] {
      try HelperText.expect(pair.folder.text(of: "edge/" + path), at: path)
      #expect(try mode(pair, path) == 0o755)
    }
    let again = try pair.run("init", "--update-helpers")
    #expect(again.status == 0 && again.text.contains("is up to date"), "\(again.text)")
    #expect(try pair.run("init", "--update-helpers", "--hook").status == 64)
    #expect(try pair.run("init", "--dry-run").status == 64)
  }
}
