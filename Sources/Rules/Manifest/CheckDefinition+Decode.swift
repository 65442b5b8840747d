import Text
import Yams

extension CheckDefinition {
  /// Names of the checks that are always on.
  package static let builtInNames = [
    "no-local-modifications", "edge-files-preserved", "synced-identical",
  ]

  init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("a check", of: .check)
    guard let nameValue = entries["name"] else { throw value.invalid("a check has no `name`") }
    let name = try nameValue.text("name")
    let work = try Work(entries, of: name, value)
    var needs: [String] = []
    for need in try entries["needs"]?.list("needs") ?? [] {
      needs.append(try need.text("needs"))
    }
    let (environment, passedOn) =
      try entries["env"].map { value throws(ManifestError) in
        try Self.environment(value)
      } ?? ([:], [])
    if !work.writesReports, let report = entries["junit"] ?? entries["benchmark"] {
      throw report.invalid("the check \(name) runs no command that could write it")
    }
    self.init(
      name: name, stage: try entries["stage"]?.word("stage", Stage.self) ?? .pre, work: work,
      junit: try entries["junit"]?.filePath("junit"), benchmark: try BenchmarkRule(entries),
      timeout: try entries["timeout"].map { limit throws(ManifestError) in
        max(1, Bounded.whole(try limit.duration("timeout")))
      } ?? Self.defaultTimeout,
      isRequired: try entries["required"]?.flag("required") ?? true,
      runsInEmergency: try entries["emergency"]?.flag("emergency") ?? false,
      needs: needs, environment: environment, passedOn: passedOn,
      sandbox: try entries["sandbox"]?.word("sandbox", SandboxPolicy.self),
      canonical: Self.canonical(entries),
      line: value.line)
  }

  /// The definition in one fixed form: keys in their order, values as the manifest has them.
  private static func canonical(_ entries: [String: YAMLValue]) -> String {
    // What a check waits for and what its result decides doesn't change what the result says; a sandbox that
    // it needs belongs to its environment.
    let parts = Schema.check.names.filter {
      !["needs", "emergency", "required", "sandbox"].contains($0)
    }
    return parts.compactMap { key in
      entries[key].map { key + "=" + String(reflecting: $0.node.canonical) }
    }.joined(separator: "\n")
  }

  /// Reads `env`: a mapping of names to values, where a name without a value is one of the user's
  /// variables that is handed on, or a list of such names.
  private static func environment(
    _ value: YAMLValue
  ) throws(ManifestError) -> (own: [String: String], passedOn: [String]) {
    let problem = value.invalid(
      "env has to be a mapping of names to values, or a list of names to hand on")
    var own: [String: String] = [:]
    var passedOn: [String] = []
    func add(_ name: String?, _ content: YAMLValue?) throws(ManifestError) {
      guard let name, !name.isEmpty, !name.contains("="), !name.utf8.contains(0) else {
        throw problem
      }
      guard let content, !content.isNull else {
        passedOn.append(name)
        return
      }
      guard let text = content.looseText, !text.utf8.contains(0) else { throw problem }
      own[name] = text
    }
    if let mapping = value.node.mapping {
      for (key, content) in mapping { try add(key.scalar?.string, value.with(content)) }
    } else {
      guard value.node.sequence != nil else { throw problem }
      for name in try value.list("env") { try add(name.looseText, nil) }
    }
    return (own, passedOn.sorted())
  }
}
