import Text

extension Schema {
  private static let limit: Schema = .duration(units: ["ms", "s", "m", "h"])

  /// What a check may hold.
  static let check: Schema = .mapping(
    [
      Key(
        "name",
        .text(
          "a name",
          pattern: "^(?!(?:\(CheckDefinition.builtInNames.joined(separator: "|")))$)"
            + #"[^\u0000-\u001f\u007f]+$"#), isRequired: true,
        "What the check is called, unlike any other."),
      Key(
        "stage", words(CheckDefinition.Stage.self),
        "When it runs: `pre` (the default) first, or `post`. Both run before anything lands."),
      Key("build", line("a path"), "The folder of which a container image is built."),
      Key("run", command, "A command for /bin/sh, at the root of the files."),
      Key("start", command, "A command that starts a service, which `http` then asks."),
      Key("http", .list(probe), "What is asked over HTTP."),
      Key("stop", command, "A command that ends what `start` started."),
      Key(
        "junit", filePath, "The JUnit report that the command writes, which names its failed tests."
      ),
      Key(
        "timeout", limit,
        "How long the check may take, such as `90s`, `10m` or `2h`. Default: `10m`."),
      Key("benchmark", filePath, "The report of measurements that the command writes."),
      Key(
        "tolerance", .text("a share", pattern: "^[0-9]+(?:\\.[0-9]+)?%?$"),
        "By how much a measurement may be worse. Default: `5%`."),
      Key(
        "against", .text("pin, upstream or a number", pattern: #"^(?:pin|upstream|[0-9.eE+-]+)$"#),
        "What measurements are compared with: those at the `pin` (the default), `upstream`'s, or a number."
      ),
      Key(
        "required", .flag, "Whether nothing lands where the check fails. Default: true."),
      Key("needs", .list(line("a check's name")), "Checks that have to pass before this one runs."),
      Key("emergency", .flag, "Whether an emergency sync runs it too. Default: false."),
      Key(
        "env",
        .either([
          .names("a variable", pattern: "^[^=]+$", .blank(.text())),
          .list(.text("a variable", pattern: "^[^=]+$")),
        ]),
        "Variables: names with values, or names alone, which hand your own variables on."),
      Key(
        "sandbox", words(SandboxPolicy.self),
        "Whether this check runs in a sandbox; otherwise as `sandbox` says for all."),
    ],
    [
      "oneOf": [
        ["required": ["run"]], ["required": ["build"]],
        ["anyOf": [["required": ["start"]], ["required": ["http"]], ["required": ["stop"]]]],
      ],
      "dependencies": [
        "junit": ["run"], "benchmark": ["run"], "tolerance": ["benchmark"],
        "against": ["benchmark"],
      ],
    ])

  /// What a check may ask over HTTP.
  static let probe: Schema = .mapping(
    HTTPProbe.Method.allCases.map { method in
      Key(
        method.rawValue,
        .text(
          "a url",
          pattern: #"^https?://(?![^/?#\\]+@)[^\u0000-\u001f\u007f]+$"#),
        "The url that is asked with \(method.rawValue.uppercased()).")
    } + [
      Key("body", .text(), "What is sent."),
      Key("status", .number(100...599), "The status that the answer has to have. Default: 200."),
      Key("headers", .names("a header", .text()), "Headers that the answer has to have."),
      Key("json", .anything("a value"), "What the answer's JSON has to hold."),
      Key("within", limit, "How long the answer may take, such as `250ms`."),
    ],
    [
      "oneOf": .array(HTTPProbe.Method.allCases.map { ["required": [.string($0.rawValue)]] })
    ])
}
