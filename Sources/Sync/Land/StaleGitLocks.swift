import Foundation
import Git
import SystemPackage
import Text

/// Lock files of git's that a killed landing of ours left: git would refuse to work for ever.
enum StaleGitLocks {
  /// Removes the locks of the index, HEAD and a branch that an intent accounts for: made after it was
  /// written, and open in no process.
  static func remove(in place: EdgeRepo.Place, branch: String) throws(GitError) {
    guard let since = Intent.date(in: place.workTreeState) else { return }
    let candidates = [
      place.repository.gitFolder.appending("index.lock"),
      place.repository.gitFolder.appending("HEAD.lock"),
      place.repository.commonFolder.appending(RepoPath(branch + ".lock")),
    ]
    for path in candidates {
      var buffer = stat()
      guard path.withPlatformString({ lstat($0, &buffer) }) == 0 else { continue }
      #if canImport(Darwin)
        let made = buffer.st_mtimespec.tv_sec
      #else
        let made = buffer.st_mtim.tv_sec
      #endif
      guard made >= since, !isOpen(path) else { continue }
      try FileSync.removeFile(path)
    }
  }

  /// Whether some process of this machine holds a file open; told from `/proc` where there is one.
  private static func isOpen(_ path: FilePath) -> Bool {
    let target = path.string
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    for process in processes where process.allSatisfy(\.isNumber) {
      let folder = "/proc/\(process)/fd"
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + name)
        if link == target { return true }
      }
    }
    return false
  }
}
