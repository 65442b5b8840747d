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
  package static let always = Consents(folder: nil)

  /// The setting of git's by which a user says it for all repos.
  package static let setting = "edgesync.runChecks"
  private static let file = "consents"

  private let folder: StateFolder?

  private init(folder: StateFolder?) { self.folder = folder }

  /// The consents that are kept in a folder.
  package init(in folder: FilePath) { self.init(folder: StateFolder(folder)) }

  /// The user's consents.
  package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.init(folder: StateFolder(environment))
  }

  /// Whether it is given for a repo.
  package func isGiven(for edge: EdgeRepo) throws(GitError) -> Bool {
    guard let folder else { return true }
    if try edge.answers.usersFlag(Self.setting) == true { return true }
    guard let line = Self.line(for: edge), !folder.path.starts(with: edge.root) else {
      return false
    }
    return folder.lines(of: Self.file).contains(line)
  }

  /// Gives it for a repo.
  package func give(for edge: EdgeRepo) throws {
    guard let folder, let line = Self.line(for: edge) else { return }
    let name = line.split(separator: " ").last ?? ""
    // What was said of another repo in the same place ends.
    let others = folder.lines(of: Self.file).filter { $0.split(separator: " ").last != name }
    try folder.setLines(of: Self.file, to: others + [line])
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
}
