import Foundation
import SystemPackage

/// A folder of a test's own, removed with everything in it when nobody holds it any more.
public final class TemporaryFolder: Sendable {
  /// Where it is, without links on the way.
  public let path: FilePath

  /// Where tests' folders are: where `TMPDIR` says, else in memory, where there is room and programs may run. What
  /// edgesync writes it syncs, dozens of times in a landing, and a disk takes its time for each.
  public static let base: String = {
    let memory = "/dev/shm"
    return isNamed || !hasRoom(memory) ? onDisk : memory
  }()

  /// Where a folder isn't in memory, unless `TMPDIR` says so.
  public static let onDisk = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
  private static let isNamed = ProcessInfo.processInfo.environment["TMPDIR"] != nil

  /// Bytes that the tests' folders take at the most, with some to spare.
  private static let room: UInt64 = 4 << 30
  /// `ST_NOEXEC` (statvfs(3)), which Swift isn't told of.
  private static let runsNothing: UInt = 8

  private static func hasRoom(_ folder: String) -> Bool {
    #if os(Linux)
      var status = statvfs()
      guard statvfs(folder, &status) == 0, access(folder, W_OK | X_OK) == 0 else { return false }
      return UInt(status.f_flag) & runsNothing == 0
        && UInt64(status.f_bavail) * UInt64(status.f_frsize) >= room
    #else
      return false
    #endif
  }

  /// Makes an empty folder.
  ///
  /// - Parameter place: Where; with the other tests' unless given.
  public init(in place: String = TemporaryFolder.base) throws {
    var template = Array((place + "/edgesync-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else {
      throw Errno(rawValue: errno)
    }
    defer { free(real) }
    path = FilePath(platformString: real)
  }

  deinit {
    if (try? FileManager.default.removeItem(atPath: path.string)) != nil { return }
    // A test may have taken away its own right to change a folder.
    _ = try? Program("/bin/chmod").run(["-R", "u+rwX", path.string])
    try? FileManager.default.removeItem(atPath: path.string)
  }
}
