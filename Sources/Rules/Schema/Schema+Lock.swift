import Text

extension Schema {
  /// What `edgesync.lock` may hold.
  package static let lock: Schema = .mapping([
    Key("version", .number(1...1), isRequired: true, "The version of this file's format."),
    Key(
      "upstream", LockParts.upstream, isRequired: true,
      "Where upstream was when the pin was taken."),
    Key(
      "pin", LockParts.pin, isRequired: true, "The upstream commit that the synced files stand at."),
    Key(
      "mappings", .list(LockParts.mapping), isRequired: true,
      "What each mapping's synced files are at the pin."),
    Key(
      "overrides", .list(LockParts.override), "What of each override a person has seen."),
    Key("held", .list(LockParts.hold), "Commits that aren't to be taken."),
    Key("owed", .list(LockParts.review), "Emergency syncs that nobody has reviewed yet."),
  ])

  /// The parts of a lock.
  enum LockParts {
    private static let anyText: Schema = .anything("text")

    static let upstream: Schema = .mapping([
      Key("url", line("a url or a path"), isRequired: true, "What was fetched from."),
      Key("branch", line("a branch"), isRequired: true, "The branch that was followed."),
    ])
    static let pin: Schema = .mapping([
      Key("id", objectID, isRequired: true, "The commit's id."),
      Key("date", moment, isRequired: true, "When it was committed."),
      Key("subject", anyText, "Its subject."),
    ])
    static let mapping: Schema = .mapping([
      Key("name", line("a name"), isRequired: true, "The mapping's name."),
      Key(
        "tree", objectID, isRequired: true,
        "The id of the git tree that holds exactly its synced files."),
      Key("files", .number(0...Bounded.most), isRequired: true, "How many files that is."),
    ])
    static let override: Schema = .mapping([
      Key("path", .text("a path"), isRequired: true, "The edge-specific file."),
      Key(
        "pathBytes", .flag,
        "Whether bytes of the path that aren't UTF-8 are percent-escaped."),
      Key(
        "seen", .blank(objectID), isRequired: true,
        "Upstream's blob that was last carried over or set aside; null where it had none."),
    ])
    static let hold: Schema = .mapping([
      Key(
        "id", objectID, isRequired: true,
        "The commit, which isn't taken, nor what descends from it."),
      Key("reason", anyText, "Why."),
      Key("by", anyText, "Who said so."),
      Key("date", moment, isRequired: true, "When."),
      Key("mendedBy", objectID, "A commit that fixes it, from which on it counts no more."),
    ])
    static let review: Schema = .mapping([
      Key("from", objectID, isRequired: true, "The pin before the emergency."),
      Key("to", objectID, isRequired: true, "The pin that it took."),
      Key("reason", anyText, "Why it was made."),
      Key("by", anyText, "Who made it."),
      Key("date", moment, isRequired: true, "When."),
    ])
  }
}
