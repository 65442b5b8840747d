import CGit2
import Foundation
import SystemPackage
import Text

/// Whom git lets a repository belong to (`ensure_valid_ownership` in git's `setup.c`): the user, or for root the
/// one who became root by sudo; else the user's own `safe.directory` has to list it.
enum RepositoryOwner {
  /// Whether a folder may be read as a part of a repository.
  static func isTrusted(_ folder: FilePath, repository: FilePath) throws(GitError) -> Bool {
    guard let owner = owner(of: folder) else { return true }
    var trusted = [geteuid()]
    if geteuid() == 0, let name = getenv("SUDO_UID"), let user = uid_t(String(cString: name)) {
      trusted.append(user)
    }
    if trusted.contains(owner) { return true }
    return try isListed(repository)
  }

  private static func owner(of folder: FilePath) -> uid_t? {
    var status = stat()
    return folder.withPlatformString { lstat($0, &status) } == 0 ? status.st_uid : nil
  }

  /// Whether a setting of the user's or the system's lists a repository; an empty one takes back those before it.
  private static func isListed(_ repository: FilePath) throws(GitError) -> Bool {
    guard GitLibrary.isReady else { return false }
    var config: OpaquePointer?
    try check(git_config_open_default(&config), "read git's configuration")
    defer { git_config_free(config) }
    var iterator: OpaquePointer?
    let code = git_config_multivar_iterator_new(&iterator, config, "safe.directory", nil)
    guard code >= 0 else { return false }
    defer { git_config_iterator_free(iterator) }
    var isListed = false
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, iterator) == 0 {
      guard let value = entry?.pointee.value.map({ String(cString: $0) }) else { continue }
      switch value {
      case "": isListed = false
      case "*": isListed = true
      default:
        if FilePath(value).lexicallyNormalized() == repository.lexicallyNormalized() {
          isListed = true
        }
      }
    }
    return isListed
  }
}
