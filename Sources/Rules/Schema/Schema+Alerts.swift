import Text

extension Schema {
  /// Who is told of what.
  static let alerts: Schema = .blank(.list(alert, atMost: Manifest.maximumAlerts))

  private static let kinds = words(AlertRule.Kind.self)

  /// One of them.
  static let alert: Schema = .mapping(
    [
      Key(
        "on", .either([kinds, .list(kinds, atLeast: 1)]), isRequired: true,
        "What is told: one thing, or a list."),
      Key("run", command, "A command that gets the alert as JSON on its standard input."),
      Key(
        "post",
        .text(
          "a url",
          pattern:
            #"^(?=https?://.|\$\{)(?!https?://[^/?#\\]+@)(?:[^$\u0000-\u001f\u007f]|\$(?!\{)|\$\{[A-Za-z_][A-Za-z0-9_]*\})+$"#
        ),
        "The url that the alert is sent to. A secret in it stands in the environment: write `${NAME}`."
      ),
      Key(
        "format", words(AlertRule.Format.self),
        "What is posted. Default: `json`."),
      Key(
        "headers", .names("a header", pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", .text()),
        "HTTP headers that are sent along; `${NAME}` stands for what the environment has."),
      Key(
        "again", .age,
        "After how long an alert that goes on is repeated, such as `24h`. Default: never."),
    ],
    [
      "oneOf": [["required": ["run"]], ["required": ["post"]]],
      "dependencies": ["format": ["post"], "headers": ["post"]],
    ])
}
