import Git
import Text

/// Why a repo can't be adopted.
package enum InitError: ActionableError, Equatable {
  /// There is a manifest and a lock already.
  case adoptedAlready
  /// A mapping given on the command line can't be read.
  case badMapping(SafeText, reason: SafeText, isInSubmodule: Bool = false)
  /// The edge repo holds nothing where the mappings lead.
  case nothingCopied([SafeText])
  /// Something stands where a file is to be written.
  case somethingThere(SafeText)
  /// Upstream never had what the mappings take; and what lists what it has.
  case notUpstream([SafeText], listing: SafeText)
  /// HEAD has no submodule at a path; these are where it has some.
  case noSubmodule(RepoPath, others: [SafeText])
  /// What `.gitmodules` has as the submodule's url can't be used.
  case submoduleURL(reason: SafeText)
  /// The manifest's text is written in a way that can't be changed line by line.
  case unwritable
  /// The commit that the submodule stands at isn't in upstream.
  case unknownPin(SafeText, url: SafeText)
  /// A pin was named that the submodule doesn't stand at.
  case otherPin(ObjectID, submoduleAt: ObjectID)
  /// Upstream can't be read. It was named on the command line, or by a manifest without a lock.
  case upstream(UpstreamError, isInManifest: Bool)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .adoptedAlready: "this repo has an edgesync.yml and an edgesync.lock already"
    case .badMapping(let text, _, _): "the mapping `\(text)` can't be read"
    case .nothingCopied(let paths): "HEAD has nothing at \(paths.joined(separator: ", "))"
    case .somethingThere(let name): "\(name) can't be written"
    case .notUpstream(let paths, _): "upstream never had \(paths.joined(separator: ", "))"
    case .noSubmodule(let path, _): "HEAD has no submodule at \(path.text)"
    case .submoduleURL: "the submodule's url can't be used"
    case .unwritable: "edgesync.yml can't be changed to selective mode automatically"
    case .unknownPin(let pin, let url): "the submodule's commit \(pin) isn't in upstream \(url)"
    case .otherPin(let given, _): "\(given.short) can't be the pin"
    case .upstream(let error, _): error.what
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .badMapping(_, let reason, _), .submoduleURL(let reason): reason
    case .otherPin(_, let place):
      "HEAD has the submodule at \(place.short), and the pin has to be that commit"
    case .somethingThere: "it exists already, and `edgesync init` never overwrites"
    case .upstream(let error, _): error.why
    default: ""
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .adoptedAlready: "Change edgesync.yml by hand; `edgesync init` never overwrites"
    case .badMapping(_, _, isInSubmodule: true):
      "Write it as FROM, a folder or a file from upstream's root"
    case .badMapping: "Write it as FROM:TO, both from their repository's root"
    case .nothingCopied:
      "Commit the copy first; to start without one, name a commit with --pin COMMIT"
    case .somethingThere: "Move it away and run the command again"
    case .notUpstream(_, let command): "Look at the FROM of --map; `\(command)` shows its folders"
    case .upstream(.notFound, isInManifest: false): "Give another --upstream"
    case .upstream(.noBranch(_, let url), isInManifest: false):
      "Name another with --branch; `\(UpstreamError.asking(url))` shows what is there"
    case .upstream(.notACommit, isInManifest: false): "Name another with --branch"
    case .noSubmodule(_, let others):
      others.isEmpty
        ? "Add one with `git submodule add URL PATH` and commit it; or adopt a copy with --map FROM:TO"
        : "It has some at \(others.joined(separator: ", "))"
    case .submoduleURL: "Fix .gitmodules, or give another --upstream"
    case .unwritable:
      "Write each of its keys on a line of its own, from the first column, and commit that"
    case .otherPin(let given, _):
      "Run it without --pin, commit, and go there with `edgesync pin \(given.short)`"
    case .unknownPin: "Push it there, or give another --upstream"
    // Without a lock there is nothing to fetch for yet.
    case .upstream(.unreachable(let url, _), let isInManifest):
      "Try `\(UpstreamError.asking(url))`, "
        + (isInManifest ? "then run `edgesync init` again" : "or give another --upstream")
    case .upstream(let error, _): error.remedy
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .badMapping, .otherPin: .usage
    case .upstream(let error, _): error.exitStatus
    default: .failed
    }
  }
}
