import Text

/// Why a repo can't be adopted.
package enum InitError: ActionableError, Equatable {
  /// There is a manifest and a lock already.
  case adoptedAlready
  /// A mapping given on the command line can't be read.
  case badMapping(SafeText, reason: SafeText)
  /// The edge repo holds nothing where the mappings lead.
  case nothingCopied([SafeText])
  /// Something stands where a file is to be written.
  case somethingThere(SafeText)
  /// Upstream never had what the mappings take.
  case notUpstream([SafeText])
  /// Upstream can't be read. It was named on the command line, or by a manifest without a lock.
  case upstream(UpstreamError, isInManifest: Bool)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .adoptedAlready: "this repo has an edgesync.yml and an edgesync.lock already"
    case .badMapping(let text, _): "the mapping `\(text)` can't be read"
    case .nothingCopied(let paths): "HEAD holds nothing at \(paths.joined(separator: ", "))"
    case .somethingThere(let name): "\(name) can't be written"
    case .notUpstream(let paths): "upstream never had \(paths.joined(separator: ", "))"
    case .upstream(let error, _): error.what
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .badMapping(_, let reason): reason
    case .somethingThere: "something stands there, and `edgesync init` never overwrites"
    case .upstream(let error, _): error.why
    default: ""
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .adoptedAlready: "Change edgesync.yml by hand; `edgesync init` never overwrites"
    case .badMapping: "Write it as FROM:TO, both from their repository's root"
    case .nothingCopied:
      "Commit the copy first; to start without one, name a commit with --pin COMMIT"
    case .somethingThere: "Move it away and run the command again"
    case .notUpstream: "Look at the FROM of --map; `git ls-tree` upstream shows what is there"
    case .upstream(.notFound, isInManifest: false): "Give another --upstream"
    case .upstream(.noBranch, isInManifest: false), .upstream(.notACommit, isInManifest: false):
      "Name another with --branch; `git ls-remote` shows what is there"
    // Without a lock there is nothing to fetch for yet.
    case .upstream(.unreachable, let isInManifest):
      isInManifest
        ? "Try `git ls-remote` on it, then run `edgesync init` again"
        : "Try `git ls-remote` on it, or give another --upstream"
    case .upstream(let error, _): error.remedy
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .badMapping: .usage
    case .upstream(let error, _): error.exitStatus
    default: .failed
    }
  }
}
