import Git
import Text

extension Manifest {
  /// Reads a manifest.
  ///
  /// - Throws: ``ManifestError`` with the line of what is wrong.
  package init(parsing bytes: [UInt8]) throws(ManifestError) {
    let file = SafeText(Self.fileName)
    guard let document = try YAMLValue(parsing: bytes, file: file) else {
      throw .unreadable(file: file, line: nil, reason: "it is empty")
    }
    let entries = try document.entries("the manifest", of: .manifest)
    guard let version = entries["version"] else {
      throw document.invalid("`version` is missing", remedy: "Write `version: 1`")
    }
    guard try version.integer("version") == 1 else {
      throw version.invalid(
        "this edgesync reads version 1 only", remedy: "Use an edgesync that is as new as the file")
    }
    guard let upstream = entries["upstream"] else {
      throw document.invalid(
        "`upstream` is missing", remedy: "Write `upstream:` with `url:` and `branch:`")
    }
    let mode = try entries["mode"]?.word("mode", Mode.self) ?? .selective
    let named = try entries["submodule"].map { value throws(ManifestError) in
      try Self.submodule(value)
    }
    if mode == .submodule, named == nil {
      throw (entries["mode"] ?? document).invalid(
        "submodule mode needs the submodule's path", remedy: "Write `submodule: PATH`")
    }
    let submodule = mode == .submodule ? named : nil
    guard let mappingValues = entries["mappings"] else {
      throw document.invalid(
        "`mappings` is missing", remedy: "Write at least one with `name`, `from` and `to`")
    }
    let mappings = try Self.mappings(mappingValues, in: submodule)
    let changelog = try Self.changelog(entries["changelog"], outside: submodule)
    try Self.refuse(changelog, entries["changelog"], inPlaceOf: mappings, in: document)
    var checks = try Self.checks(entries["checks"])
    if let policy = try entries["sandbox"]?.word("sandbox", SandboxPolicy.self) {
      for index in checks.indices where checks[index].sandbox == nil {
        checks[index].sandbox = policy
      }
    }
    self.init(
      upstream: try UpstreamAddress(upstream), mode: mode, submodule: submodule,
      mappings: mappings, edge: try PatternList(entries["edge"], "edge", isOwned: true),
      changelog: changelog, checks: checks,
      landings: try Self.landings(entries["land"]))
    let land = try entries["land"].flatMap { value throws(ManifestError) in
      value.isNull ? nil : try value.entries("land", of: .land)
    }
    forge = try land?["via"].map { value throws(ManifestError) in
      try value.word("land.via", Forge.self)
    }
    if let failing = land?["failing"] {
      failedOffer = try failing.word("land.failing", FailedOffer.self)
    }
    alerts = try Self.alerts(entries["alerts"])
    if let value = entries["stale"] { stale = try value.age("stale") }
  }

  /// Mappings of a manifest at the most.
  static let maximumMappings = 2000
  /// Checks of a manifest at the most.
  static let maximumChecks = 1000

  /// Alerts of a manifest at the most.
  static let maximumAlerts = 100

  private static func alerts(_ value: YAMLValue?) throws(ManifestError) -> [AlertRule] {
    guard let value, !value.isNull else { return [] }
    var alerts: [AlertRule] = []
    for item in try value.list("alerts", limit: maximumAlerts) {
      alerts.append(try AlertRule(item))
    }
    return alerts
  }

  /// The submodule's path: a folder of its own, beside edgesync's files.
  private static func submodule(_ value: YAMLValue) throws(ManifestError) -> RepoPath {
    let path = try value.path("submodule")
    if path.isRoot { throw value.invalid("the submodule has to be a folder of its own") }
    try refuseOwn(path, "submodule", value)
    return path
  }

  private static func changelog(
    _ value: YAMLValue?, outside submodule: RepoPath?
  ) throws(ManifestError) -> RepoPath {
    guard let value else { return defaultChangelog }
    let path = try value.path("changelog")
    if path.isRoot { throw value.invalid("the changelog has to be a file") }
    try refuseOwn(path, "changelog", value)
    if let effect = FileEffect.text(of: path) {
      throw value.invalid(
        "the changelog can't be \(path.text): \(effect)", remedy: "Name a Markdown file")
    }
    if let submodule, path.isInside(submodule) {
      throw value.invalid(
        "the changelog can't lie in the submodule, which is upstream's",
        remedy: "Name a file outside \(submodule.text)")
    }
    return path
  }

  private static func mappings(
    _ value: YAMLValue, in submodule: RepoPath?
  ) throws(ManifestError) -> [Mapping] {
    var mappings: [Mapping] = []
    var byName: [String: Mapping] = [:]
    var byPlace: [[RepoPath]: Mapping] = [:]
    for item in try value.list("mappings", limit: maximumMappings) {
      let mapping = try Mapping(item, in: submodule)
      if let same = byName.updateValue(mapping, forKey: mapping.name) {
        throw item.invalid(
          "the mapping \(mapping.name) is already on line \(same.line)",
          remedy: "Give it another name")
      }
      if let same = byPlace.updateValue(mapping, forKey: [mapping.from, mapping.to]) {
        throw .claimedTwice(
          path: mapping.to.isRoot ? "the edge repo's root" : mapping.to.text,
          first: SafeText(same.name), second: SafeText(mapping.name), line: item.line)
      }
      mappings.append(mapping)
    }
    guard !mappings.isEmpty else {
      throw value.invalid(
        "there are no mappings", remedy: "Write at least one with `name`, `from` and `to`")
    }
    return mappings
  }

