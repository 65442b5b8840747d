import Foundation
import Git
import SystemPackage

/// edgesync's folder of a user's own state, and small files of lines in it that are the user's alone.
package struct StateFolder: Sendable {
  /// Where it is.
  package let path: FilePath
  /// The largest file that is read.
  private static let limit = 1 << 20

  /// A folder at a place.
  package init(_ path: FilePath) { self.path = path }

  /// The folder that an environment names (XDG Base Directory 0.8: only an absolute path counts).
  package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = environment["XDG_STATE_HOME"].map { FilePath($0) }
    let home = FilePath(environment["HOME"] ?? "/").entry(".local/state")
    path = (named?.isAbsolute == true ? named ?? home : home).entry("edgesync")
  }

  /// The lines of a file that nobody else may write; none where there is no such file.
  package func lines(of name: String) -> [String] {
    guard
      let descriptor = try? FileDescriptor.open(
        path.appending(name), .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
    else { return [] }
    defer { try? descriptor.close() }
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0, status.st_size <= Self.limit
    else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = (try? bytes.withUnsafeMutableBytes { try descriptor.read(into: $0) }) ?? 0
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Sets the lines of a file, which its owner alone can read.
  package func setLines(of name: String, to lines: [String]) throws {
    try FileManager.default.createDirectory(
      atPath: path.string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let text = lines.map { $0 + "\n" }.joined()
    try FileSync.replaceFile(path.appending(name), with: Array(text.utf8), isPrivate: true)
  }
}
