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
}
