import CGit2
import Text

extension Repository {
  /// What a work tree's file holds as git would store it: git's own line-end and ident conversions as
  /// the attributes say, and no filter of anybody's.
  package func converted(
    toObject bytes: [UInt8], at path: RepoPath
  ) throws(GitError) -> [UInt8] {
    try converted(bytes, at: path, mode: GIT_FILTER_TO_ODB)
  }

  /// What a blob becomes in the work tree: git's own conversions, and no filter of anybody's.
  package func converted(
    toWorkTree bytes: [UInt8], at path: RepoPath
  ) throws(GitError) -> [UInt8] {
    try converted(bytes, at: path, mode: GIT_FILTER_TO_WORKTREE)
  }

  private func converted(
    _ bytes: [UInt8], at path: RepoPath, mode: git_filter_mode_t
  ) throws(GitError) -> [UInt8] {
    var filters: OpaquePointer?
    let code = path.withCString { path in
      git_filter_list_load(
        &filters, handle, nil, path, mode, GIT_FILTER_ALLOW_UNSAFE.rawValue)
    }
    try check(code, "read the attributes of \(path.text)")
    guard let filters else { return bytes }
    defer { git_filter_list_free(filters) }
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    let applied = bytes.withUnsafeBytes { raw in
      git_filter_list_apply_to_buffer(
        &buffer, filters, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
    }
    try check(applied, "convert the line ends of \(path.text)")
    return Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }

  /// The value of an attribute at a path; nil where it is unset or unspecified.
  package func attribute(_ name: String, at path: RepoPath) throws(GitError) -> String? {
    var value: UnsafePointer<CChar>?
    let code = path.withCString { git_attr_get(&value, handle, 0, $0, name) }
    try check(code, "read the attributes of \(path.text)")
    guard let value, git_attr_value(value) == GIT_ATTR_VALUE_STRING else { return nil }
    return String(cString: value)
  }
}
