import Yams

extension Node {
  /// The node's content as text that is the same for the same content, however it was written.
  var canonical: String {
    switch self {
    case .scalar(let scalar): String(reflecting: scalar.string)
    case .sequence(let sequence):
      "[" + sequence.map(\.canonical).joined(separator: ",") + "]"
    case .mapping(let mapping):
      "{"
        + mapping.map { $0.key.canonical + ":" + $0.value.canonical }.sorted()
        .joined(separator: ",") + "}"
    case .alias: "*"
    }
  }
}
