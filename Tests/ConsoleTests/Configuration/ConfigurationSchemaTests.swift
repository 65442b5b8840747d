import Console
import Rules
import Support
import Testing
import Text

/// The schema of `config.yml`, as an independent validator judges by it.
@Suite(.enabled(if: SchemaOracle.isThere, "python3 has no jsonschema or ruamel.yaml"))
struct ConfigurationSchemaTests {
  /// What no schema can tell, by a part of edgesync's own message, with the reason.
  private static let untold: [(message: String, reason: String)] = [
    ("there is no key `", "the names of keys are edgesync's own"),
    ("is a key of", "keys are compared with each other"),
  ]

  @Test func itIsAsEdgesyncReadsIt() throws {
    let good = ConfigurationTests.good
    let bad = ConfigurationTests.bad
    let objections = try SchemaOracle.objections(
      to: good + bad.map(\.0), by: Schema.configuration.document(title: "x").encoded)
    for (text, objection) in zip(good, objections) {
      #expect(objection == nil, "\(objection ?? "")\n\(text)")
    }
    for (row, objection) in zip(bad, objections[good.count...]) {
      let isUntold = Self.untold.contains { row.2.contains($0.message) }
      #expect((objection == nil) == isUntold, "\(row): \(objection ?? "accepted")")
    }
  }
}
