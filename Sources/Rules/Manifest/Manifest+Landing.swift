import Text

extension Manifest {
  /// How a sync lands: the ways, with all that is to be known of each beforehand. `SyncSession.land` does it.
  package enum Landing: String, CaseIterable, Sendable {
    case commit, push, branch
    case pullRequest = "pull-request"

    /// Whether its commit is offered on a branch of its own, and not on the one that is checked out.
    package var isOffered: Bool {
      switch self {
      case .branch, .pullRequest: true
      case .commit, .push: false
      }
    }

    /// Whether the branch that is checked out is pushed afterwards.
    package var isPushed: Bool {
      switch self {
      case .push: true
      case .commit, .branch, .pullRequest: false
      }
    }

    /// Whether a forge is asked to review it.
    package var opensRequest: Bool {
      switch self {
      case .pullRequest: true
      case .commit, .push, .branch: false
      }
    }

    /// How the sync is going to land, without a full stop.
    ///
    /// - Parameters:
    ///   - branch: The branch that is checked out.
    ///   - own: The branch that it would be offered on.
    ///   - place: Where it is pushed to, as far as that is known: `origin/main`.
    package func line(
      on branch: SafeText, offeredOn own: SafeText, pushedTo place: SafeText?
    ) -> Line {
      switch self {
      case .commit: return Line("Lands as one commit on ").adding(branch, .heading)
      case .push:
        let line = Line("Lands as one commit on ").adding(branch, .heading)
          .adding(", and is pushed")
        return place.map { line.adding(" to ").adding($0, .heading) } ?? line
      case .branch:
        return Line("Is offered as one commit on ").adding(own, .heading)
          .adding(", for \(branch)")
      case .pullRequest:
        return Line("Is offered as one commit on ").adding(own, .heading)
          .adding(", with a pull request to \(branch)")
      }
    }
  }
}
