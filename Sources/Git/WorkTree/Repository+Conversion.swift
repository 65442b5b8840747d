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
  ///
  /// - Parameters:
  ///   - bytes: What the blob holds.
  ///   - id: The blob's id, which `ident` writes into the file.
  package func converted(
    toWorkTree bytes: [UInt8], of id: ObjectID, at path: RepoPath
  ) throws(GitError) -> [UInt8] {
    // Only `ident` needs to know the blob.
    var blob: OpaquePointer?
    defer { git_blob_free(blob) }
    if try attribute("ident", at: path, is: GIT_ATTR_VALUE_TRUE) {
      var oid = id.oid
      try check(git_blob_lookup(&blob, handle, &oid), "read blob \(id.short)")
    }
    return try converted(bytes, at: path, mode: GIT_FILTER_TO_WORKTREE, blob: blob)
  }

  /// Whether a file is the same bytes in the work tree and as an object, whatever they are.
  func isUnconverted(at path: RepoPath) throws(GitError) -> Bool {
    for mode in [GIT_FILTER_TO_ODB, GIT_FILTER_TO_WORKTREE] {
      guard let filters = try filters(at: path, mode: mode) else { continue }
      git_filter_list_free(filters)
      return false
    }
    return true
  }

  /// What converts a file, to be freed; nil where nothing does.
  private func filters(
    at path: RepoPath, mode: git_filter_mode_t, blob: OpaquePointer? = nil
  ) throws(GitError) -> OpaquePointer? {
    let handle = try handleForAttributes
    var filters: OpaquePointer?
    let code = path.withCString { path in
      git_filter_list_load(
        &filters, handle, blob, path, mode, GIT_FILTER_ALLOW_UNSAFE.rawValue)
    }
    try check(code, "read the attributes of \(path.text)")
    return filters
  }

  private func converted(
    _ bytes: [UInt8], at path: RepoPath, mode: git_filter_mode_t, blob: OpaquePointer? = nil
  ) throws(GitError) -> [UInt8] {
    guard let filters = try filters(at: path, mode: mode, blob: blob) else { return bytes }
    defer { git_filter_list_free(filters) }
    var buffer = git_buf()
    defer { git_buf_dispose(&buffer) }
    let applied =
      if let blob {
        git_filter_list_apply_to_blob(&buffer, filters, blob)
      } else {
        bytes.withUnsafeBytes { raw in
          git_filter_list_apply_to_buffer(
            &buffer, filters, raw.baseAddress?.assumingMemoryBound(to: CChar.self), raw.count)
        }
      }
    try check(applied, "convert the line ends of \(path.text)")
    return Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
  }

  /// The value of an attribute at a path; nil where it is unset or unspecified.
  package func attribute(_ name: String, at path: RepoPath) throws(GitError) -> String? {
    let handle = try handleForAttributes
    var value: UnsafePointer<CChar>?
    let code = path.withCString { git_attr_get(&value, handle, 0, $0, name) }
    try check(code, "read the attributes of \(path.text)")
    guard let value, git_attr_value(value) == GIT_ATTR_VALUE_STRING else { return nil }
    return String(cString: value)
  }

  private func attribute(
    _ name: String, at path: RepoPath, is wanted: git_attr_value_t
  ) throws(GitError) -> Bool {
    let handle = try handleForAttributes
    var value: UnsafePointer<CChar>?
    let code = path.withCString { git_attr_get(&value, handle, 0, $0, name) }
    try check(code, "read the attributes of \(path.text)")
    return git_attr_value(value) == wanted
  }

  /// What an attribute says of a path, by the work tree's files of attributes.
  package func attributeState(
    _ name: String, at path: RepoPath
  ) throws(GitError) -> AttributeState {
    let handle = try handleForAttributes
    var value: UnsafePointer<CChar>?
    let code = path.withCString { git_attr_get(&value, handle, 0, $0, name) }
    try check(code, "read the attributes of \(path.text)")
    return AttributeState(value)
  }

  /// Attributes that aren't in the work tree are looked for in the repository's own copy of the index, which
  /// libgit2 doesn't read again for that.
  private var handleForAttributes: OpaquePointer {
    get throws(GitError) {
      if isIndexUnread { _ = try freshIndex() }
      return try configured
    }
  }

  /// A conversion between object and work tree that is left to git.
  package enum ForeignConversion: Hashable, Sendable {
    /// A filter of the user's, by its name.
    case filter(SafeText)
    /// Another encoding in the work tree (`working-tree-encoding`), which libgit2 doesn't know.
    case encoding(SafeText)
  }

  /// The conversion of a file that is left to git; nil where there is none.
  package func foreignConversion(at path: RepoPath) throws(GitError) -> ForeignConversion? {
    if let name = try attribute("filter", at: path) {
      for key in ["smudge", "process"] where try setting("filter.\(name).\(key)") != nil {
        return .filter(SafeText(name))
      }
    }
    return try attribute("working-tree-encoding", at: path).flatMap { name in
      ["utf-8", "utf8"].contains(name.lowercased()) ? nil : .encoding(SafeText(name))
    }
  }
}
