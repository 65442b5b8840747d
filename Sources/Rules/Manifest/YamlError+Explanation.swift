import Text
import Yams

extension YamlError {
  /// Where a text is no YAML, and why, without the text itself.
  package var explanation: (line: Int?, reason: SafeText) {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return (mark.line, SafeText(problem))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().joined(separator: ", ")
      return (context.mark.line, "a key appears twice: \(names)")
    case .reader(let problem, _, _, _): return (nil, SafeText(problem))
    default: return (nil, SafeText(String(describing: self)))
    }
  }
}
