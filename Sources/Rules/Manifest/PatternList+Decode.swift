import Text

extension PatternList {
  /// Patterns of a list at the most.
  static let maximumPatterns = 10_000

  /// Reads a list of patterns; an empty one where nothing is written.
  ///
  /// - Parameters:
  ///   - what: The list's key, for errors.
  ///   - isOwned: Whether an entry may be a mapping that says why, and whose it is.
  init(
    _ value: YAMLValue?, _ what: SafeText, isOwned: Bool = false
  ) throws(ManifestError) {
    guard let value, !value.isNull else {
      self.init([Pattern]())
      return
    }
    var patterns: [Pattern] = []
    for item in try value.list(what, limit: Self.maximumPatterns) {
      patterns.append(
        isOwned && item.isMapping ? try Pattern(owned: item, what) : try Pattern(item, what))
    }
    self.init(patterns)
  }
}

extension Pattern {
  fileprivate init(
    _ value: YAMLValue, _ what: SafeText, reason: String? = nil, owner: String? = nil
  ) throws(ManifestError) {
    let source = try value.text("a pattern of \(what)")
    guard let pattern = Pattern(source, line: value.line, reason: reason, owner: owner) else {
      throw value.invalid(
        "the pattern `\(source)` matches nothing", remedy: "Put a backslash before a leading #")
    }
    self = pattern
  }

  /// Reads an entry that says why, and whose it is.
  fileprivate init(owned value: YAMLValue, _ what: SafeText) throws(ManifestError) {
    let entries = try value.entries("an entry of \(what)", of: .edgeEntry)
    guard let pattern = entries["pattern"] else {
      throw value.invalid(
        "an entry of \(what) has no `pattern`",
        remedy: "Write it as `{ pattern: FILE, reason: WHY }`")
    }
    try self.init(
      pattern, what, reason: try entries["reason"]?.text("reason", limit: Self.maximumReason),
      owner: try entries["owner"]?.text("owner", limit: Self.maximumOwner))
  }
}
