import Landing
import Rules
import Text

/// How a sync is going to land, as the manifest says.
package enum LandingLine {
  /// The row that says so, without a full stop.
  ///
  /// - Parameters:
  ///   - kind: The kind of sync.
  ///   - landing: How it lands.
  ///   - branch: The branch that is checked out.
  ///   - place: Where it is pushed to, as far as that is known: `origin/main`.
  package static func line(
    of kind: SyncKind, _ landing: Manifest.Landing, on branch: SafeText, pushedTo place: SafeText?
  ) -> Line {
    let offered = SafeText(OfferedBranch(kind).name)
    switch landing {
    case .commit: return Line("Lands as one commit on ").adding(branch, .heading)
    case .push:
      let line = Line("Lands as one commit on ").adding(branch, .heading)
        .adding(", and is pushed")
      return place.map { line.adding(" to ").adding($0, .heading) } ?? line
    case .branch:
      return Line("Is offered as one commit on ").adding(offered, .heading)
        .adding(", for \(branch)")
    case .pullRequest:
      return Line("Is offered as one commit on ").adding(offered, .heading)
        .adding(", with a pull request to \(branch)")
    }
  }
}
