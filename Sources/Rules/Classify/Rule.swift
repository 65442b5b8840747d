import Text

/// What decided which group a file belongs to.
package enum Rule: Hashable, Sendable {
  /// A list of the manifest whose pattern names the file.
  package enum List: String, Sendable {
    case edge, exclude, include
  }

  /// A pattern names the file, or a folder that it lies in.
  case pattern(Pattern, List)
  /// The mapping takes everything that nothing else claims.
  case mapping(name: String, line: Int)
  /// The mapping's `include` doesn't name the file.
  case notIncluded(name: String, line: Int)
  /// edgesync writes the file itself.
  case ownFile
  /// The file lies in no mapping's folder.
  case noMapping

  /// The rule for people: `edgesync.yml:12 edge: requirements.txt`.
  package var text: SafeText {
    switch self {
    case .pattern(let pattern, let list):
      if let line = pattern.line {
        "\(Manifest.fileName):\(line) \(list.rawValue): \(pattern.source)"
      } else {
        "\(list.rawValue): \(pattern.source)"
      }
    case .mapping(let name, let line): "\(Manifest.fileName):\(line) mapping \(name)"
    case .notIncluded(let name, let line):
      "\(Manifest.fileName):\(line) include of \(name) doesn't name it"
    case .ownFile: "edgesync writes it itself"
    case .noMapping: "no mapping takes it"
    }
  }

  /// Why the file is the edge repo's own, as the manifest has it; nil where it doesn't say.
  package var reason: SafeText? { pattern?.reason.map { SafeText($0) } }

  /// Whom to ask about the file, as the manifest has it; nil where it doesn't say.
  package var owner: SafeText? { pattern?.owner.map { SafeText($0) } }

  /// The reason and the owner, in brackets behind a blank; empty where the manifest has neither.
  package var because: SafeText {
    let parts = [reason, owner].compactMap(\.self)
    return parts.isEmpty ? "" : " (\(parts.joined(separator: "; ")))"
  }

  /// The rule with its reason and owner: `edgesync.yml:12 edge: requirements.txt (ARM64 wheels; @edge-team)`.
  package var explanation: SafeText { text + because }

  private var pattern: Pattern? {
    switch self {
    case .pattern(let pattern, _): pattern
    case .mapping, .notIncluded, .ownFile, .noMapping: nil
    }
  }
}
