/// The build server that reads along where one does: it takes lines that look like its commands for commands,
/// whoever's words they are, so what looks like one is broken up, visibly.
///
/// Known are GitHub Actions, Gitea and Forgejo (docs.github.com, “Workflow commands”), Azure Pipelines,
/// TeamCity, GitLab, Travis and Buildkite. Everything that a command prints passes here; documents in JSON
/// escape the same things themselves.
package struct BuildServer: Sendable {
  /// Variables by which build servers say that they are there.
  private static let names = [
    "CI", "GITHUB_ACTIONS", "GITEA_ACTIONS", "FORGEJO_ACTIONS", "GITLAB_CI", "TF_BUILD",
    "TEAMCITY_VERSION", "TRAVIS", "BUILDKITE",
  ]
  /// Words that begin or end a fold of a log, anywhere in a line.
  private static let folds = ["section_start:", "section_end:", "travis_fold:", "travis_time:"]
    .map { Array($0.utf8) }

  private let isThere: Bool
  /// Whether a line that begins with three dashes or pluses begins a group.
  private let hasGroups: Bool

  /// The build server that an environment tells of.
  package init(_ variables: [String: String]) {
    func isSet(_ name: String) -> Bool {
      !["", "0", "false"].contains(variables[name, default: ""].lowercased())
    }
    isThere = Self.names.contains(where: isSet)
    hasGroups = isSet("BUILDKITE")
  }

  /// A line, or several, without anything that is obeyed: each colon, number sign or dash without which it
  /// is no command stands there by its number, as `<U+0023>`.
  package func harmless(_ text: SafeText) -> SafeText {
    guard isThere else { return text }
    let lines = text.string.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map {
      Array($0)
    }
    let obeyed = lines.map(places)
    if obeyed.allSatisfy(\.isEmpty) { return text }
    return zip(lines, obeyed).map { line, places in
      var shown = SafeText()
      var taken = 0
      for place in places {
        shown += SafeText(bytes: line[taken..<place])
        shown += "<U+00\(String(line[place], radix: 16, uppercase: true))>"
        taken = place + 1
      }
      return shown + SafeText(bytes: line[taken...])
    }.joined(separator: "\n")
  }

  /// Whether a colon behind these bytes, or a number sign, may make a command of them: documents write it
  /// by its number there.
  ///
  /// - Parameter bytes: A text as far as it is written.
  package static func isCommand(_ byte: UInt8, behind bytes: some BidirectionalCollection<UInt8>)
    -> Bool
  {
    switch byte {
    case UInt8(ascii: "#"): bytes.last == byte
    case UInt8(ascii: ":"):
      folds.contains { bytes.suffix($0.count - 1).elementsEqual($0.dropLast()) }
    default: false
    }
  }

  /// The places in a line of what makes a command of it, ascending.
  private func places(in line: [UInt8]) -> [Int] {
    var places: Set<Int> = []
    let start = Self.blanks(before: line)
    if line[start...].starts(with: "::".utf8) { places.insert(start + 1) }
    if hasGroups, line.count >= 3, "-+~^".utf8.contains(line[0]), line[1] == line[0],
      line[2] == line[0], line.count == 3 || line[3] == 0x20
    {
      places.insert(1)
    }
    for index in line.indices {
      if line[index] == UInt8(ascii: "#"), line[(index + 1)...].first == UInt8(ascii: "#") {
        let end = line[(index + 2)...].first { !(0x61...0x7A).contains($0 | 0x20) }
        if end == UInt8(ascii: "[") { places.insert(index + 1) }
      }
      for fold in Self.folds where line[index] == fold[0] && line[index...].starts(with: fold) {
        places.insert(index + fold.count - 1)
      }
    }
    return places.sorted()
  }

  /// Bytes of blanks of any kind at the start of a line, which runners skip.
  private static func blanks(before line: [UInt8]) -> Int {
    var count = 0
    for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
      guard scalar.properties.isWhitespace else { break }
      count += String(scalar).utf8.count
    }
    return count
  }
}
