import Text

/// Why upstream can't be read.
package enum UpstreamError: ActionableError, Equatable {
  /// The local path isn't a repository.
  case notFound(path: SafeText, reason: SafeText)
  /// Nothing was fetched yet.
  case neverFetched(url: SafeText)
  /// The fetch failed.
  case unreachable(url: SafeText, reason: SafeText)
  /// The branch isn't there.
  case noBranch(branch: SafeText, url: SafeText)
  /// The pin's commit isn't there.
  case pinMissing(pin: SafeText, url: SafeText)
  /// The branch leads to something else than a commit.
  case notACommit(branch: SafeText)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .notFound(let path, _): "upstream \(path) can't be read"
    case .neverFetched(let url): "upstream \(url) hasn't been fetched yet"
    case .unreachable(let url, _): "upstream \(url) can't be reached"
    case .noBranch(let branch, let url): "upstream \(url) has no branch \(branch)"
    case .pinMissing(let pin, let url): "the pin \(pin) isn't in upstream \(url)"
    case .notACommit(let branch): "upstream's branch \(branch) leads to no commit"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .notFound(_, let reason), .unreachable(_, let reason): reason
    case .pinMissing: "its history was rewritten, or this clone of it is shallow"
    default: ""
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .notFound: "Mend upstream.url in edgesync.yml"
    case .neverFetched: "Run `edgesync fetch`"
    case .unreachable: "Try `git ls-remote` on it, then run `edgesync fetch` again"
    case .noBranch: "Mend upstream.branch in edgesync.yml"
    case .pinMissing:
      "Run `edgesync fetch`; if it stays away, take a new start with `edgesync init --pin COMMIT`"
    case .notACommit: "Mend upstream.branch in edgesync.yml"
    }
  }

  /// The exit status it leads to: whichever it is, upstream is not to be had as it has to be.
  package var exitStatus: ExitStatus {
    switch self {
    case .notFound, .neverFetched, .unreachable, .noBranch, .pinMissing, .notACommit: .unreachable
    }
  }
}
