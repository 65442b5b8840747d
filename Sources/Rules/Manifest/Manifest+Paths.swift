import Git
import Text

extension YAMLValue {
  /// A path inside a repository: relative, without `..`, and nothing that is git's own. `.` is the root.
  func path(_ what: SafeText) throws(ManifestError) -> RepoPath {
    let text = try text(what)
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "/") {
      throw invalid("\(what) is an absolute path", remedy: "Write it from the repository's root")
    }
    while bytes.starts(with: "./".utf8) { bytes = bytes.dropFirst(2) }
    while bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
    if bytes.isEmpty || bytes.elementsEqual(".".utf8) { return .root }
    let path = RepoPath(bytes)
    if let refusal = PathGuard.refusal(of: path) {
      throw invalid("\(what) can't be \(text): \(refusal)")
    }
    return path
  }
}

extension Manifest {
  /// Refuses a path that some file system takes for one of edgesync's own files, or that lies in its place.
  static func refuseOwn(
    _ path: RepoPath, _ what: SafeText, _ value: YAMLValue
  ) throws(ManifestError) {
    let key = PathGuard.key(of: path)
    for name in [fileName, Lock.fileName] where key.isInside(RepoPath(name)) {
      throw value.invalid(
        "\(what) can't be \(path.text): \(SafeText(name)) is edgesync's own file",
        remedy: "Name another path")
    }
  }

  /// Refuses a changelog in the place of what a mapping brings: one would be written over the other.
  ///
  /// - Parameter value: What names the changelog; nil where nothing does.
  static func refuse(
    _ changelog: RepoPath, _ value: YAMLValue?, inPlaceOf mappings: [Mapping],
    in document: YAMLValue
  ) throws(ManifestError) {
    let key = PathGuard.key(of: changelog)
    for mapping in mappings where !mapping.to.isRoot {
      guard PathGuard.key(of: mapping.to).isInside(key) else { continue }
      throw .invalid(
        file: document.file, line: value?.line ?? mapping.line,
        reason:
          "the changelog \(changelog.text) would be in the mapping \(SafeText(mapping.name)), at \(mapping.to.text)",
        remedy: "Name another file with `changelog:`")
    }
  }
}
