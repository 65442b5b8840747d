import Git
import Rules
import Text

extension JSONValue {
  /// A moment.
  package static func moment(_ seconds: Int) -> JSONValue { .string(Timestamp.text(seconds)) }

  /// An id, or null.
  package static func optional(_ id: ObjectID?) -> JSONValue { id.map { .string($0.hex) } ?? .null }
}

extension JSONObject {
  /// Adds paths under their keys, and `"pathBytes": true` where one of them had to be escaped.
  package mutating func addPaths(_ paths: [(String, RepoPath?)]) {
    let isEscaped = paths.contains { $0.1?.percentEscaped.isEscaped == true }
    for (key, path) in paths {
      // Where one path is escaped, `%` is escaped in all of them, so that one rule reads them.
      add(key, .optional(path.map { isEscaped ? $0.fullyEscaped : $0.percentEscaped.string }))
    }
    if isEscaped { add("pathBytes", true) }
  }

  /// Adds lists of paths under their keys, with `"pathBytes": true` under the same rule.
  package mutating func addPathLists(_ lists: [(String, [RepoPath])]) {
    let isEscaped = lists.contains { $0.1.contains { $0.percentEscaped.isEscaped } }
    for (key, paths) in lists {
      let texts = paths.map { isEscaped ? $0.fullyEscaped : $0.percentEscaped.string }
      add(key, .array(texts.map { .string($0) }))
    }
    if isEscaped { add("pathBytes", true) }
  }
}

extension RepoPath {
  /// The path with `%` escaped, whether or not something else has to be.
  fileprivate var fullyEscaped: String {
    let (text, isEscaped) = percentEscaped
    return isEscaped
      ? text
      : text.split(separator: "%", omittingEmptySubsequences: false)
        .joined(separator: "%25")
  }
}
