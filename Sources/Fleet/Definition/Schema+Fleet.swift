import Rules
import Text

extension Schema {
  /// What `fleet.yml` may hold.
  package static let fleet: Schema = .mapping([
    Key("version", .number(1...1), "The version of this file's format."),
    Key(
      "edges", .list(fleetEdge, atLeast: 1, atMost: FleetFile.mostEdges), isRequired: true,
      "The edge repos of the fleet."),
  ])

  /// What is said of an edge repo there.
  static let fleetEdge: Schema = .mapping(
    [
      Key(
        "name",
        .text(
          "a name", pattern: #"^(?![.-])(?!.*\.\.)(?!.*(?:\.|\.lock)$)[0-9A-Za-z._-]+$"#, limit: 100
        ),
        isRequired: true, "What it is called, unlike any other, whatever the case of letters."),
      Key("url", url, "Where it is cloned from: what `git clone` takes. One of this and `path`."),
      Key("path", line("a path"), "The repo itself, on this machine; from the file's folder."),
      Key(
        "labels", .blank(.names("a label", pattern: "^[^=]+$", .text())),
        "Words to choose it by, such as `region: eu`."),
    ], ["oneOf": [["required": ["url"]], ["required": ["path"]]]])
}
