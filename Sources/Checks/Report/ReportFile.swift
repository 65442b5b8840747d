import Foundation
import SystemPackage

/// A report that a check wrote, open for reading.
///
/// What a check left may be anything: a link that leads to what it may not show, or a pipe that nobody
/// writes to. Only a regular file is opened, and nothing is waited for.
final class ReportFile {
  /// The open file.
  let descriptor: FileDescriptor
  /// Its bytes.
  let size: Int

  /// Opens a report.
  ///
  /// - Throws: `Errno` where there is no such regular file.
  init(at path: FilePath) throws {
    let opened = try FileDescriptor.open(
      path, .readOnly, options: [.noFollow, .closeOnExec, .nonBlocking])
    var status = stat()
    guard fstat(opened.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      try? opened.close()
      throw Errno.invalidArgument
    }
    descriptor = opened
    size = Int(status.st_size)
  }

  deinit {
    try? descriptor.close()
  }

  /// Removes what an earlier run left at a report's path.
  ///
  /// - Parameters:
  ///   - path: The report's path, below the files.
  ///   - files: The root of the files.
  /// - Returns: Whether nothing stands there any more. A folder stays, and so does everything to which a
  ///   link among the path's folders leads outside of the files.
  static func removeEarlier(at path: FilePath, below files: FilePath) -> Bool {
    guard let folder = realpath(path.removingLastComponent().string, nil),
      let root = realpath(files.string, nil)
    else { return errno == ENOENT }
    defer {
      free(folder)
      free(root)
    }
    guard (String(cString: folder) + "/").hasPrefix(String(cString: root) + "/") else {
      return false
    }
    return unlink(path.string) == 0 || errno == ENOENT
  }
}
