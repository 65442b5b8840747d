import Doctor
import Git
import Journal
import Rules
import Support
import SystemPackage

extension BrokenSetUp {
  private static let day = 86_400

  /// Who commits, what `init` wrote, and whether syncs land.
  static let ofSetUp: [BrokenSetUp] = [
    .script(
      .identityMissing, "nobody",
      "cd edge && git config --unset user.name && git config --unset user.email && git config user.useConfigOnly true"
    ),
    BrokenSetUp(kind: .signingProgram, name: "no gpg") { patient in
      try patient.isolatePrograms(
        installing: "[ $name = gnupg ] && ln -s /bin/true gpg")
      try patient.run("cd edge && git config commit.gpgSign true")
    },
    BrokenSetUp(kind: .signingKey, name: "a key of gpg's that isn't here") { patient in
      try patient.isolatePrograms(installing: "exit 1")
      try patient.run("ln -s /bin/false bin/gpg")
      try patient.run("cd edge && git config commit.gpgSign yes && git config user.signingKey A1B2")
    },
    .script(
      .signingKey, "a key of ssh's that isn't here",
      "cd edge && git config commit.gpgSign true && git config gpg.format ssh && git config user.signingKey '~/key.pub'"
    ),
    .script(
      .remoteMissing, "nowhere to push to", "", manifest: "land: { weekly: push }", hasFix: false),
    BrokenSetUp(
      kind: .forgeProgram, name: "no gh", manifest: "land: { daily: pull-request }"
    ) { patient in
      try patient.isolatePrograms(installing: "[ $name = gh ] && ln -s /bin/true gh")
      try patient.run("cd edge && git remote add origin https://github.com/acme/edge.git")
    },
    .script(.hookMissing, "only the scripts are there", "cd edge && edgesync init --scripts --yes"),
    .script(
      .hookNotExecutable, "its mode was lost",
      "cd edge && edgesync init --hook --yes && chmod -x .git/hooks/pre-commit"),
    earlier("pre-commit.1", as: ".git/hooks/pre-commit", .hookOutdated),
    earlier("edgesync-daily.2", as: ".github/workflows/edgesync-daily.yml", .workflowOutdated),
    earlier("sync-services.1", as: "scripts/sync-services.sh", .scriptOutdated),
    earlier("pre-commit.1", as: ".git/hooks/pre-commit", .hookOutdated, end: "# ours"),
    .script(
      .workflowOutdated, "one of somebody's own that has checks run beside its tokens",
      "cd edge && mkdir -p .github/workflows && echo 'run: edgesync daily' > .github/workflows/edgesync-daily.yml"
    ),
    BrokenSetUp(
      kind: .scheduleDead, name: "no daily sync", manifest: "land: { daily: commit }"
    ) { patient in
      try patient.pair.advanceAsUsual()
      try patient.run("cd edge && edgesync init --github-actions --hook --yes")
      patient.surroundings.now += 20 * day
    },
    BrokenSetUp(kind: .syncFailed, name: "a weekly sync was refused") {
      try record(.weekly, in: $0)
    },
    BrokenSetUp(
      kind: .syncFailed, name: "a daily sync failed", manifest: "land: { daily: commit }"
    ) { try record(.daily, in: $0) },
    BrokenSetUp(
      kind: .syncFailed, name: "an emergency failed", manifest: "land: { emergency: commit }"
    ) { try record(.emergency, in: $0) },
  ]

  /// One that has a helper as an earlier edgesync wrote it.
  private static func earlier(
    _ name: String, as path: String, _ kind: Finding.Kind, end: String = ""
  ) -> BrokenSetUp {
    let source = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().appending("SetupTests/Earlier/\(name)")
    return .script(
      kind, "\(name)\(end.isEmpty ? "" : ", changed")",
      """
      cd edge && mkdir -p "$(dirname \(path))" && cp '\(source)' \(path) && chmod +x \(path)
      \(end.isEmpty ? "" : "echo '\(end)' >> \(path)")
      """)
  }

  /// Records that a sync to the first commit past the pin was refused.
  private static func record(_ kind: SyncKind, in patient: Patient) throws {
    let candidate = try patient.pair.advanceAsUsual()[0]
    try patient.run("mkdir -m 700 edge/.git/edgesync")
    try StateDatabase(in: patient.pair.folder.path.appending("edge/.git/edgesync")).record(
      SyncEvent(
        id: "", kind: kind, outcome: .refused, date: EdgesyncProgram.now - 60, by: "Robin",
        from: nil, to: ObjectID(hex: candidate), reason: "app.py was modified here"))
  }
}
