import Foundation
import SystemPackage
import Text

/// Whom git lets a repository belong to (`ensure_valid_ownership` in git's `setup.c`): the user, or for root the
/// one who became root by sudo; else git itself has to trust it, by the user's or the system's `safe.directory`.
enum RepositoryOwner {
  /// Refuses a repository of another user's that git doesn't trust.
  ///
  /// - Parameters:
  ///   - parts: What git looks at: the work tree, the git folder, and the file that leads there.
  ///   - folder: A folder from which git finds the repository.
  /// - Throws: ``GitError/foreignOwner(folder:owner:remedy:)``.
  static func refuseForeign(_ parts: [FilePath], of folder: FilePath) throws(GitError) {
    guard let owner = parts.lazy.compactMap(owner).first(where: { !trusted.contains($0) }) else {
      return
    }
    // git decides before it reads the repository's own configuration, which may do harm.
    let git = try GitCommand(outside: parts + [folder])
    let answer = try git.ask(["rev-parse", "--git-dir"], of: nil, in: folder)
    if answer.status == 0 { return }
    throw .foreignOwner(
      folder: folder.text, owner: name(of: owner), remedy: remedy(answer.errors, folder))
  }

  /// Users whose repositories need no word of trust.
  private static var trusted: [uid_t] {
    guard geteuid() == 0 else { return [geteuid()] }
    return [0] + [getenv("SUDO_UID").flatMap { uid_t(String(cString: $0)) }].compactMap(\.self)
  }

  private static func owner(of path: FilePath) -> uid_t? {
    var status = stat()
    return path.withPlatformString { lstat($0, &status) } == 0 ? status.st_uid : nil
  }

  /// A user's name, or number where it has none.
  private static func name(of user: uid_t) -> SafeText {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 16 << 10)
    guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil,
      let name = entry.pw_name
    else { return "user \(Int(user))" }
    return SafeText(String(cString: name))
  }

  /// What has git trust it: git names the very folder that its list has to have.
  private static func remedy(_ said: [SafeText], _ folder: FilePath) -> SafeText {
    let command: SafeText = "git config --global --add safe.directory "
    // git shows no control character as it is.
    for line in said where folder.text.replaced.isEmpty {
      guard let range = line.string.range(of: command.string) else { continue }
      return "If you trust it, run `\(SafeText(String(line.string[range.lowerBound...])))`"
    }
    return "If you trust it, run `\(command)\(word: folder)`"
  }
}
