import Foundation

/// Python's `jsonschema`, asked what it says of YAML texts by a schema: the draft as its authors' own suite has it,
/// and YAML 1.2, as editors read it.
public struct SchemaOracle {
  private static let python = Python(importing: "jsonschema, ruamel.yaml")
  /// Whether Python has what this takes.
  public static var isThere: Bool { python != nil }

  /// For each text, the first thing that the schema has against it; nil where it accepts it.
  ///
  /// - Throws: Where the schema itself is none.
  public static func objections(to texts: [String], by schema: [UInt8]) throws -> [String?] {
    var input = Array("{\"schema\":".utf8) + schema + Array(",\"texts\":".utf8)
    input += Array(try JSONEncoder().encode(texts)) + Array("}".utf8)
    guard let python else { throw Plumbing.Failure(description: "there is no such Python") }
    let outcome = try python.run(script, input: input)
    guard outcome.status == 0 else { throw Plumbing.Failure(description: outcome.errorText) }
    let answers = try JSONDecoder().decode([String?].self, from: Data(outcome.output))
    guard answers.count == texts.count else {
      throw Plumbing.Failure(description: "\(answers.count) answers to \(texts.count) questions")
    }
    return answers
  }

  private static let script = """
    import json, sys
    from jsonschema import Draft7Validator
    from ruamel.yaml import YAML

    given = json.load(sys.stdin)
    Draft7Validator.check_schema(given["schema"])
    validator = Draft7Validator(given["schema"])

    def loader():
        yaml = YAML(typ="safe", pure=True)
        # JSON knows no dates: editors take them for text.
        yaml.constructor.yaml_constructors["tag:yaml.org,2002:timestamp"] = (
            lambda constructor, node: constructor.construct_scalar(node))
        return yaml

    def objection(text):
        try:
            value = loader().load(text)
            json.dumps(value)
        except Exception as error:
            return "no YAML: " + str(error)[:200]
        for error in validator.iter_errors(value):
            return "/".join(str(part) for part in error.absolute_path) + ": " + error.message[:200]
        return None

    print(json.dumps([objection(text) for text in given["texts"]]))
    """
}