  private static func landings(_ value: YAMLValue?) throws(ManifestError) -> [SyncKind: Landing] {
    guard let value, !value.isNull else { return [:] }
    var landings: [SyncKind: Landing] = [:]
    for (name, landing) in try value.entries("land", of: .land) {
      guard let kind = SyncKind(rawValue: name) else { continue }
      landings[kind] = try landing.word("land.\(name)", Landing.self)
    }
    return landings
  }

  private static func checks(_ value: YAMLValue?) throws(ManifestError) -> [CheckDefinition] {
    guard let value, !value.isNull else { return [] }
    var checks: [CheckDefinition] = []
    var byName: [String: CheckDefinition] = [:]
    let items = try value.list("checks", limit: maximumChecks)
    for item in items {
      let check = try CheckDefinition(item)
      if CheckDefinition.builtInNames.contains(check.name) {
        throw item.invalid("`\(check.name)` is a built-in check", remedy: "Give it another name")
      }
      if let same = byName.updateValue(check, forKey: check.name) {
        throw item.invalid(
          "the check \(check.name) is already on line \(same.line)",
          remedy: "Give it another name")
      }
      checks.append(check)
    }
    for (check, item) in zip(checks, items) {
      for need in check.needs where byName[need] == nil {
        throw item.invalid("the check \(check.name) needs `\(need)`, which doesn't exist")
      }
    }
    try refuseCircles(checks, value)
    return checks
  }

  /// Refuses checks that wait for each other.
  private static func refuseCircles(
    _ checks: [CheckDefinition], _ value: YAMLValue
  ) throws(ManifestError) {
    var waitingFor = checks.map { Set($0.needs).count }
    var neededBy: [String: [Int]] = [:]
    for (index, check) in checks.enumerated() {
      for need in Set(check.needs) { neededBy[need, default: []].append(index) }
    }
    var ready = checks.indices.filter { waitingFor[$0] == 0 }
    var settled = 0
    while let index = ready.popLast() {
      settled += 1
      for other in neededBy[checks[index].name] ?? [] {
        waitingFor[other] -= 1
        if waitingFor[other] == 0 { ready.append(other) }
      }
    }
    if settled < checks.count {
      let names = checks.indices.filter { waitingFor[$0] > 0 }.map { checks[$0].name }
      throw value.invalid(
        "these checks need each other in a circle: \(names.joined(separator: ", "))")
    }
  }
}

extension UpstreamAddress {
  fileprivate init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("upstream", of: .upstream)
    guard let url = entries["url"] else {
      throw value.invalid("`upstream.url` is missing", remedy: "Write what `git fetch` takes")
    }
    self.init(
      url: try url.text("upstream.url"),
      branch: try entries["branch"]?.text("upstream.branch") ?? "main")
    // The url isn't repeated: it may hold a secret.
    if let (reason, remedy) = urlRefusal {
      throw url.invalid("upstream.url can't be used: \(reason)", remedy: remedy)
    }
    if let reason = branchRefusal {
      throw (entries["branch"] ?? value).invalid("upstream.branch can't be used: \(reason)")
    }
  }
}

extension Mapping {
  fileprivate init(_ value: YAMLValue, in submodule: RepoPath?) throws(ManifestError) {
    let entries = try value.entries("a mapping", of: .mapping)
    guard let from = entries["from"] else {
      throw value.invalid("the mapping has no `from`", remedy: "Name the folder upstream")
    }
    let fromPath = try from.path("from")
    let toPath = try Self.place(of: fromPath, entries["to"], in: submodule, value)
    let name = try entries["name"]?.text("name")
    self.init(
      name: name
        ?? String(decoding: toPath.isRoot ? Array(".".utf8) : Array(toPath.name), as: UTF8.self),
      from: fromPath, to: toPath,
      include: try Self.include(entries["include"]),
      exclude: try PatternList(entries["exclude"], "exclude"),
      edge: try PatternList(entries["edge"], "edge", isOwned: true), line: value.line,
      fromLine: from.line)
  }

  /// Where a mapping lands: where the manifest says; in a submodule, where upstream has it.
  private static func place(
    of from: RepoPath, _ to: YAMLValue?, in submodule: RepoPath?, _ mapping: YAMLValue
  ) throws(ManifestError) -> RepoPath {
    guard let submodule else {
      guard let to else {
        throw mapping.invalid(
          "the mapping has no `to`", remedy: "Name the folder in the edge repo")
      }
      let path = try to.path("to")
      try Manifest.refuseOwn(path, "to", to)
      return path
    }
    let place = submodule.appending(from)
    if let to, try to.path("to") != place {
      throw to.invalid(
        "a submodule holds upstream's files where upstream has them",
        remedy: "Write `to: \(place.text)`, or leave it out")
    }
    return place
  }

  /// What is taken: everything, unless the manifest says less. Nothing at all is no choice but a slip,
  /// and would have the next sync delete every file.
  private static func include(_ value: YAMLValue?) throws(ManifestError) -> PatternList {
    guard let value, !value.isNull else { return PatternList(["**"]) }
    let list = try PatternList(value, "include")
    if list.isEmpty {
      throw value.invalid("include is empty", remedy: "Leave it out to take every file")
    }
    return list
  }
}
