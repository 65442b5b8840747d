import CGit2
import Text

extension Repository {
  /// libgit2's handle, for what depends on git's configuration: where ``answers`` are given, that counts as git
  /// has it, and nothing else.
  var configured: OpaquePointer {
    get throws(GitError) {
      if !isConfigured, let answers {
        try AnsweredConfiguration.put(answers.settings(), into: handle)
        isConfigured = true
      }
      return handle
    }
  }

  /// A setting's value as git's configuration gives it, the nearest file first; nil where unset.
  package func setting(_ key: String) throws(GitError) -> String? {
    if layout != nil { return nil }
    var config: OpaquePointer?
    let handle = try configured
    try check(
      ReadRetry.call { git_repository_config_snapshot(&config, handle) },
      "read git's configuration")
    defer { git_config_free(config) }
    var value: UnsafePointer<CChar>?
    guard git_config_get_string(&value, config, key) == 0, let value else { return nil }
    return String(cString: value)
  }

  /// A setting read as a truth; nil where unset or neither true nor false.
  package func flag(_ key: String) throws(GitError) -> Bool? {
    if layout != nil { return nil }
    var config: OpaquePointer?
    let handle = try configured
    try check(
      ReadRetry.call { git_repository_config_snapshot(&config, handle) },
      "read git's configuration")
    defer { git_config_free(config) }
    var value: Int32 = 0
    guard git_config_get_bool(&value, config, key) == 0 else { return nil }
    return value != 0
  }

  /// The name of the remote that holds what a partial clone lacks (partial-clone.txt); nil for a clone
  /// that isn't partial, empty where that isn't read.
  var promisor: String? {
    if layout != nil { return store.isPartial ? "" : nil }
    var config: OpaquePointer?
    guard ReadRetry.call({ git_repository_config_snapshot(&config, handle) }) == 0 else {
      return nil
    }
    defer { git_config_free(config) }
    var found: String?
    try? forEachEntry(of: config, "git's configuration") { name, value in
      if found != nil { return }
      if name == "extensions.partialclone" { found = value }
      guard name.hasPrefix("remote."), name.hasSuffix(".promisor") else { return }
      var isTrue: Int32 = 0
      if git_config_parse_bool(&isTrue, value) == 0, isTrue != 0 {
        found = String(name.dropFirst("remote.".count).dropLast(".promisor".count))
      }
    }
    return found
  }

  /// Tells of all settings of a configuration. libgit2's own choice of some by a pattern leaks 20 KB with each that
  /// doesn't match.
  func forEachEntry(
    of config: OpaquePointer?, _ what: String, _ body: (String, String) -> Void
  ) throws(GitError) {
    var iterator: OpaquePointer?
    try check(git_config_iterator_new(&iterator, config), "read \(what)")
    defer { git_config_iterator_free(iterator) }
    while true {
      var entry: UnsafeMutablePointer<git_config_entry>?
      let code = git_config_next(&entry, iterator)
      if code == GIT_ITEROVER.rawValue { return }
      try check(code, "read \(what)")
      if let name = entry?.pointee.name, let value = entry?.pointee.value {
        body(String(cString: name), String(cString: value))
      }
    }
  }
}
