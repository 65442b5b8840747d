import Text

extension CheckDefinition {
  /// Names of the checks that are always on.
  package static let builtInNames = [
    "no-local-modifications", "edge-files-preserved", "synced-identical",
  ]

  private static let keys = [
    "name", "stage", "build", "run", "junit", "timeout", "start", "http", "stop", "benchmark",
    "tolerance", "against", "required", "needs", "emergency", "env",
  ]

  init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("a check", keys: Self.keys)
    guard let nameValue = entries["name"] else { throw value.invalid("a check has no `name`") }
    let name = try nameValue.text("name")
    let run = try entries["run"]?.command("run")
    let build = try entries["build"]?.text("build")
    let start = try entries["start"]?.command("start")
    let stop = try entries["stop"]?.command("stop")
    let isService = start != nil || stop != nil || entries["http"] != nil
    let work: Work
    switch (run, build, isService) {
    case (let run?, nil, false): work = .run(run)
    case (nil, let build?, false): work = .build(build)
    case (nil, nil, true): work = .service(start: start, stop: stop)
    case (nil, nil, false):
      throw value.invalid("the check \(name) does nothing", remedy: "Give it a `run: COMMAND`")
    default:
      throw value.invalid(
        "the check \(name) does more than one thing", remedy: "Make a check of each")
    }
    var needs: [String] = []
    for need in try entries["needs"]?.list("needs") ?? [] {
      needs.append(try need.text("needs"))
    }
    var environment: [String: String] = [:]
    if let variables = entries["env"] { environment = try Self.environment(variables) }
    self.init(
      name: name, stage: try entries["stage"]?.word("stage", Stage.self) ?? .pre, work: work,
      timeout: try entries["timeout"].map { limit throws(ManifestError) in
        try Self.seconds(limit)
      } ?? Self.defaultTimeout,
      isRequired: try entries["required"]?.flag("required") ?? true,
      runsInEmergency: try entries["emergency"]?.flag("emergency") ?? false,
      needs: needs, environment: environment, canonical: Self.canonical(entries),
      line: value.line)
  }

  /// The definition in one fixed form: keys in their order, values as the manifest has them.
  private static func canonical(_ entries: [String: YAMLValue]) -> String {
    // What a check waits for and what its result decides doesn't change what the result says.
    let parts = keys.filter { !["needs", "emergency", "required"].contains($0) }
    return parts.compactMap { key in
      entries[key].map { key + "=" + String(reflecting: $0.node.canonical) }
    }.joined(separator: "\n")
  }

  private static func environment(_ value: YAMLValue) throws(ManifestError) -> [String: String] {
    var environment: [String: String] = [:]
    let problem = value.invalid("env has to be a mapping of names to values")
    guard let entries = value.textEntries else { throw problem }
    for (name, content) in entries {
      guard !name.isEmpty, !name.contains("="), !(name + content).utf8.contains(0) else {
        throw problem
      }
      environment[name] = content
    }
    return environment
  }

  /// Reads `90`, `90s`, `10m` or `2h` as seconds.
  private static func seconds(_ value: YAMLValue) throws(ManifestError) -> Int {
    let text = try value.text("timeout")
    let units = ["s": 1, "m": 60, "h": 3600]
    let unit = text.last.flatMap { units[String($0)] }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard let count = Int(digits), count > 0, count <= 1_000_000 else {
      throw value.invalid("timeout can't be `\(text)`", remedy: "Write it as `90s`, `10m` or `2h`")
    }
    return count * (unit ?? 1)
  }
}
