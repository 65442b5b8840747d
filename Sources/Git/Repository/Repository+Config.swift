import CGit2
import Text

extension Repository {
  /// A setting's value as git's configuration files give it, the nearest file first; nil where unset.
  package func setting(_ key: String) throws(GitError) -> String? {
    var config: OpaquePointer?
    try check(git_repository_config_snapshot(&config, handle), "read git's configuration")
    defer { git_config_free(config) }
    var value: UnsafePointer<CChar>?
    guard git_config_get_string(&value, config, key) == 0, let value else { return nil }
    return String(cString: value)
  }

  /// A setting read as a truth; nil where unset or neither true nor false.
  package func flag(_ key: String) throws(GitError) -> Bool? {
    var config: OpaquePointer?
    try check(git_repository_config_snapshot(&config, handle), "read git's configuration")
    defer { git_config_free(config) }
    var value: Int32 = 0
    guard git_config_get_bool(&value, config, key) == 0 else { return nil }
    return value != 0
  }
}
