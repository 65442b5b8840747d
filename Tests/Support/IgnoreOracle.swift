import Foundation

/// The real `git check-ignore`, asked about many lists of patterns at once.
public struct IgnoreOracle {
  /// A list of patterns and paths to try on it.
  public struct Question: Sendable {
    /// The patterns, a line each.
    public let patterns: [String]
    /// Paths of files; none has to be there.
    public let paths: [[UInt8]]

    /// A question from its parts.
    public init(patterns: [String], paths: [[UInt8]]) {
      self.patterns = patterns
      self.paths = paths
    }
  }

  /// What git says of a path.
  public enum Answer: Equatable, Sendable {
    /// The line of the pattern that ignores it, from 1.
    case line(Int)
    /// No pattern does.
    case unmatched
    /// git crashes when asked, as 2.39 does on some lists of patterns.
    case crash
  }

  /// For each question and path, what git says of it.
  public static func answers(to questions: [Question]) throws -> [[Answer]] {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet")
    var paths: [[UInt8]] = []
    for (index, question) in questions.enumerated() {
      // A folder for each, with rules of its own.
      let rules = question.patterns.map { $0 + "\n" }.joined()
      try folder.write(Array(rules.utf8), to: "q\(index)/.gitignore")
      paths += question.paths.map { Array("q\(index)/".utf8) + $0 }
    }
    var lines = try answers(to: paths[...], of: git)[...]
    return questions.map { question in
      defer { lines = lines.dropFirst(question.paths.count) }
      return Array(lines.prefix(question.paths.count))
    }
  }

  /// For each path, what git says of it.
  ///
  /// Where git crashes, as 2.39 does on some shallow paths after deep ones, the paths are asked about in
  /// two halves.
  private static func answers(to paths: ArraySlice<[UInt8]>, of git: Plumbing) throws -> [Answer] {
    let outcome = try git.outcome(
      ["check-ignore", "--no-index", "--verbose", "--non-matching", "-z", "--stdin"],
      input: paths.flatMap { $0 + [0] })
    if outcome.status == 128 + SIGSEGV {
      if paths.count == 1 { return [.crash] }
      let middle = paths.startIndex + paths.count / 2
      return try answers(to: paths[..<middle], of: git) + answers(to: paths[middle...], of: git)
    }
    // Status 1 says that nothing is ignored.
    guard outcome.status <= 1 else {
      throw Plumbing.Failure(
        description: "git check-ignore: \(outcome.status), \(outcome.errorText)")
    }
    // Source, line, pattern and path for each.
    let fields = outcome.output.split(separator: 0, omittingEmptySubsequences: false)
    return paths.indices.map { index in
      let place = (index - paths.startIndex) * 4
      let isTakenBack = fields[place + 2].first == UInt8(ascii: "!")
      let line = Int(String(decoding: fields[place + 1], as: UTF8.self))
      return isTakenBack ? .unmatched : line.map(Answer.line) ?? .unmatched
    }
  }
}
