import Foundation

/// The shell scripts that stand as blocks in a pipeline's YAML.
enum PipelineScript {
  /// Every block of a `run:` and of a list under `script:` or `before_script:`.
  static func all(in text: String) -> [String] {
    var scripts: [String] = []
    let lines = text.components(separatedBy: "\n")
    for (index, line) in lines.enumerated() {
      let words = line.drop { $0 == " " }
      guard words == "run: |" || words == "- |" else { continue }
      let indent = line.count - words.count
      let block = lines[(index + 1)...].prefix {
        $0.isEmpty || $0.prefix(indent + 1).allSatisfy { $0 == " " }
      }
      let depth = block.first.map { $0.prefix { $0 == " " }.count } ?? 0
      scripts.append(block.map { String($0.dropFirst(depth)) }.joined(separator: "\n") + "\n")
    }
    return scripts
  }

  /// The block that follows a line.
  static func block(after line: String, in text: String) -> String? {
    text.firstRange(of: line).flatMap { all(in: String(text[$0.upperBound...])).first }
  }
}
