import CVersion
import Git
import Text

/// What this program is.
enum Version {
  /// Its version, as in the package's name.
  static let number = "0.1.0"

  /// The commit that it was built from; `unknown` where the build wasn't told.
  static var commit: SafeText { SafeText(String(cString: edgesync_commit())) }

  /// All that `--version` prints.
  static var lines: [SafeText] {
    let git = (try? GitCommand(outside: []).version()) ?? "git isn't installed"
    let program: [SafeText] = ["edgesync", SafeText(number), "(commit \(commit))"]
    return [program.joined(separator: " "), "libgit2 \(SafeText(LibraryVersion.libgit2))", git]
  }
}
