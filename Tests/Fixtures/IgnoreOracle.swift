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

  /// For each question and path, the line of the pattern that ignores it, from 1; nil where none does.
  public static func answers(to questions: [Question]) throws -> [[Int?]] {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet")
    var input: [UInt8] = []
    for (index, question) in questions.enumerated() {
      // A folder for each, with rules of its own.
      let rules = question.patterns.map { $0 + "\n" }.joined()
      try folder.write(Array(rules.utf8), to: "q\(index)/.gitignore")
      for path in question.paths { input += Array("q\(index)/".utf8) + path + [0] }
    }
    let outcome = try git.outcome(
      ["check-ignore", "--no-index", "--verbose", "--non-matching", "-z", "--stdin"], input: input)
    // Status 1 says that nothing is ignored.
    guard outcome.status <= 1 else {
      throw Plumbing.Failure(
        description: "git check-ignore: \(outcome.status), \(outcome.errorText)")
    }
    // Source, line, pattern and path for each.
    let fields = outcome.output.split(separator: 0, omittingEmptySubsequences: false)
    var answers: [[Int?]] = []
    var next = 0
    for question in questions {
      answers.append(
        question.paths.map { _ in
          defer { next += 4 }
          let isTakenBack = fields[next + 2].first == UInt8(ascii: "!")
          return isTakenBack ? nil : Int(String(decoding: fields[next + 1], as: UTF8.self))
        })
    }
    return answers
  }
}
