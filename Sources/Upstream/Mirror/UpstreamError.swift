import Git
import SystemPackage
import Text

/// Why upstream can't be read.
package enum UpstreamError: ActionableError, Equatable {
  /// The local path isn't a repository.
  case notFound(path: SafeText, reason: SafeText)
  /// Nothing was fetched yet.
  case neverFetched(url: SafeText)
  /// The fetch failed.
  case unreachable(url: SafeText, reason: SafeText)
  /// What was fetched lacks a part of its history.
  case incomplete(url: SafeText, reason: SafeText)
  /// The branch isn't there.
  case noBranch(branch: SafeText, url: SafeText)
  /// The pin's commit isn't there, in a clone that is fetched or in place.
  case pinMissing(pin: SafeText, url: SafeText, isFetched: Bool)
  /// The pin's commit isn't in a local clone that is shallow.
  case pinCutOff(pin: SafeText, folder: FilePath)
  /// Upstream names its objects by SHA-256.
  case objectFormat(url: SafeText)
  /// The branch leads to something else than a commit.
  case notACommit(branch: SafeText)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .notFound(let path, _): "upstream \(path) can't be read"
    case .neverFetched(let url): "upstream \(url) hasn't been fetched yet"
    case .unreachable(let url, _): "upstream \(url) can't be reached"
    case .incomplete(let url, _): "upstream \(url) lacks part of its history"
    case .noBranch(let branch, let url): "upstream \(url) has no branch \(branch)"
    case .pinMissing(let pin, let url, _): "the pin \(pin) isn't in upstream \(url)"
    case .pinCutOff(let pin, let folder): "the pin \(pin) isn't in \(folder.text)"
    case .objectFormat(let url): "upstream \(url) can't be read"
    case .notACommit(let branch): "upstream's branch \(branch) doesn't point to a commit"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .notFound(_, let reason), .unreachable(_, let reason): reason
    case .incomplete(_, let reason): "it is a shallow clone, or damaged: " + reason
    case .pinMissing: "its history was rewritten"
    case .pinCutOff: "it is a shallow clone, and its history ends before the pin"
    case .objectFormat: "it is in SHA-256 format, and edgesync reads SHA-1 only"
    default: ""
    }
  }

  /// The command by which git itself asks an upstream what it has.
  package static func asking(_ url: SafeText) -> SafeText {
    "git ls-remote \(word: url)"
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .notFound: "Fix upstream.url in edgesync.yml"
    case .neverFetched: "Run `edgesync fetch`"
    case .unreachable(let url, _):
      "Try `\(Self.asking(url))`, then run `edgesync fetch` again"
    case .incomplete:
      "Run `git fetch --unshallow` there, or name a complete clone as upstream.url in edgesync.yml"
    case .noBranch: "Fix upstream.branch in edgesync.yml"
    case .pinMissing(_, _, let isFetched):
      (isFetched ? "Run `edgesync fetch`. If it is still missing" : "If it is gone for good")
        + ", `git rm edgesync.lock`, and `edgesync init` looks for the commit that your files are at"
    case .pinCutOff(_, let folder): "Run `git -C \(word: folder) fetch --unshallow`"
    case .objectFormat: "Use an upstream in SHA-1 format"
    case .notACommit: "Fix upstream.branch in edgesync.yml"
    }
  }

  /// The exit status it leads to: whichever it is, upstream is not to be had as it has to be.
  package var exitStatus: ExitStatus { .unreachable }
}
