import CGit2
import SystemPackage
import Text

extension Repository {
  /// Writes the files of a tree into an empty folder outside of the work tree, as a checkout would: with the line
  /// ends that the user's settings give them; no filter runs.
  package func layOut(_ tree: ObjectID, in folder: FilePath) throws(GitError) {
    var oid = tree.oid
    var object: OpaquePointer?
    try check(git_object_lookup(&object, handle, &oid, GIT_OBJECT_TREE), "read a tree")
    defer { git_object_free(object) }
    var options = git_checkout_options()
    try check(
      git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION)),
      "prepare a checkout")
    options.checkout_strategy =
      GIT_CHECKOUT_FORCE.rawValue | GIT_CHECKOUT_DONT_UPDATE_INDEX.rawValue
    let code = folder.withPlatformString { path in
      options.target_directory = path
      return git_checkout_tree(handle, object, &options)
    }
    try check(code, "lay out files in \(folder.text)")
  }
}
