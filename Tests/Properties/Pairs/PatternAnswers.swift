import Support

/// What lists of patterns take, as `git check-ignore` tells: asked about many lists at once, and singly about what
/// nobody foresaw.
package struct PatternAnswers: Sendable {
  /// git crashed when it was asked: nobody can tell.
  package struct GitCrashed: Error {}

  private var questions: [[String]: Set<[UInt8]>] = [:]
  private var answers: [[String]: [[UInt8]: IgnoreOracle.Answer]] = [:]

  /// Nothing asked yet.
  package init() {}

  /// Notes a question.
  package mutating func ask(_ patterns: [String], about path: [UInt8]) {
    if patterns.isEmpty || path.isEmpty { return }
    questions[patterns, default: []].insert(path)
  }

  /// Has git answer what was asked.
  package mutating func answer() throws {
    let asked = questions.map { IgnoreOracle.Question(patterns: $0.key, paths: Array($0.value)) }
    for (question, lines) in zip(asked, try IgnoreOracle.answers(to: asked)) {
      var found: [[UInt8]: IgnoreOracle.Answer] = [:]
      for (path, line) in zip(question.paths, lines) { found[path] = line }
      answers[question.patterns, default: [:]].merge(found) { _, new in new }
    }
    questions = [:]
  }

  /// Whether a list takes a file.
  package func takes(_ patterns: [String], _ path: [UInt8]) throws -> Bool {
    if patterns.isEmpty || path.isEmpty { return false }
    let answer =
      try answers[patterns]?[path]
      ?? IgnoreOracle.answers(to: [.init(patterns: patterns, paths: [path])])[0][0]
    if answer == .crash { throw GitCrashed() }
    return answer != .unmatched
  }
}
