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
    landing.line(
      on: branch, offeredOn: SafeText(OfferedBranch(kind).name), pushedTo: place)
  }
}
