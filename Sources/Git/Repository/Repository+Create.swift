import CGit2
import SystemPackage
import Text

extension Repository {
  /// Makes a repository in a new or empty folder.
  ///
  /// - Parameters:
  ///   - folder: Where; its parents have to be there.
  ///   - branch: The short name of the branch that HEAD names.
  package static func create(
    at folder: FilePath, branch: String
  ) throws(GitError) -> Repository {
    guard GitLibrary.isReady else {
      throw .library(operation: "start libgit2", code: -1, words: lastWords())
    }
    var handle: OpaquePointer?
    var options = git_repository_init_options()
    try check(
      git_repository_init_options_init(
        &options, UInt32(GIT_REPOSITORY_INIT_OPTIONS_VERSION)), "prepare a repository")
    options.flags = GIT_REPOSITORY_INIT_NO_REINIT.rawValue | GIT_REPOSITORY_INIT_MKDIR.rawValue
    let code = branch.withCString { branch in
      options.initial_head = branch
      return folder.withPlatformString { git_repository_init_ext(&handle, $0, &options) }
    }
    try check(code, "make a repository in \(folder.text)")
    git_repository_free(handle)
    return try Repository(at: folder)
  }

  /// Sets a setting in the repository's own configuration.
  package func setSetting(_ key: String, to value: String) throws(GitError) {
    var config: OpaquePointer?
    try check(git_repository_config(&config, handle), "open git's configuration")
    defer { git_config_free(config) }
    try check(git_config_set_string(config, key, value), "set \(key)")
  }

  /// Writes the files of HEAD's commit over the work tree and the index.
  package func checkOutHead() throws(GitError) {
    var options = git_checkout_options()
    try check(
      git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION)),
      "prepare a checkout")
    options.checkout_strategy = GIT_CHECKOUT_FORCE.rawValue
    try check(git_checkout_head(handle, &options), "lay out the files of HEAD")
  }
}
