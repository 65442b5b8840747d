import Git
import Rules
import Support
import SystemPackage
import Testing
import Upstream

/// An upstream repository and another that holds copies of its files, both made commit by commit.
final class CopyPair {
  /// Everything lies in here.
  let folder: TemporaryFolder
  /// Upstream.
  let upstream: Plumbing
  /// The repo with the copy.
  let edge: Plumbing
  private var time = 1_790_000_000

  /// Two repositories without commits.
  init() throws {
    folder = try TemporaryFolder()
    upstream = Plumbing(folder.path.appending("upstream"))
    edge = Plumbing(folder.path.appending("edge"))
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--initial-branch=main", "upstream")
    try git.run("init", "--quiet", "--initial-branch=main", "edge")
  }

  /// Commits a state of a repository: nothing but these files, by path. Gives the commit's id.
  @discardableResult
  func commit(_ files: [String: String], to repository: Plumbing) throws -> String {
    time += 60
    let dated = Plumbing(
      repository.folder,
      variables: [
        "GIT_AUTHOR_DATE": "\(time) +0000", "GIT_COMMITTER_DATE": "\(time) +0000",
      ])
    try dated.run("read-tree", "--empty")
    for (path, text) in files {
      // A path that ends with @ is a submodule's.
      if path.hasSuffix("@") {
        let commit = String(repeating: "a", count: 40)
        try dated.run("update-index", "--add", "--cacheinfo", "160000,\(commit),\(path.dropLast())")
        continue
      }
      let blob = try dated.line("hash-object", "-w", "--stdin", input: Array(text.utf8))
      try dated.run("update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)")
    }
    try dated.run("commit", "--quiet", "--allow-empty", "-m", "State at \(time)")
    return try dated.line("rev-parse", "HEAD")
  }

  /// Searches the copy's origin from upstream's tip.
  ///
  /// - Parameters:
  ///   - manifest: A manifest whose rules are known, else ones for `--edge` patterns.
  ///   - branch: The branch that the search begins with; with all others and the tags, where it isn't nil.
  ///   - staysOnFirst: Whether the commit has to be on it.
  func search(
    _ places: [(from: String, to: String)], edge patterns: [String] = [], manifest: String? = nil,
    branch: String? = nil, staysOnFirst: Bool = false
  ) throws -> PinSearch.Found {
    let places = places.map { place in
      PinSearch.Place(
        from: place.from == "." ? .root : RepoPath(place.from), to: RepoPath(place.to))
    }
    let rules =
      try manifest.map { PinSearch.Rules(try Manifest(parsing: Array($0.utf8))) }
      ?? PinSearch.Rules(edge: PatternList(patterns), places: places)
    let repository = try Repository(reading: upstream.folder.appending(".git"))
    var search = PinSearch(
      repository, edge: try Repository(at: edge.folder.appending(".git")), places: places,
      rules: rules)
    let name = branch ?? "main"
    let tip = try #require(ObjectID(hex: upstream.line("rev-parse", name).utf8))
    if branch == nil { return try search.search(from: tip) }
    return try search.search(
      SearchedTips(branch: name, at: tip, in: repository), staysOnFirst: staysOnFirst)
  }
}
