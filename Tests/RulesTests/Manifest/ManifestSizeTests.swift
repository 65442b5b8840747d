import Git
import Rules
import Testing
import Text

/// Manifests and locks as large as they may be are read in the time that their size takes, and larger ones are
/// refused with what is the most.
@Suite struct ManifestSizeTests {
  private static let head = "version: 1\nupstream: { url: u, branch: main }\n"
  private static let mapping = "mappings:\n  - { name: a, from: a, to: a }\n"

  private static func mappings(_ count: Int, _ more: String = "") -> String {
    head + "mappings:\n"
      + (0..<count).map { "  - { from: s\($0), to: t/\($0)\(more) }\n" }.joined()
  }

  private static func checks(_ count: Int) -> String {
    head + mapping + "checks:\n"
      + (0..<count).map { index in
        "  - { name: c\(index), run: x\(index == 0 ? "" : ", needs: [c\(index - 1)]") }\n"
      }.joined()
  }

  @Test func asManyAsMayBeAreRead() throws {
    let many = try Manifest(parsing: Array(Self.mappings(2000, ", edge: [x]").utf8))
    let classifier = Classifier(many)
    let start = ContinuousClock.now
    #expect(classifier.roots.count == 2000)
    for index in 0..<2000 {
      let found = classifier.placements(of: RepoPath("s\(index)/y/z"))
      #expect(found.map(\.mapping) == [index])
    }
    #expect(classifier.edgeRule(of: "t/77/x") != nil)
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(try Manifest(parsing: Array(Self.checks(1000).utf8)).checks.count == 1000)
  }

  /// Manifests, and why each is refused; told by their places, for their texts are long.
  private static let refused: [(text: String, reason: String)] = [
    (mappings(2001), "mappings has 2001 entries, and 2000 are the most"),
    (checks(1001), "checks has 1001 entries, and 1000 are the most"),
    (
      head + mapping + "edge:\n" + String(repeating: "- a\n", count: 100_000),
      "edge has 100000 entries, and 10000 are the most"
    ),
    (
      head + mapping + "checks: [" + String(repeating: "a,", count: 410_000) + "]\n",
      "it holds more than 400000 values"
    ),
    (
      head + mapping + "checks: [" + String(repeating: "[],", count: 300_000) + "]\n",
      "checks has 300000 entries"
    ),
    (head + mapping + String(repeating: "x", count: 900) + ": 1\n", "has no key `xxx"),
    (head + mapping + "a: " + String(repeating: "[", count: 65), "nested more than 64 deep"),
    (
      head + "a0: &a0 [1,1,1,1,1,1,1,1,1]\n"
        + (1...9).map { level in
          let inner = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",")
          return "a\(level): &a\(level) [\(inner)]\n"
        }.joined(),
      "its aliases make it too large"
    ),
    (String(repeating: "#\n", count: 600_000), "it is over 1 MiB"),
  ]

  @Test(arguments: refused.indices)
  func moreIsRefusedWithItsLimit(_ place: Int) throws {
    let (text, reason) = Self.refused[place]
    let start = ContinuousClock.now
    do {
      _ = try Manifest(parsing: Array(text.utf8))
      Issue.record("it was taken")
    } catch {
      #expect(error.message.string.contains(reason), "\(error.message.string.prefix(300))")
      #expect(error.message.string.utf8.count < 2000)
      #expect(error.exitStatus == ExitStatus.invalid)
    }
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  /// Names that are looked up decide as the same names do that have to be tried, for a wildcard in them.
  @Test func aLongListDecidesAsItsRulesDo() {
    let rules = (0..<100).flatMap { index in
      [
        "d/\(index)", "!n\(index % 37)", "n\(index)", "f\(index)/", "q.\(index % 50)x",
        "/n\(index)",
        "d/\(index)/*", "!d/\(index % 7)",
      ]
    }
    func list(_ change: (String) -> String) -> PatternList {
      PatternList(rules.enumerated().compactMap { Pattern(change($0.element), line: $0.offset) })
    }
    let plain = list { $0 }
    let wild = list { rule in
      rule.replacing(/[dfnq]/, maxReplacements: 1) { "[\($0.output)]" }
    }
    for path in (0..<120).flatMap({
      [
        "d/\($0)", "a/n\($0)", "n\($0)", "f\($0)/x", "b/q.\($0)x", "d/\($0)/y", "f\($0)",
        "a/d/\($0)",
      ]
    }) {
      let path = RepoPath(path)
      #expect(plain.match(path)?.line == wild.match(path)?.line, "\(path)")
    }
  }
}
