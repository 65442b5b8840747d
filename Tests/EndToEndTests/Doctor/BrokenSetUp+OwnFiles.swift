import Doctor
import Support

extension BrokenSetUp {
  /// The manifest and the lock.
  static let ofOwnFiles: [BrokenSetUp] = [
    .script(.manifestMissing, "deleted", "rm edge/edgesync.yml"),
    .script(
      .manifestMissing, "deleted and committed",
      "cd edge && git rm -q edgesync.yml && git commit -qm Delete"),
    .script(.manifestInvalid, "no YAML", "echo 'mappings: [' >> edge/edgesync.yml"),
    .script(.manifestInvalid, "a wrong value", "echo 'mode: sometimes' >> edge/edgesync.yml"),
    .script(
      .manifestInvalid, "a wrong value that is committed",
      "cd edge && echo 'mode: sometimes' >> edgesync.yml && git commit -qam Break"),
    .script(.lockMissing, "deleted", "rm edge/edgesync.lock"),
    .script(
      .lockMissing, "never there",
      "cd edge && git rm -q edgesync.lock && git commit -q --amend --no-edit"),
    .script(
      .lockInvalid, "conflict markers",
      "printf '<<<<<<< HEAD\\n' | cat - edge/edgesync.lock > lock && mv lock edge/edgesync.lock"),
    .script(
      .lockInvalid, "never any other",
      "cd edge && echo 'version: [' > edgesync.lock && git commit -q --amend --no-edit edgesync.lock"
    ),
    .script(
      .lockMismatch, "another tree",
      """
      cd edge && sed -i 's/tree: "[0-9a-f]*"/tree: "4b825dc642cb6eb9a060e54bf8d69288fbee4904"/' edgesync.lock
      git commit -q --amend --no-edit edgesync.lock
      """),
    .script(.ownFilesUncommitted, "a comment", "echo '# ours' >> edge/edgesync.yml"),
    .script(
      .ownFilesUncommitted, "not added",
      "cd edge && git rm -q --cached edgesync.lock && git commit -q --amend --no-edit"),
    .script(
      .mappingsChanged, "a file is excluded",
      """
      cd edge && sed -i 's/    to: services.api/&\\n    exclude: [run.sh]/' edgesync.yml
      git commit -qam Exclude
      """),
  ]
}
