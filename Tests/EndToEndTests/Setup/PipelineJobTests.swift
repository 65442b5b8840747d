import Foundation
import Support
import SystemPackage
import Testing

/// The scripts of the GitLab jobs, run by the shell as a runner runs them.
@Suite struct PipelineJobTests {
  private let folder: TemporaryFolder
  private let text: String

  init() throws {
    folder = try TemporaryFolder()
    text = try String(contentsOf: HelperText.golden(".gitlab/edgesync.yml"), encoding: .utf8)
    let standIn = """
      #!/bin/sh
      for word; do printf '<%s>' "$word"; done >> '\(folder.name)/calls'
      case "$1" in status) exit "${AGE:-0}" ;; *) exit "${STATUS:-0}" ;; esac
      """
    try folder.writeProgram(standIn, to: "bin/edgesync")
  }

  private func job(
    _ name: String, _ variables: [String: String], before: String = ""
  ) throws -> (outcome: Program.Outcome, calls: String?) {
    _ = try Program("/bin/rm").run(["-f", "calls"], in: folder.path)
    let script = try #require(PipelineScript.block(after: "\n\(name):\n", in: text))
    try folder.write("{}", to: "edgesync-results.json")
    let outcome = try Program(
      "/bin/sh",
      variables: [
        "PATH": "\(folder.name)/bin:/usr/bin:/bin", "HOME": folder.name,
      ].merging(variables) { $1 }
    ).run(["-e", "-c", before + script], in: folder.path)
    return (outcome, folder.text(of: "calls"))
  }

  private var results: String { folder.name + "/results.json" }

  /// Tokens reach two jobs by their environment, and neither runs checks; the one that does refuses them.
  @Test func checksRunInAJobWithoutTokens() throws {
    let jobs = text.components(separatedBy: "\nedgesync ").dropFirst()
    try #require(jobs.count == 3)
    for job in jobs {
      #expect(job.contains("environment: { name: edgesync") == !job.hasPrefix("check:"))
    }
    for token in ["EDGESYNC_TOKEN", "EDGESYNC_UPSTREAM_TOKEN"] {
      let (outcome, calls) = try job("edgesync check", [token: "x"])
      #expect(outcome.status == 1)
      #expect(outcome.errorText.contains("environment scope edgesync"))
      #expect(calls == nil)
    }
    let made = try Program("/bin/sh", variables: ["PATH": "/usr/bin:/bin"]).run(
      ["-ec", "mkdir -p .git; tar -cf edgesync-upstream.tar -T /dev/null"], in: folder.path)
    try #require(made.status == 0)
    let (outcome, calls) = try job("edgesync check", [:])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(calls == "<daily><--save-results><edgesync-results.json>")
  }

  @Test func theDailyJobSyncsAndWatches() throws {
    // The status of the sync, of the watcher, and of the job.
    let cases: [(sync: Int32, watch: Int32, job: Int32)] = [
      (0, 0, 0), (2, 0, 2), (0, 1, 1), (2, 1, 2), (5, 5, 5),
    ]
    for (sync, watch, job) in cases {
      let (outcome, calls) = try self.job(
        "edgesync sync", ["STATUS": String(sync), "AGE": String(watch)])
      #expect(outcome.status == job, "\(sync) \(watch)")
      #expect(calls == "<daily><--results><\(results)><status><--max-age><8d>")
    }
  }

  @Test func theEmergencyJobPassesOnWhatAPersonTypes() throws {
    let hostile = "--x $(touch gone) `touch gone`"
    let (outcome, calls) = try job(
      "edgesync sync",
      ["EDGESYNC_REASON": hostile, "EDGESYNC_COMMIT": "--json", "STATUS": "2"])
    #expect(outcome.status == 2)
    #expect(calls == "<emergency><--reason=\(hostile)><--results><\(results)><--><--json>")
    #expect(folder.text(of: "gone") == nil)
  }

  /// The address that the runner cloned from holds its token; what is pushed to doesn't.
  @Test func tokensStayOutOfAddressesAndFiles() throws {
    let made = try Program("/bin/sh", variables: ["PATH": "/usr/bin:/bin", "HOME": folder.name])
      .run(
        [
          "-ec",
          """
          git init -q repo && cd repo
          git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x
          git remote add origin https://gitlab-ci-token:runner@forge.example/acme/edge.git
          git checkout -q --detach
          """,
        ], in: folder.path)
    try #require(made.status == 0, "\(made.errorText)")
    let script = try #require(PipelineScript.all(in: text).dropFirst().first)
    let ask = """

      git symbolic-ref HEAD
      git remote get-url origin
      for url in acme/edge.git acme/platform.git; do
        printf 'url=https://forge.example/%s\\n\\n' "$url" | git credential fill | grep password
      done
      grep -r -e own-token "$HOME" || true
      """
    let outcome = try Program(
      "/bin/sh",
      variables: [
        "PATH": "/usr/bin:/bin", "TMPDIR": folder.name, "CI_SERVER_HOST": "forge.example",
        "CI_SERVER_URL": "https://forge.example", "GIT_TERMINAL_PROMPT": "0",
        "CI_PROJECT_URL": "https://forge.example/acme/edge", "CI_DEFAULT_BRANCH": "main",
        "CI_COMMIT_SHA": "HEAD", "EDGESYNC_TOKEN": "own-token",
        "EDGESYNC_UPSTREAM_TOKEN": "other-token", "GIT_CONFIG_NOSYSTEM": "1",
      ]
    ).run(["-e", "-c", script + ask], in: folder.path.appending("repo"))
    #expect(
      outcome.lines == [
        "refs/heads/main", "https://forge.example/acme/edge.git", "password=own-token",
        "password=other-token",
      ], "\(outcome.errorText)")
  }
}
