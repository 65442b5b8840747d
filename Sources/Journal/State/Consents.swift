import Foundation
import Git
import SystemPackage
import Text
import Upstream

/// Where a person has said that checks may run code that nobody has marked as reviewed.
///
/// Kept in the user's own folder for state, by repo, so that nothing that comes with a repo can say it: neither a
/// file that git's configuration includes, nor the configuration of a `.git` that somebody else made. For all
/// repos at once, git's own configuration of the user or the machine says it.
package struct Consents: Sendable {
  /// Given everywhere, for pictures and tests.
  package static let always = Consents(file: nil)

  /// The setting of git's by which a user says it for all repos.
  package static let setting = "edgesync.runChecks"
  /// The largest file that is read.
  private static let limit = 1 << 20

  private let file: FilePath?

  private init(file: FilePath?) { self.file = file }

  /// The consents that are kept in a folder.
  package init(in folder: FilePath) { self.init(file: folder.entry("consents")) }

  /// The user's consents (XDG Base Directory 0.8: only an absolute path counts).
  package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = environment["XDG_STATE_HOME"].map { FilePath($0) }
    let home = FilePath(environment["HOME"] ?? "/").entry(".local/state")
    self.init(in: (named?.isAbsolute == true ? named ?? home : home).entry("edgesync"))
  }

  /// Whether it is given for a repo.
  package func isGiven(for edge: EdgeRepo) throws(GitError) -> Bool {
    guard let file else { return true }
    if try edge.answers.usersFlag(Self.setting) == true { return true }
    guard let line = Self.line(for: edge), !file.starts(with: edge.root) else {
      return false
    }
    return Self.lines(of: file).contains(line)
  }

  /// Gives it for a repo.
  package func give(for edge: EdgeRepo) throws {
    guard let file, let line = Self.line(for: edge) else { return }
    let folder = file.removingLastComponent()
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let name = line.split(separator: " ").last ?? ""
    // What was said of another repo in the same place ends.
    let others = Self.lines(of: file).filter { $0.split(separator: " ").last != name }
    let text = (others + [line]).map { $0 + "\n" }.joined()
    try FileSync.replaceFile(file, with: Array(text.utf8))
  }

  /// What stands for a repo: its git folder as it is now, who may change it, and where it is; nil where it
  /// can't be told, or where everybody may change it.
  private static func line(for edge: EdgeRepo) -> String? {
    var status = stat()
    let folder = edge.repository.commonFolder
    guard folder.withPlatformString({ stat($0, &status) }) == 0, status.st_mode & 0o002 == 0 else {
      return nil
    }
    let path = edge.root.lexicallyNormalized().string
    // No space and no line's end, which part what stands here.
    let place = path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
    return "\(status.st_dev) \(status.st_ino) \(status.st_uid) \(status.st_mode & 0o020) \(place)"
  }

  /// The lines of a file of the user's own that nobody else may write.
  private static func lines(of file: FilePath) -> [String] {
    guard
      let descriptor = try? FileDescriptor.open(
        file, .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
    else { return [] }
    defer { try? descriptor.close() }
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0, status.st_size <= limit
    else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    let count = (try? bytes.withUnsafeMutableBytes { try descriptor.read(into: $0) }) ?? 0
    return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
