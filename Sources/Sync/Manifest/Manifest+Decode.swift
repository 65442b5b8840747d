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
    let entries = try document.entries(
      "the manifest",
      keys: [
        "version", "upstream", "mode", "submodule", "mappings", "edge", "changelog", "checks",
        "land", "alerts",
      ])
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
    let checks = try Self.checks(entries["checks"])
    if let alerts = entries["alerts"], !alerts.isNull { _ = try alerts.list("alerts") }
    self.init(
      upstream: try UpstreamAddress(upstream), mode: mode, submodule: submodule,
      mappings: mappings, edge: try PatternList(entries["edge"], "edge"),
      changelog: changelog, checks: checks,
      landings: try Self.landings(entries["land"]))
    let land = try entries["land"].flatMap { value throws(ManifestError) in
      value.isNull ? nil : try value.entries("land", keys: Self.landKeys)
    }
    forge = try land?["via"].map { value throws(ManifestError) in
      try value.word("land.via", Forge.self)
    }
    if let failing = land?["failing"] {
      failedOffer = try failing.word("land.failing", FailedOffer.self)
    }
  }

  private static let landKeys =
    [SyncKind.weekly, .daily, .emergency].map(\.rawValue) + ["via", "failing"]

  /// The submodule's path: a folder of its own, beside edgesync's files.
  private static func submodule(_ value: YAMLValue) throws(ManifestError) -> RepoPath {
    let path = try value.path("submodule")
    if path.isRoot { throw value.invalid("the submodule has to be a folder of its own") }
    if [Manifest.fileName, Lock.fileName].contains(where: { RepoPath($0).isInside(path) }) {
      throw value.invalid("\(path.text) is edgesync's own file")
    }
    return path
  }

  private static func changelog(
    _ value: YAMLValue?, outside submodule: RepoPath?
  ) throws(ManifestError) -> RepoPath {
    guard let value else { return defaultChangelog }
    let path = try value.path("changelog")
    if path.isRoot { throw value.invalid("the changelog has to be a file") }
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
    for item in try value.list("mappings") {
      let mapping = try Mapping(item, in: submodule)
      if let same = mappings.first(where: { $0.name == mapping.name }) {
        throw item.invalid(
          "the mapping \(mapping.name) stands on line \(same.line) already",
          remedy: "Give it another name")
      }
      if let same = mappings.first(where: { $0.to == mapping.to && $0.from == mapping.from }) {
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
    for (name, landing) in try value.entries("land", keys: landKeys) {
      guard let kind = SyncKind(rawValue: name) else { continue }
      landings[kind] = try landing.word("land.\(name)", Landing.self)
    }
    return landings
  }

  private static func checks(_ value: YAMLValue?) throws(ManifestError) -> [CheckDefinition] {
    guard let value, !value.isNull else { return [] }
    var checks: [CheckDefinition] = []
    for item in try value.list("checks") {
      let check = try CheckDefinition(item)
      if CheckDefinition.builtInNames.contains(check.name) {
        throw item.invalid("`\(check.name)` is a built-in check", remedy: "Give it another name")
      }
      if let same = checks.first(where: { $0.name == check.name }) {
        throw item.invalid(
          "the check \(check.name) stands on line \(same.line) already",
          remedy: "Give it another name")
      }
      checks.append(check)
    }
    for (check, item) in zip(checks, try value.list("checks")) {
      for need in check.needs where !checks.contains(where: { $0.name == need }) {
        throw item.invalid("the check \(check.name) needs `\(need)`, which isn't there")
      }
    }
    try refuseCircles(checks, value)
    return checks
  }

  /// Refuses checks that wait for each other.
  private static func refuseCircles(
    _ checks: [CheckDefinition], _ value: YAMLValue
  ) throws(ManifestError) {
    var settled: Set<String> = []
    var waiting = checks
    while !waiting.isEmpty {
      let ready = waiting.filter { $0.needs.allSatisfy(settled.contains) }
      guard !ready.isEmpty else {
        let names = waiting.map(\.name).joined(separator: ", ")
        throw value.invalid("these checks need each other in a circle: \(names)")
      }
      settled.formUnion(ready.map(\.name))
      waiting.removeAll { settled.contains($0.name) }
    }
  }
}

extension UpstreamAddress {
  fileprivate init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("upstream", keys: ["url", "branch"])
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
    let entries = try value.entries(
      "a mapping", keys: ["name", "from", "to", "include", "exclude", "edge"])
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
      edge: try PatternList(entries["edge"], "edge"), line: value.line)
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
      return try to.path("to")
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
      throw value.invalid("include takes nothing", remedy: "Leave it out to take every file")
    }
    return list
  }
}

extension PatternList {
  fileprivate init(_ value: YAMLValue?, _ what: SafeText) throws(ManifestError) {
    guard let value, !value.isNull else {
      self.init([Pattern]())
      return
    }
    var patterns: [Pattern] = []
    for item in try value.list(what) {
      let source = try item.text("a pattern of \(what)")
      guard let pattern = Pattern(source, line: item.line) else {
        throw item.invalid(
          "the pattern `\(source)` matches nothing", remedy: "Put a backslash before a leading #")
      }
      patterns.append(pattern)
    }
    self.init(patterns)
  }
}

extension YAMLValue {
  /// A path inside a repository: relative, without `..`, and nothing that is git's own. `.` is the root.
  fileprivate func path(_ what: SafeText) throws(ManifestError) -> RepoPath {
    let text = try text(what)
    var bytes = Array(text.utf8)[...]
    if bytes.first == UInt8(ascii: "/") {
      throw invalid("\(what) is an absolute path", remedy: "Write it from the repository's root")
    }
    while bytes.starts(with: "./".utf8) { bytes = bytes.dropFirst(2) }
    while bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
    if bytes.isEmpty || bytes.elementsEqual(".".utf8) { return .root }
    let path = RepoPath(bytes)
    if let refusal = PathGuard.refusal(of: path) {
      throw invalid("\(what) can't be \(text): \(refusal)")
    }
    return path
  }
}
