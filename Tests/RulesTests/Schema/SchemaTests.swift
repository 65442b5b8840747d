import Rules
import Support
import Testing
import Text

/// The schemas of manifest and lock, as an independent validator judges by them: they take what edgesync takes, and
/// refuse what it refuses, as far as a schema can tell.
@Suite(.enabled(if: SchemaOracle.isThere, "python3 has no jsonschema or ruamel.yaml"))
struct SchemaTests {
  /// What no schema can tell, by a part of edgesync's own message, with the reason.
  private static let untold: [(message: String, reason: String)] = [
    ("both claim", "places are compared with each other"),
    ("is already on line", "names are compared with each other"),
    ("which doesn't exist", "a name is looked for among others"),
    ("need each other in a circle", "names are followed"),
    ("would be in the mapping", "the changelog is compared with places"),
    ("a submodule holds upstream's files where", "one path is put together of two others"),
    ("can't lie in the submodule", "two paths are compared"),
    ("the changelog can't be .git", "what a file's name does is a list of edgesync's own"),
    ("the changelog can't be .GitHub", "what a file's name does is a list of edgesync's own"),
    (".g<U+200C>it", "a file system leaves characters out"),
    ("the url of post has a user", "tokens are told by how they begin"),
    ("has a secret written in it", "secrets are told by what they are called"),
    ("edge<U+200C>sync.yml", "a file system leaves characters out"),
  ]

  @Test func theManifestsIsAsEdgesyncReadsIt() throws {
    let good = GoodManifests.all + [AlertRuleTests.good]
    for text in good { _ = try Manifest(parsing: Array(text.utf8)) }
    try Self.hold(
      .manifest, good,
      ManifestErrorTests.cases.map { ($0.text, $0.message) }
        + AlertRuleTests.cases.map { (AlertRuleTests.text($0.0), $0.1) }, Self.untold
    ) { try Manifest(parsing: Array($0.utf8)) }
  }

  @Test func theLocksIsAsEdgesyncReadsIt() throws {
    let good = (0..<100).map { seed in
      var generator = SeededGenerator(seed: seed)
      return LockTests.random(&generator).encoded
    }
    try Self.hold(
      .lock, good, LockTests.cases.map { ($0.text, $0.message) },
      [("isn't escaped as it should be", "bytes are counted")]
    ) { try Lock(parsing: Array($0.utf8)) }
  }

  private static func hold(
    _ schema: Schema, _ good: [String], _ bad: [(text: String, message: String)],
    _ untold: [(message: String, reason: String)], reading read: (String) throws -> some Any
  ) throws {
    let objections = try SchemaOracle.objections(
      to: good + bad.map(\.text), by: schema.document(title: "x").encoded)
    for (text, objection) in zip(good, objections) {
      #expect(objection == nil, "\(objection ?? "")\n\(text)")
    }
    var accepted: [String] = []
    for (row, objection) in zip(bad, objections[good.count...]) where objection == nil {
      var message = row.message
      do { _ = try read(row.text) } catch { message = "\(error)" }
      accepted.append(message)
      #expect(untold.contains { message.contains($0.message) }, "\(message)\n\(row.text)")
    }
    for (message, reason) in untold {
      #expect(
        accepted.contains { $0.contains(message) }, "the schema tells it: \(message), \(reason)")
    }
  }
}
