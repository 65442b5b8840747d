import CGit2
import Foundation
import Text

extension Repository {
  /// What a work tree's file holds as git would store it: git's own line-end and ident conversions as
  /// the attributes say, and no filter of anybody's.
  package func converted(
    toObject bytes: [UInt8], at path: RepoPath
  ) throws(GitError) -> [UInt8] {
    try converted(toObject: bytes, at: path, by: conversion(at: path))
  }

  func converted(
    toObject bytes: [UInt8], at path: RepoPath, by conversion: Conversion
  ) throws(GitError) -> [UInt8] {
    if conversion.isNone { return bytes }
    return try converted(bytes, at: path, mode: GIT_FILTER_TO_ODB)
  }

  /// What a blob becomes in the work tree: git's own conversions, and no filter of anybody's.
  ///
  /// - Parameters:
  ///   - bytes: What the blob holds.
  ///   - id: The blob's id, which `ident` writes into the file.
  ///   - path: Where it is written.
  ///   - conversion: How it is converted there.
  func converted(
    toWorkTree bytes: [UInt8], of id: ObjectID, at path: RepoPath, by conversion: Conversion
  ) throws(GitError) -> [UInt8] {
    if conversion.isNone { return bytes }
    // Only `ident` needs to know the blob.
    var blob: OpaquePointer?
    defer { git_blob_free(blob) }
    if conversion.writesID {
      var oid = id.oid
      try check(git_blob_lookup(&blob, handle, &oid), "read blob \(id.short)")
    }
    return try converted(bytes, at: path, mode: GIT_FILTER_TO_WORKTREE, blob: blob)
  }

  /// Whether a file is the same bytes in the work tree and as an object, whatever they are.
  func isUnconverted(
    at path: RepoPath, by conversion: Conversion
  ) throws(GitError) -> Bool {
    if conversion.isNone { return true }
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

  /// What an attribute says of a path, by the work tree's files of attributes.
  func attributeState(
    _ name: String, at path: RepoPath
  ) throws(GitError) -> AttributeState {
    try attributeStates([name], at: path)[0]
  }

  /// The same of several, which are looked up together: for each lookup libgit2 goes through all files of attributes on
  /// the way to the path.
  private func attributeStates(
    _ names: [String], at path: RepoPath
  ) throws(GitError) -> [AttributeState] {
    let handle = try handleForAttributes
    let words = names.map { strdup($0) }
    defer { for word in words { free(word) } }
    var pointers = words.map { UnsafePointer($0) }
    var values = [UnsafePointer<CChar>?](repeating: nil, count: names.count)
    let code = path.withCString {
      git_attr_get_many(&values, handle, 0, $0, names.count, &pointers)
    }
    try check(code, "read the attributes of \(path.text)")
    return values.map { AttributeState($0) }
  }

  /// Attributes that aren't in the work tree are looked for in the repository's own copy of the index, which
  /// libgit2 doesn't read again for that.
  private var handleForAttributes: OpaquePointer {
    get throws(GitError) {
      if isIndexUnread { _ = try freshIndex() }
      return try configured
    }
  }

  /// How a file is converted.
  func conversion(at path: RepoPath) throws(GitError) -> Conversion {
    try Conversion(attributeStates(Conversion.attributes, at: path)) { () throws(GitError) in
      try keepsLineEnds
    }
  }

  /// Whether files of which nothing is said keep their line ends (`core.autocrlf`); where that can't be told at
  /// once, no. libgit2 as well looks at it once.
  private var keepsLineEnds: Bool {
    get throws(GitError) {
      if let knownLineEnds { return knownLineEnds }
      let value = try setting("core.autocrlf")
      let keeps = value == nil || value == "false"
      knownLineEnds = keeps
      return keeps
    }
  }

  /// The conversion of a file that is left to git; nil where there is none.
  package func foreignConversion(at path: RepoPath) throws(GitError) -> ForeignConversion? {
    try foreign(conversion(at: path))
  }

  /// What of a conversion is left to git; nil where nothing is.
  func foreign(_ conversion: Conversion) throws(GitError) -> ForeignConversion? {
    if let name = conversion.filter {
      for key in ["smudge", "process"] where try setting("filter.\(name).\(key)") != nil {
        return .filter(SafeText(name))
      }
    }
    return conversion.encoding.flatMap { name in
      ["utf-8", "utf8"].contains(name.lowercased()) ? nil : .encoding(SafeText(name))
    }
  }
}
