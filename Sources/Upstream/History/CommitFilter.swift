import Git
import Rules
import Text

/// Which commits of a range are wanted, as `git log` tells by its options of the same names.
package struct CommitFilter: Hashable, Sendable {
  /// A path as a person names it.
  package struct Place: Hashable, Sendable {
    /// It as the edge repo's; nil where it can be none.
    let edge: RepoPath?
    /// It as upstream's, where no mapping takes the edge repo's.
    let upstream: RepoPath

    /// A path, as the edge repo has it or as upstream does.
    package init(edge: RepoPath?, upstream: RepoPath) {
      (self.edge, self.upstream) = (edge, upstream)
    }

    /// The path as it was named.
    package var shown: RepoPath { edge ?? upstream }
  }

  /// What was changed, as git finds it.
  package enum Change: Hashable, Sendable {
    /// A text of which a file has more or fewer than before (`-S`).
    case text(String)
    /// A regular expression that an added or a removed line matches (`-G`).
    case line(String)
  }

  /// Patterns of authors, of which one has to match.
  package var authors: [String] = []
  /// Patterns of messages, of which one has to match.
  package var messages: [String] = []
  /// What was changed; nil for anything.
  package var change: Change?
  /// Paths of which one has to be changed; nothing is asked of them where there are none.
  package var places: [Place] = []

  /// Every commit.
  package init() {}

  /// Whether every commit is wanted.
  package var isEmpty: Bool { self == CommitFilter() }

  /// Git's options for all but the paths, each in one word: git takes a word of its own for an option that begins with a
  /// dash, whatever stands before it.
  var options: [String] {
    var options = authors.map { "--author=" + $0 } + messages.map { "--grep=" + $0 }
    switch change {
    case .text(let text): options.append("-S" + text)
    case .line(let pattern): options.append("-G" + pattern)
    case nil: break
    }
    return options
  }

  /// Refuses what git can't be asked.
  ///
  /// - Throws: ``FilterError``.
  package func check() throws(FilterError) {
    switch change {
    case .text(""): throw FilterError(reason: "-S needs a text")
    case .line(""): throw FilterError(reason: "-G needs a regular expression")
    case .text, .line, nil: break
    }
    let hasZero =
      options.contains { $0.utf8.contains(0) }
      || places.contains { $0.upstream.bytes.contains(0) || $0.edge?.bytes.contains(0) == true }
    if hasZero { throw FilterError(reason: "it has a zero byte") }
  }

  /// What it asks for, in few words.
  package var text: SafeText {
    var parts: [SafeText] = []
    if !authors.isEmpty { parts.append("author " + Self.list(authors)) }
    if !messages.isEmpty { parts.append("message " + Self.list(messages)) }
    switch change {
    case .text(let text): parts.append("text " + SafeText(text))
    case .line(let pattern): parts.append("lines " + SafeText(pattern))
    case nil: break
    }
    if let place = places.first {
      let name = SafeText(bytes: place.shown.isRoot ? Array(".".utf8) : Array(place.shown.name))
      parts.append(places.count == 1 ? name : name + " and \(places.count - 1) more")
    }
    return parts.joined(separator: " · ")
  }

  private static func list(_ patterns: [String]) -> SafeText {
    patterns.map { SafeText($0) }.joined(separator: " or ")
  }
}
