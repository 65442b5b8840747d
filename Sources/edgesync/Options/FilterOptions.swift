import ArgumentParser
import Git
import SystemPackage
import Text
import Upstream

/// The options that choose commits, as `git log` has them.
struct FilterOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("List commits whose author matches.", valueName: "pattern"))
  var author: [String] = []
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("List commits whose message matches.", valueName: "pattern"))
  var grep: [String] = []
  @Option(
    name: .customShort("S", allowingJoined: true), parsing: .unconditional,
    help: ArgumentHelp(
      "List commits after which a file has the text more or fewer times.", valueName: "text"))
  var text: String?
  @Option(
    name: .customShort("G", allowingJoined: true), parsing: .unconditional,
    help: ArgumentHelp("List commits that add or remove a line that matches.", valueName: "regex"))
  var line: String?
  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp(
      "List commits that change something at a path, here or upstream.", valueName: "path"))
  var paths: [String] = []

  func validate() throws {
    if text != nil, line != nil { throw ValidationError("-S can't be combined with -G.") }
  }

  /// What they ask for.
  func filter(in edge: EdgeRepo, from directory: DirectoryOptions) throws -> CommitFilter {
    var filter = CommitFilter()
    (filter.authors, filter.messages) = (author, grep)
    filter.change = text.map { .text($0) } ?? line.map { .line($0) }
    filter.places = try paths.map { path in
      let names = FilePath(path).lexicallyNormalized().components.map(\.string)
      let here = try directory.path(path, in: edge)
      // From a folder of the edge repo on, what leads out of it leads to what upstream has there.
      guard names.contains("..") else {
        return CommitFilter.Place(edge: here, upstream: RepoPath(names.joined(separator: "/")))
      }
      guard let here else {
        throw ValidationError("\(SafeText(path)) lies outside of the repo.")
      }
      return CommitFilter.Place(edge: here, upstream: here)
    }
    return filter
  }
}
