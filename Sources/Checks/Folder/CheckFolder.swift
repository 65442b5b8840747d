import Foundation
import Git
import Sync
import SystemPackage
import Text

/// The folder that checks run in: the proposal's files, a git folder of its own, a home and a place for
/// temporary files; removed when it goes.
final class CheckFolder {
  /// The root of the files.
  let files: FilePath
  /// What the checks get as `HOME`.
  let home: FilePath
  /// What the checks get as `TMPDIR`.
  let temporary: FilePath
  private let root: FilePath

  /// Lays out the subject's files.
  init(_ subject: CheckSubject) throws {
    let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var template = Array((base + "/edgesync-check-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw GitError.file(
        path: SafeText(base), operation: "make a folder for checks in",
        reason: SafeText(Errno(rawValue: errno).description))
    }
    root = FilePath(platformString: template)
    files = root.appending("files")
    home = root.appending("home")
    temporary = root.appending("tmp")
    for folder in [files, home, temporary] {
      guard folder.withPlatformString({ mkdir($0, 0o700) }) == 0 else {
        throw GitError.file(
          path: folder.text, operation: "make the folder",
          reason: SafeText(Errno(rawValue: errno).description))
      }
    }
    try Repository(discoveredFrom: subject.repository).export(subject.commit, to: files)
  }

  deinit {
    // A check may have taken away its own right to look into a folder.
    if (try? FileManager.default.removeItem(atPath: root.string)) == nil {
      Self.openUp(root.string)
      try? FileManager.default.removeItem(atPath: root.string)
    }
  }

  /// Gives the owner every right on the folders below a path, without following links.
  private static func openUp(_ path: String) {
    chmod(path, 0o700)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      let child = path + "/" + name
      var buffer = stat()
      if lstat(child, &buffer) == 0, buffer.st_mode & S_IFMT == S_IFDIR { openUp(child) }
    }
  }
}
