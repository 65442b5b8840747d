import Text

extension Schema {
  /// A file's schema as a document of JSON Schema, in the draft that editors understand best.
  ///
  /// - Parameter title: What the file is, for people.
  package func document(title: String) -> JSONValue {
    var object = JSONObject(members: [
      .init(key: "$schema", value: "http://json-schema.org/draft-07/schema#"),
      .init(key: "title", value: .string(title)),
    ])
    for member in json.members { object.add(member.key, member.value) }
    return .object(object)
  }

  /// The schema alone.
  private var json: JSONObject {
    switch self {
    case .text(let what, let pattern, let limit):
      // YAML reads a plain `1.0` or `yes` as something else than text, where edgesync takes it as written.
      var object: JSONObject = ["type": ["string", "number", "boolean"], "minLength": 1]
      if let pattern {
        object.add("pattern", .string(pattern))
        // Editors say it in the place of the expression (code.visualstudio.com, “JSON schemas and settings”).
        object.add("patternErrorMessage", .string("It isn't \(what) that edgesync takes."))
      }
      if let limit { object.add("maxLength", .int(limit)) }
      return object
    case .words(let words): return ["enum": .array(words.map { .string($0) })]
    case .number(let range):
      return [
        "type": ["integer", "string"], "minimum": .int(range.lowerBound),
        "maximum": .int(range.upperBound), "pattern": "^[0-9]+$",
      ]
    case .flag:
      // The words are those of YAML 1.1.
      return [
        "type": ["boolean", "string"], "pattern": "^(?:[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)$",
      ]
    case .duration(let units):
      return [
        "type": ["integer", "string"], "minimum": 1,
        "pattern": .string("^0*[1-9][0-9]{0,6}(?:\(units.joined(separator: "|")))?$"),
      ]
    case .age: return ["type": "string", "pattern": "^0*[1-9][0-9]{0,8}[smhdw]$"]
    case .list(let entry, let least, let most):
      var object: JSONObject = ["type": "array", "items": .object(entry.json)]
      if least > 0 { object.add("minItems", .int(least)) }
      if let most { object.add("maxItems", .int(most)) }
      return object
    case .mapping(let keys, let also):
      var object: JSONObject = [
        "type": "object", "additionalProperties": false,
        "properties": .object(
          JSONObject(members: keys.map { .init(key: $0.name, value: .object($0.json)) })),
      ]
      let required = keys.filter(\.isRequired).map { JSONValue.string($0.name) }
      if !required.isEmpty { object.add("required", .array(required)) }
      for member in also.members { object.add(member.key, member.value) }
      return object
    case .names(_, let pattern, let value):
      var object: JSONObject = ["type": "object", "additionalProperties": .object(value.json)]
      if let pattern { object.add("propertyNames", ["pattern": .string(pattern)]) }
      return object
    case .either(let schemas): return ["anyOf": .array(schemas.map { .object($0.json) })]
    case .blank(let schema): return ["anyOf": [.object(schema.json), ["type": "null"]]]
    case .anything: return [:]
    }
  }
}

extension Schema.Key {
  fileprivate var json: JSONObject {
    var object: JSONObject = ["description": .string(description)]
    for member in Schema.members(of: schema) { object.add(member.key, member.value) }
    return object
  }
}

extension Schema {
  fileprivate static func members(of schema: Schema) -> [JSONObject.Member] { schema.json.members }
}
