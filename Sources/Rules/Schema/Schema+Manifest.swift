import Text

extension Schema {
  /// What `edgesync.yml` may hold.
  package static let manifest: Schema = .mapping(
    [
      Key(
        "version", .number(1...1), isRequired: true,
        "The version of this file's format. This edgesync reads version 1."),
      Key(
        "upstream", upstream, isRequired: true, "Where the platform repo is that files come from."),
      Key(
        "mode", words(Manifest.Mode.self),
        "How this repo holds upstream's files: `selective` (the default) as files of its own, `submodule` in a submodule."
      ),
      Key(
        "submodule", path(own: false, root: false),
        "The submodule's path. `mode: submodule` needs it."),
      Key(
        "mappings", .list(mapping, atLeast: 1, atMost: Manifest.maximumMappings), isRequired: true,
        "What is synced: each names a folder or a file upstream, and where it stands here."),
      Key(
        "edge", edgeEntries,
        "Files anywhere in this repo that no sync touches, as patterns from its root, each with a reason and an owner where you like."
      ),
      Key(
        "changelog", path(own: false, root: false),
        "The Markdown file that lists the syncs that landed. Default: `docs/sync-changelog.md`."),
      Key(
        "checks", .blank(.list(check, atMost: Manifest.maximumChecks)),
        "What a candidate has to pass before it lands. Three built-in checks always run."),
      Key(
        "sandbox", words(SandboxPolicy.self),
        "Whether checks run in a sandbox: `auto` (the default) where one works, `require` never without, `off` in none."
      ),
      Key("land", .blank(land), "How each kind of sync lands."),
      Key("alerts", alerts, "Who is told when something happens, and how."),
      Key(
        "stale", .age,
        "How long upstream may go on, with nothing of it landing, before that is stale, such as `8d`."
      ),
    ],
    [
      "if": ["properties": ["mode": ["const": "submodule"]], "required": ["mode"]],
      "then": ["required": ["submodule"]],
      // In a submodule, files stand where upstream has them.
      "else": ["properties": ["mappings": ["items": ["required": ["to"]]]]],
    ])

  static let upstream: Schema = .mapping([
    Key(
      "url", url, isRequired: true,
      "What `git fetch` takes, a local path too; a relative one is from this repo's root. Without a user or a password: those belong in git's credential helper."
    ),
    Key("branch", branch, "The branch that is followed. Default: `main`."),
  ])

  static let mapping: Schema = .mapping([
    Key(
      "name", line("a name"),
      "What the mapping is called, unlike any other. Default: its folder's name."),
    Key("from", path(), isRequired: true, "The folder or file upstream; `.` is the whole repo."),
    Key(
      "to", path(own: false),
      "Where it stands here; `.` is this repo's root. In a submodule it stands where upstream has it, and this may be left out."
    ),
    Key(
      "include", .blank(.list(pattern, atLeast: 1, atMost: PatternList.maximumPatterns)),
      "Which files are taken, as patterns of .gitignore from the mapping's folder. Default: all of them."
    ),
    Key(
      "exclude", .blank(.list(pattern, atMost: PatternList.maximumPatterns)),
      "Which of those aren't taken."),
    Key(
      "edge", edgeEntries,
      "Files in the mapping's folder that are this repo's own: no sync writes, deletes or renames them."
    ),
  ])

  private static let edgeEntries: Schema = .blank(
    .list(.either([pattern, edgeEntry]), atMost: PatternList.maximumPatterns))

  /// An entry of `edge` that says why, and whose it is.
  static let edgeEntry: Schema = .mapping([
    Key("pattern", pattern, isRequired: true, "The files, as a pattern of .gitignore."),
    Key(
      "reason", line(limit: Pattern.maximumReason),
      "Why they are this repo's own. It is shown wherever the rule is."),
    Key(
      "owner", line(limit: Pattern.maximumOwner), "Whom to ask about them, such as `@edge-team`."),
  ])

  static let land: Schema = .mapping(
    Manifest.landingKinds.map { kind in
      Key(
        kind.rawValue, words(Manifest.Landing.self),
        "How a sync of this kind lands: `commit` on the branch that is checked out, `push` the same and pushed, `branch` on a branch of its own, `pull-request` with a request for review. Default: `\(Manifest.usualLanding(of: kind).rawValue)`."
      )
    } + [
      Key(
        "via", words(Manifest.Forge.self),
        "How a request is opened: by `gh`, by GitLab's push options, or by AGit. Default: by what the remote is."
      ),
      Key(
        "failing", words(Manifest.FailedOffer.self),
        "What becomes of a daily sync whose checks failed: `offer` (the default) offers it marked as failing, `hold` doesn't offer it."
      ),
    ])

  /// One of the words of a type.
  static func words<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type
  ) -> Schema where Word.RawValue == String {
    .words(Word.allCases.map(\.rawValue))
  }
}
