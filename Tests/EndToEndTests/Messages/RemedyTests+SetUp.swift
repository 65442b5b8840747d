import Foundation
import Support
import Testing

/// The same for how a repo is set up: its mode, its submodule, its helpers.
extension RemedyTests {
  @Test func aSubmoduleWhoseManifestAsksForFiles() throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    try pair.advanceAsUsual()
    try remedy.run(
      "sed -i -e '/^mode:/d' -e '/^submodule:/d' edgesync.yml; git commit -qam Files")
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 78)
    try remedy.run("git checkout HEAD^ -- edgesync.yml; git commit -qm Back")
    try remedy.run(try remedy.command("edgesync init --from-submodule", of: outcome) + " --yes")
    try remedy.expectDone("verify")
    try remedy.expectDone("pin", "main", "--yes")
  }

  /// Files become a submodule as told: the mappings stay, and what was held and pending too.
  @Test func filesWhoseManifestAsksForASubmodule() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("edgesync pin \(commits[0]) --yes")
    try remedy.expectDone("hold", commits[3], "--reason", "breaks")
    let before = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    try remedy.run(
      """
      sed -i -e '1a mode: submodule' -e '1a submodule: our platform' -e '/^ *to:/d' edgesync.yml
      git commit -qam Mode
      """)
    let manifest = pair.folder.text(of: "edge/edgesync.yml")
    let outcome = try pair.run("pin", commits[1], "--yes")
    #expect(outcome.status == 78, "\(outcome.errorText)")
    try remedy.follow("git submodule add URL ", of: outcome, "URL", as: "$PWD/../platform")
    try remedy.run(try remedy.command("git rm edgesync.lock", of: outcome) + " --yes")
    try remedy.run("git add -A; git commit -qm Lock")
    #expect(pair.folder.text(of: "edge/edgesync.yml") == manifest)
    let after = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    let decided = /(?s)(held:.*)|pin: [^\n]*|seen: [0-9a-f]*/
    #expect(after.matches(of: decided).map(\.0) == before.matches(of: decided).map(\.0), "\(after)")
    try remedy.expectDone("verify")
    try remedy.expectDone("pin", commits[1], "--yes")
    #expect(try pair.run("pin", commits[3], "--yes").errorText.contains("breaks"))
    #expect(pair.folder.text(of: "edge/services/api/app.py") != nil)
  }

  @Test(arguments: [false, true])
  func aSubmodulesLockThatIsMissing(_ namesPin: Bool) throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    try pair.advanceAsUsual()
    let manifest = pair.folder.text(of: "edge/edgesync.yml")
    let lock = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    try remedy.run("rm edgesync.lock")
    let outcome = try pair.run("status")
    #expect(outcome.status == 78)
    // A pin that isn't where HEAD has the submodule is none; the one that is may be named.
    let elsewhere = try pair.run("init", "--pin", "main", "--yes")
    #expect(elsewhere.status == 64 && pair.folder.text(of: "edge/edgesync.lock") == nil)
    try remedy.run(
      try remedy.command("edgesync init", of: outcome)
        + (namesPin ? " --pin \(pair.pin) --yes" : " --yes"))
    #expect(pair.folder.text(of: "edge/edgesync.yml") == manifest)
    let says = /tree: "[0-9a-f]+"|files: \d+|seen: "[0-9a-f]+"|id: "[0-9a-f]+"/
    let written = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    #expect(written.matches(of: says).map(\.0) == lock.matches(of: says).map(\.0), "\(written)")
    try remedy.run("git add edgesync.lock; git diff --cached --quiet || git commit -qm Found")
    try remedy.run(try remedy.command("edgesync pin ", of: elsewhere) + " --dry-run")
    try remedy.expectDone("pin", "main", "--yes")
    try remedy.expectDone("verify")
  }

  @Test(arguments: ["vendored", "vendor/deep/platform", "vendor/our platform"])
  func aSubmoduleThatShallStandElsewhere(_ place: String) throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    try pair.advanceAsUsual()
    try remedy.run(
      "sed -i -e 's#^submodule: .*#submodule: \"\(place)\"#' -e 's#platform/services#\(place)/services#' edgesync.yml; git commit -qam Place"
    )
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 78, "\(outcome.errorText)")
    try remedy.follow(place.contains("/") ? "mkdir -p " : "git mv ", of: outcome)
    try remedy.run("git commit -qm Move")
    try remedy.expectDone("pin", "main", "--yes")
    try remedy.expectDone("verify")
  }

  @Test func aSubmoduleThatIsMissing() throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    try remedy.run("git rm -qf platform edgesync.yml edgesync.lock; git commit -qm Gone")
    let outcome = try pair.run("init", "--submodule", "vendored", "--yes")
    #expect(outcome.status == 1)
    let command = try remedy.command("git submodule add", of: outcome)
    try remedy.run(
      command.replacing("URL", with: "../platform").replacing("PATH", with: "vendored"))
    try remedy.run("git commit -qm Add")
    try remedy.expectDone("init", "--submodule", "vendored", "--yes")
  }

  @Test func aSubmoduleWhoseFilesGoThroughAFilter() throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    try pair.advanceAsUsual()
    try remedy.run(
      """
      git config -f .git/modules/platform/config filter.x.clean 'sed s/o/0/'
      echo 'app.py filter=x' > .git/modules/platform/info/attributes
      cd platform; sed -i s/o/O/ services/api/app.py; sed -i s/O/o/ services/api/app.py
      git config filter.x.clean 'sed s/O/o/'; sed -i s/o/O/ services/api/app.py
      git add services/api/app.py; git update-index --refresh
      echo '*.log' >> "$(git rev-parse --git-path info/exclude)"; echo mine > mine.txt; echo mine > mine.log
      """)
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    try remedy.follow("mv platform ", of: outcome)
    try remedy.expectDone("pin", "main", "--yes")
    try remedy.follow("git submodule update --init", of: outcome)
    try remedy.expectDone("verify")
    #expect(
      try remedy.run("cat platform.kept/mine.txt platform.kept/mine.log").lines == ["mine", "mine"])
  }

  @Test func aSubmoduleThatTakesNoCommits() throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    try pair.advanceAsUsual()
    let packs = ".git/modules/platform/objects/pack"
    try remedy.run(
      "git -C platform unpack-objects -q </dev/null; rm -rf \(packs); touch \(packs)", succeeds: nil
    )
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(
      outcome.errorText.contains("couldn't be given upstream's commits"), "\(outcome.errorText)")
    try remedy.follow("mv platform ", of: outcome)
    try remedy.expectDone("pin", "main", "--yes")
  }

  @Test func scriptsWhereModesAreNotLookedAt() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try remedy.run("git config core.fileMode false")
    try remedy.follow("git add --chmod=+x", of: pair.run("init", "--scripts", "--yes"))
    let staged = try pair.edge.git.outcome(["ls-files", "-s", "scripts"]).lines
    #expect(staged.count == 2 && staged.allSatisfy { $0.hasPrefix("100755 ") })
  }

  @Test func aHelperThatAnEarlierOneWrote() throws {
    let pair = try EdgePair(manifest: "land: { daily: branch }")
    let remedy = Remedy(pair: pair)
    let path = ".github/workflows/edgesync-daily.yml"
    try remedy.run(
      """
      mkdir -p .github/workflows
      text=$(echo 'jobs: { edgesync: --results }' | git hash-object --stdin)
      printf '# edgesync-helper: github-actions, format 1, text %s\njobs: { edgesync: --results }\n' "$text" > \(path)
      """)
    let again = try remedy.run("edgesync init --github-actions --yes", succeeds: false)
    for outcome in [try pair.run("status"), try pair.run("daily"), again] {
      #expect(
        try remedy.command("edgesync init --", of: outcome) == "edgesync init --update-helpers")
    }
    try remedy.follow("edgesync init --", of: pair.run("status"))
    try HelperText.expect(pair.folder.text(of: "edge/" + path), at: path)
    #expect(try !pair.run("status").text.contains("--update-helpers"))
  }

  @Test func aHelperThatSomebodyChanged() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    // Checks ran beside the tokens in what was written first.
    let path = ".github/workflows/edgesync-daily.yml"
    let mine = "jobs: { sync: { steps: [{ run: edgesync daily }] } }\n"
    for text in [mine, "# Written by `edgesync init --github-actions`\n" + mine] {
      try remedy.run("mkdir -p .github/workflows")
      try pair.write(text, to: path)
      let update = try remedy.follow("edgesync init --", of: pair.run("status"), succeeds: false)
      #expect(update.status == 3 && pair.folder.text(of: "edge/" + path) == text)
      let difference = try remedy.follow(
        "edgesync init --print-helper", of: update, succeeds: false)
      #expect(difference.text.contains("-" + mine), "\(difference.text)")
      #expect(difference.text.contains("+# edgesync-helper: github-actions, format "))
      // With the stamp's line it counts as what is written now, whatever else is in it.
      try remedy.run(
        "edgesync init --print-helper github-actions > \(path); echo '# Mine.' >> \(path)")
      #expect(try !pair.run("status").text.contains("--update-helpers"))
      #expect(try remedy.run("edgesync init --update-helpers").text.contains("somebody's changes"))
    }
  }

  /// A landing that is killed while it waits for a log of refs.
  @Test func aLandingThatWasCutShort() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("rm -f .git/logs/HEAD; mkdir -p .git/logs; mkfifo .git/logs/HEAD")
    let run = try pair.edgesync.start(["pin", commits[3], "--yes"], in: pair.edge.git.folder)
    while pair.folder.text(of: "edge/.git/refs/heads/main.lock") == nil { sched_yield() }
    run.signal(SIGTERM)
    run.signal(SIGINT)
    let ended = try run.wait()
    try remedy.run("rm .git/logs/HEAD")
    let outcome = try pair.run("verify", "--staged")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    // The ended run and the next one name the same.
    #expect(ended.errorText.contains("in the middle of its landing"), "\(ended.errorText)")
    #expect(try remedy.command("edgesync ", of: ended) == remedy.command("edgesync ", of: outcome))
    try remedy.follow("edgesync status", of: ended)
    try remedy.expectDone("verify", "--staged")
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  /// A file that a person saves between the branch's move and its own turn, which many others come before.
  @Test(arguments: [
    (EdgePair.Mode.selective, ["pin", "main", "--yes"]),
    (.submodule, ["pin", "main", "--yes"]),
    (.submodule, ["init", "--from-submodule", "platform", "--yes"]),
  ])
  func aFileThatIsSavedMeanwhile(_ mode: EdgePair.Mode, _ arguments: [String]) throws {
    let pair = try EdgePair(mode)
    let remedy = Remedy(pair: pair)
    let blob = try pair.platform.blob(Array("two\n".utf8))
    let many = (0..<300).map {
      (name: Array("\($0)".utf8), entry: RawRepository.Entry.object(mode: "100644", id: blob))
    }
    try pair.advance(["many": .folder(many), "z.txt": .text("two\n")], subject: "Add many")
    let isConversion = arguments[0] == "init"
    if isConversion { try remedy.expectDone("pin", "main", "--yes") }
    let branch = "edge/.git/refs/heads/main"
    let before = pair.folder.text(of: branch)
    let run = try pair.edgesync.start(arguments, in: pair.edge.git.folder)
    while pair.folder.text(of: branch) == before { sched_yield() }
    let place = isConversion ? EdgePair.service : pair.service
    try pair.write("mine\n", to: place + "/z.txt")
    let outcome = try run.wait()
    #expect(outcome.text.contains("z.txt was saved during the sync"), "\(outcome.text)")
    #expect(try remedy.follow("git diff", of: outcome).text.contains("\n+mine"))
  }
}
