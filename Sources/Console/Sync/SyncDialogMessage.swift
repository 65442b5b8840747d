import Checks
import Text

/// What came of a sync that is planned or lands.
package enum SyncDialogMessage: Sendable {
  /// Its plan is made.
  case planned(WantedSync, SyncPreview)
  /// There can be no plan: why, and whether there is one that takes moved mappings along.
  case refused(WantedSync, SafeText, isFollowable: Bool)
  /// Its own checks came along.
  case checking(WantedSync, CheckProgress)
  /// It landed or was offered: what to tell.
  case landed(title: SafeText, [Line])
  /// It landed, and the work tree couldn't be brought to it: why, and what to do.
  case landedBehind(SafeText)
  /// It didn't land.
  case failed(SafeText)
}
