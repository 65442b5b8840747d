import Rules
import Text

extension ManualPage {
  /// A key of a file with what it may hold, and the keys below it.
  mutating func addKey(_ key: Schema.Key, below prefix: String) {
    let name = prefix + key.name
    let needed = key.isRequired ? ", needed" : ""
    item(Self.bold(name) + " (\(key.schema.words)\(needed))", key.description)
    guard let (keys, path) = key.schema.innerKeys else { return }
    for inner in keys { addKey(inner, below: name + path + ".") }
  }
}

extension Schema {
  /// What it takes, in words.
  fileprivate var words: String {
    switch self {
    case .text(let what, _, _), .anything(let what): return what
    case .words(let words): return words.map { ManualPage.bold($0) }.joined(separator: ", ")
    case .number(let range):
      return range.count == 1
        ? "\(range.lowerBound)" : "a number from \(range.lowerBound) to \(range.upperBound)"
    case .flag: return "true or false"
    case .duration: return "a time"
    case .age: return "an age"
    case .list: return "a list"
    case .mapping: return "a mapping"
    case .names(let what, _, _): return "a mapping by \(what)"
    case .either(let schemas): return schemas.map(\.words).joined(separator: ", or ")
    case .blank(let schema): return schema.words
    }
  }

  /// The keys of the mapping that lies in it, and what stands between its own name and theirs.
  fileprivate var innerKeys: (keys: [Key], path: String)? {
    switch self {
    case .mapping(let keys, _): return (keys, "")
    case .blank(let schema): return schema.innerKeys
    case .list(let schema, _, _):
      return schema.innerKeys.map { ($0.keys, "[]" + $0.path) }
    case .either(let schemas): return schemas.lazy.compactMap(\.innerKeys).first
    case .text, .words, .number, .flag, .duration, .age, .names, .anything: return nil
    }
  }
}
