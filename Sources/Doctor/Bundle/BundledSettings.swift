import Git

/// git's settings, and which of them a report has: a few that change how git handles files, whose values are words of
/// git's own.
struct BundledSettings {
  /// All values by their keys, which a report never has.
  let values: [String: [String]]

  private static let known: Set<String> = [
    "commit.gpgsign", "core.autocrlf", "core.bare", "core.commitgraph", "core.eol", "core.filemode",
    "core.ignorecase", "core.precomposeunicode", "core.repositoryformatversion", "core.safecrlf",
    "core.splitindex", "core.symlinks", "core.untrackedcache", "extensions.objectformat",
    "extensions.partialclone", "extensions.refstorage", "extensions.worktreeconfig",
    "feature.manyfiles", "fetch.fsckobjects", "fetch.prune", "gpg.format", "index.skiphash",
    "index.sparse", "index.version", "merge.conflictstyle", "pull.rebase", "push.default",
    "submodule.recurse", "transfer.fsckobjects",
  ]

  private static let words: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "input", "warn", "lf", "crlf", "native", "sha1",
    "sha256", "files", "reftable", "openpgp", "ssh", "x509", "merge", "diff3", "zdiff3",
    "interactive",
    "merges", "nothing", "current", "upstream", "tracking", "simple", "matching", "keep", "",
  ]

  /// Reads what `git config --list --null` prints.
  init(_ output: [UInt8]) {
    var values: [String: [String]] = [:]
    for entry in output.split(separator: 0) {
      let parts = entry.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      values[parts[0], default: []].append(parts.count > 1 ? parts[1] : "")
    }
    self.values = values
  }

  /// What a report has: the last value of each known key, where it is a word of git's or a small number.
  var harmless: [String: String] {
    values.filter { Self.known.contains($0.key) }.compactMapValues { texts in
      guard let text = texts.last,
        Self.words.contains(text.lowercased()) || Int(text) != nil && text.count < 4
      else { return nil }
      return text
    }
  }
}
