import Foundation
import Testing

/// The helpers as they are to be written, kept beside the tests as the files they are: for a person to
/// read in a diff, and for a linter to look at.
enum HelperText {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Goldens")

  /// Each helper's flag and the files it writes in the work tree, with their modes.
  static let tracked: [(flag: String, files: [String: Int])] = [
    ("--github-actions", [".github/workflows/edgesync-daily.yml": 0o644]),
    ("--gitlab-ci", [".gitlab/edgesync.yml": 0o644]),
    ("--scripts", ["scripts/sync-services.sh": 0o755, "scripts/validate-sync.sh": 0o755]),
  ]

  /// Where the hook goes unless git is told otherwise.
  static let hook = ".git/hooks/pre-commit"

  /// The file that is kept for a helper's path.
  static func golden(_ path: String) -> URL {
    folder.appendingPathComponent(URL(fileURLWithPath: path).lastPathComponent)
  }

  /// Holds a written helper against the file that is kept; `EDGESYNC_GOLDENS=draw` keeps it anew.
  static func expect(
    _ text: String?, at path: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let text = try #require(text, "\(path) isn't there", sourceLocation: location)
    if ProcessInfo.processInfo.environment["EDGESYNC_GOLDENS"] == "draw" {
      try Data(text.utf8).write(to: golden(path))
      return
    }
    let kept = try String(contentsOf: golden(path), encoding: .utf8)
    #expect(
      text == kept, "\(path) isn't the golden file; EDGESYNC_GOLDENS=draw writes it anew",
      sourceLocation: location)
  }
}
