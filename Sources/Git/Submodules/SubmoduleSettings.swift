import CGit2
import SystemPackage
import Text

/// What `.gitmodules` says of a submodule.
package struct SubmoduleSettings: Hashable, Sendable {
  /// Its name, which is the path it was added at.
  package let name: String
  /// Where it is cloned from; may be relative to where the repository itself is from.
  package let url: String?
  /// The branch that `git submodule update --remote` takes; nil for the remote's main one.
  package let branch: String?
}

extension Repository {
  /// The file that says where submodules come from.
  package static let submoduleFile: RepoPath = ".gitmodules"

  /// Bytes of it at the most.
  private static let maximumSubmoduleFile = 1 << 20

  /// What the work tree's `.gitmodules` says of the submodule at a path; nil where it says nothing.
  package func submoduleSettings(at path: RepoPath) throws(GitError) -> SubmoduleSettings? {
    guard let root = workFolder else { throw .bare(folder: gitFolder.text) }
    let file = root.appending(Self.submoduleFile)
    // A link in its place would have another file read, and git doesn't follow it either.
    guard let stat = FileStat(at: file), stat.isRegular else { return nil }
    guard stat.size <= Self.maximumSubmoduleFile else {
      throw .unfit(
        path: file.text, reason: "it is over \(Self.maximumSubmoduleFile >> 20) MiB")
    }
    var config: OpaquePointer?
    try check(
      file.withPlatformString { git_config_open_ondisk(&config, $0) }, "read \(file.text)")
    defer { git_config_free(config) }
    var sections: [String: [String: String]] = [:]
    try forEachEntry(of: config, ".gitmodules") { name, value in
      // `submodule.NAME.KEY`; the name may hold dots itself.
      let rest = name.utf8.dropFirst("submodule.".utf8.count)
      guard name.hasPrefix("submodule."), let dot = rest.lastIndex(of: UInt8(ascii: ".")) else {
        return
      }
      sections[String(name[rest.startIndex..<dot]), default: [:]][
        String(name[name.utf8.index(after: dot)...])] = value
    }
    let found = sections.sorted { $0.key < $1.key }.first { section in
      section.value["path"].map { RepoPath($0) == path } ?? false
    }
    return found.map { name, values in
      SubmoduleSettings(name: name, url: values["url"], branch: values["branch"])
    }
  }

  /// A submodule's url as git resolves it: one that starts with `./` or `../` is taken from the url that
  /// this repository is from, or from where it lies.
  package func resolvedSubmoduleURL(_ url: String) throws(GitError) -> String {
    var buffer = git_buf()
    try check(git_submodule_resolve_url(&buffer, configured, url), "resolve the submodule's url")
    defer { git_buf_dispose(&buffer) }
    return buffer.ptr.map { String(cString: $0) } ?? url
  }
}
