import Git
import Text

extension Lock {
  /// Reads a lock.
  ///
  /// - Throws: ``ManifestError`` with the line of what is wrong.
  package init(parsing bytes: [UInt8]) throws(ManifestError) {
    let file = SafeText(Self.fileName)
    guard let document = try YAMLValue(parsing: bytes, file: file, limit: Self.maximumBytes) else {
      throw .unreadable(file: file, line: nil, reason: "it is empty")
    }
    let entries = try document.entries("the lock", of: .lock)
    func required(_ key: String) throws(ManifestError) -> YAMLValue {
      guard let value = entries[key] else { throw document.invalid("`\(key)` is missing") }
      return value
    }
    let version = try required("version")
    guard try version.integer("version") == 1 else {
      throw version.invalid(
        "this edgesync reads version 1 only", remedy: "Use an edgesync that is as new as the file")
    }
    let upstream = try required("upstream").entries(
      "upstream", of: Schema.LockParts.upstream)
    guard let url = upstream["url"], let branch = upstream["branch"] else {
      throw try required("upstream").invalid("upstream needs `url` and `branch`")
    }
    var mappings: [MappingState] = []
    for value in try required("mappings").list("mappings") {
      mappings.append(try MappingState(value))
    }
    var overrides: [OverrideState] = []
    for value in try entries["overrides"]?.list("overrides") ?? [] {
      overrides.append(try OverrideState(value))
    }
    var held: [Hold] = []
    for value in try entries["held"]?.list("held") ?? [] { held.append(try Hold(value)) }
    var owed: [OwedReview] = []
    for value in try entries["owed"]?.list("owed") ?? [] { owed.append(try OwedReview(value)) }
    self.init(
      upstream: UpstreamAddress(url: try url.text("url"), branch: try branch.text("branch")),
      pin: try Pin(try required("pin")), mappings: mappings, overrides: overrides, held: held,
      owed: owed)
  }
}

extension Lock.Pin {
  fileprivate init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("pin", of: Schema.LockParts.pin)
    self.init(
      id: try value.required("id", of: entries).objectID("pin.id"),
      date: try value.required("date", of: entries).moment("pin.date"),
      subject: entries["subject"]?.looseText ?? "")
  }
}

extension Lock.MappingState {
  fileprivate init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("a mapping", of: Schema.LockParts.mapping)
    let files = try value.required("files", of: entries)
    let count = try files.integer("files")
    guard Bounded.count(count) == count else {
      throw files.invalid("there can't be \(count) files")
    }
    self.init(
      name: try value.required("name", of: entries).text("name"),
      tree: try value.required("tree", of: entries).objectID("tree"), files: count)
  }
}

extension Lock.OverrideState {
  fileprivate init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("an override", of: Schema.LockParts.override)
    // Unlike a person's text, a path of git's may hold any character.
    let path = try value.required("path", of: entries)
    guard let text = path.looseText, !text.isEmpty else {
      throw path.invalid("path has to be text")
    }
    let isEscaped = try entries["pathBytes"]?.flag("pathBytes") ?? false
    guard let path = isEscaped ? RepoPath(percentEscaped: text) : RepoPath(text) else {
      throw value.invalid("the path isn't escaped as it should be")
    }
    let seen = try value.required("seen", of: entries)
    self.init(path: path, seen: seen.isNull ? nil : try seen.objectID("seen"))
  }
}

extension Lock.Hold {
  fileprivate init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("a hold", of: Schema.LockParts.hold)
    self.init(
      id: try value.required("id", of: entries).objectID("id"),
      reason: entries["reason"]?.looseText ?? "",
      by: entries["by"]?.looseText ?? "",
      date: try value.required("date", of: entries).moment("date"),
      fixedBy: try entries["mendedBy"].map { commit throws(ManifestError) in
        try commit.objectID("mendedBy")
      })
  }
}

extension Lock.OwedReview {
  fileprivate init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("an owed review", of: Schema.LockParts.review)
    self.init(
      from: try value.required("from", of: entries).objectID("from"),
      to: try value.required("to", of: entries).objectID("to"),
      reason: entries["reason"]?.looseText ?? "", by: entries["by"]?.looseText ?? "",
      date: try value.required("date", of: entries).moment("date"))
  }
}

extension YAMLValue {
  fileprivate func required(
    _ key: String, of entries: [String: YAMLValue]
  ) throws(ManifestError) -> YAMLValue {
    guard let value = entries[key] else { throw invalid("`\(key)` is missing") }
    return value
  }

  fileprivate func objectID(_ what: SafeText) throws(ManifestError) -> ObjectID {
    guard let text = looseText, let id = ObjectID(hex: text) else {
      throw invalid("\(what) has to be an object id of 40 digits")
    }
    return id
  }

  fileprivate func moment(_ what: SafeText) throws(ManifestError) -> Int {
    guard let text = looseText, let seconds = Timestamp.seconds(text) else {
      throw invalid("\(what) has to be a moment like 2026-11-17T09:12:44Z")
    }
    return seconds
  }
}
