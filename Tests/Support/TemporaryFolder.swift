import Foundation
import SystemPackage

/// A folder of a test's own, removed with everything in it when nobody holds it any more.
public final class TemporaryFolder: Sendable {
  /// Where it is, without links on the way.
  public let path: FilePath

  /// Makes an empty folder.
  public init() throws {
    let base = ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp"
    var template = Array((base + "/edgesync-test-XXXXXX").utf8CString)
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
