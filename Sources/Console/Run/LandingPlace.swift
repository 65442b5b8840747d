import Git
import Sync
import Text

/// Where a sync lands, for people.
enum LandingPlace {
  /// How a kind of sync lands on the branch that is checked out.
  static func text(of kind: SyncKind, _ edge: EdgeRepo) async throws -> SafeText {
    let head = try edge.repository.head()
    switch edge.manifest.landing(of: kind) {
    case .commit: return "Lands as one commit on \(head.name)"
    case .push:
      guard case .branch(let reference, _) = head,
        let remote = try await EdgeRemote(
          of: edge, for: reference, git: edge.gitCommand(), isInteractive: false)
      else { throw OfferError.noRemote }
      return "Lands as one commit on \(head.name), and is pushed to \(remote.name)/\(remote.branch)"
    case .branch: return "Is offered as one commit on \(OfferedBranch(kind).name), for \(head.name)"
    case .pullRequest:
      return
        "Is offered as one commit on \(OfferedBranch(kind).name), with a request to take it to \(head.name)"
    }
  }
}
