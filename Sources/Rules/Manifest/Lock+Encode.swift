import Git

extension Lock {
  /// The file's text; the same lock gives the same text.
  package var encoded: String {
    let url = YAMLText.quoted(upstream.url)
    var lines = [
      "# Written by edgesync; change it with `edgesync pin`.",
      "version: 1",
      "upstream: { url: \(url), branch: \(YAMLText.scalar(upstream.branch)) }",
      "pin: { id: \"\(pin.id.hex)\", date: \(Timestamp.text(pin.date)), "
        + "subject: \(YAMLText.quoted(pin.subject)) }",
      mappings.isEmpty ? "mappings: []" : "mappings:",
    ]
    for state in mappings {
      lines.append(
        "  - { name: \(YAMLText.scalar(state.name)), tree: \"\(state.tree.hex)\", "
          + "files: \(state.files) }")
    }
    if !overrides.isEmpty {
      lines.append("overrides:")
      lines += overrides.map { "  - { \($0.members) }" }
    }
    if !held.isEmpty {
      lines.append("held:")
      lines += held.map { "  - { \($0.members) }" }
    }
    if !owed.isEmpty {
      lines.append("owed:")
      lines += owed.map { "  - { \($0.members) }" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Lock.OverrideState {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  fileprivate var members: String {
    var (text, isEscaped) = path.percentEscaped
    if path.bytes.starts(with: Self.byteOrderMark) {
      // At the start of a text, YAML's reader would take it away.
      let rest = RepoPath(path.bytes.dropFirst(Self.byteOrderMark.count))
      (text, isEscaped) = ("%EF%BB%BF" + rest.lineText, true)
    }
    let escaped = isEscaped ? ", pathBytes: true" : ""
    let seen = seen.map { "\"\($0.hex)\"" } ?? "null"
    return "path: \(YAMLText.scalar(text))\(escaped), seen: \(seen)"
  }
}

extension Lock.Hold {
  fileprivate var members: String {
    let fixed = fixedBy.map { ", mendedBy: \"\($0.hex)\"" } ?? ""
    return "id: \"\(id.hex)\", reason: \(YAMLText.quoted(reason)), by: \(YAMLText.quoted(by)), "
      + "date: \(Timestamp.text(date))\(fixed)"
  }
}

extension Lock.OwedReview {
  fileprivate var members: String {
    "from: \"\(from.hex)\", to: \"\(to.hex)\", reason: \(YAMLText.quoted(reason)), "
      + "by: \(YAMLText.quoted(by)), date: \(Timestamp.text(date))"
  }
}
