import Rules
import Testing

@testable import Checks

/// Which checks run side by side, and which wait.
@Suite struct CheckGraphTests {
  /// Begins all that may run, then ends the one that was begun first, until all is done: each letter in
  /// the order of its beginning, with a bar where one had to end first.
  private static func rounds(
    _ checks: [CheckDefinition], jobs: Int, failing: String = ""
  ) -> String {
    var graph = CheckGraph(checks, jobs: jobs)
    var running: [Int] = []
    var text = ""
    while true {
      switch graph.next() {
      case .run(let index):
        text += graph.checks[index].name
        running.append(index)
      case .skip(let index, _): text += "-" + graph.checks[index].name
      case .wait:
        guard let first = running.first else { return text + "?" }
        running.removeFirst()
        graph.end(first, isPassed: graph.checks[first].name != failing)
        text += "|"
      case .done: return text
      }
    }
  }

  @Test(arguments: [
    ("abcd", "", 4, "", "abcd||||"), ("abcd", "", 2, "", "ab|c|d||"),
    ("abc", "c needs a", 3, "", "ab|c||"), ("abc", "c needs a", 1, "", "a|b|c|"),
    ("abc", "c needs a", 3, "a", "ab|-c|"), ("ab", "a: post", 2, "", "b|a|"),
    ("abc", "b: bench", 3, "", "ac||b|"), ("abc", "a: bench", 3, "", "a|bc||"),
    ("abc", "a needs b, b needs c", 3, "", "c|b|a|"),
    ("abc", "a needs b, b needs c", 3, "c", "c|-b-a"),
    ("abc", "a needs b, b: post", 3, "", "c|b|a|"),
  ])
  func runsSideBySide(
    _ names: String, _ rules: String, _ jobs: Int, _ failing: String, _ wanted: String
  ) throws {
    var rest = Dictionary(uniqueKeysWithValues: names.map { (String($0), "") })
    for rule in rules.split(separator: ",") {
      let words = rule.split(separator: " ").map(String.init)
      let name = words[0].replacing(":", with: "")
      let added = [
        "needs": ", needs: [\(words.count > 2 ? words[2] : "")]", "bench": ", benchmark: b.json",
        "post": ", stage: post",
      ]
      rest[name, default: ""] += added[words[1]] ?? ""
    }
    let list = names.map { "  - { name: \($0), run: x\(rest[String($0)] ?? "") }" }
    let checks = try CheckBench.checks(list.joined(separator: "\n"))
    #expect(Self.rounds(checks, jobs: jobs, failing: failing) == wanted)
  }
}
