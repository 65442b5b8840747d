import Text

/// Why an edge repo of a fleet can't be had.
enum EdgeCloneError: ActionableError {
  /// There is no repository at its path.
  case noRepository(SafeText)
  /// What its checkout calls `origin` can't be used.
  case badOrigin(SafeText, reason: SafeText)
  /// It can't be cloned or fetched.
  case unreachable(SafeText, reason: SafeText)
  /// It has no commit yet, or stands on no branch.
  case noBranch(SafeText)
  /// Another run is at work on it.
  case busy(SafeText, holder: SafeText)

  var what: SafeText {
    switch self {
    case .noRepository(let path): "there is no git repository at \(path)"
    case .badOrigin(let place, _): "what \(place) has as `origin` can't be used"
    case .unreachable(let place, _): "\(place) can't be reached"
    case .noBranch(let place): "\(place) has no branch that can be followed"
    case .busy(let name, _): "another edgesync is at work on \(name)"
    }
  }

  var why: SafeText {
    switch self {
    case .badOrigin(_, let reason), .unreachable(_, let reason): reason
    case .noBranch: "it is empty, or its HEAD names a commit"
    case .busy(_, let holder): holder
    case .noRepository: ""
    }
  }

  var remedy: SafeText {
    switch self {
    case .noRepository: "Fix `path` in fleet.yml"
    case .badOrigin: "Give the edge repo's `url` in fleet.yml"
    case .unreachable(let place, _): "Try `git ls-remote \(word: place)`"
    case .noBranch: "Push a branch there, and have its HEAD name it"
    case .busy: "Run it again once that is done"
    }
  }

  var exitStatus: ExitStatus {
    switch self {
    case .noRepository, .badOrigin: .invalid
    case .unreachable: .unreachable
    case .noBranch: .failed
    case .busy: .locked
    }
  }
}
