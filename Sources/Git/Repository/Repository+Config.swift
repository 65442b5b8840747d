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

  /// The name of the remote that holds what a partial clone lacks (partial-clone.txt); nil for a clone
  /// that isn't partial.
  var promisor: String? {
    var config: OpaquePointer?
    guard git_repository_config_snapshot(&config, handle) == 0 else { return nil }
    defer { git_config_free(config) }
    var iterator: OpaquePointer?
    let pattern = #"^(remote\..*\.promisor|extensions\.partialclone)$"#
    guard git_config_iterator_glob_new(&iterator, config, pattern) == 0 else { return nil }
    defer { git_config_iterator_free(iterator) }
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, iterator) == 0, let found = entry?.pointee {
      guard let name = found.name.map({ String(cString: $0) }),
        let value = found.value.map({ String(cString: $0) })
      else { continue }
      if name == "extensions.partialclone" { return value }
      var isTrue: Int32 = 0
      if git_config_parse_bool(&isTrue, value) == 0, isTrue != 0 {
        return String(name.dropFirst("remote.".count).dropLast(".promisor".count))
      }
    }
    return nil
  }
}
