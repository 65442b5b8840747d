import Fleet
import Git
import Rules
import Support
import SystemPackage
import Testing
import Text

/// `fleet.yml`: what is read of it, and what is refused, with its line.
@Suite struct FleetFileTests {
  private static func read(_ text: String) throws -> Fleet {
    try FleetFile.parse(Array(text.utf8), named: "fleet.yml", in: "/srv/fleet")
  }

  /// A fleet that is taken.
  static let good = """
    version: 1
    edges:
      - { name: north, url: "https://git.example.com/edge/north.git", labels: { region: eu, tier: "1" } }
      - { name: south, path: ../checkouts/south }
      - name: east
        url: git@git.example.com:edge/east.git
      - { name: west, url: ../west.git }
    """

  @Test func edgesAreReadInTheirOrder() throws {
    let fleet = try Self.read(Self.good)
    #expect(fleet.edges.map(\.name) == ["north", "south", "east", "west"])
    #expect(
      fleet.edges.map(\.source) == [
        "https://git.example.com/edge/north.git", "/srv/checkouts/south",
        "git@git.example.com:edge/east.git", "/srv/west.git",
      ])
    #expect(
      fleet.edges[0].labels == [
        FleetLabel(name: "region", value: "eu"), FleetLabel(name: "tier", value: "1"),
      ])
  }

  /// Fleets that are refused, with the line and the reason.
  static let bad = [
    ("edges: []", 1, "`edges` is empty"), ("version: 1", 1, "`edges` is missing"),
    ("version: 2\nedges: []", 1, "version 1 only"), ("edge: []", 1, "has no key `edge`"),
    ("edges:\n- {name: a}", 2, "has no `url`"), ("edges:\n- {url: a}", 2, "has no `name`"),
    ("edges:\n- {name: a, url: b, path: c}", 2, "both `url` and `path`"),
    ("edges:\n- {name: a, url: b}\n- {name: A, url: c}", 3, "already on line 2"),
    ("edges:\n- name: a\n  url: b\n  lable: c", 4, "has no key `lable`"),
    ("edges:\n- {name: ../a, url: b}", 2, "can't be used"),
    ("edges:\n- {name: .git, url: b}", 2, "begin with a dot"),
    ("edges:\n- {name: -x, url: b}", 2, "begin with a dot or a dash"),
    ("edges:\n- {name: a.lock, url: b}", 2, "no branch"),
    ("edges:\n- {name: \"a\\e[31m\", url: b}", 2, "control character"),
    ("edges:\n- name: a\n  url: https://me:secret@git.example.com/a", 3, "a password"),
    ("edges:\n- name: a\n  url: ext::sh -c x", 3, "run a helper"),
    ("edges:\n- name: a\n  url: --upload-pack=x", 3, "starts with a dash"),
    ("edges:\n- {name: a, url: b, labels: [c]}", 2, "labels have to be texts"),
    ("edges:\n- {name: a, url: b, labels: {\"x=y\": c}}", 2, "can't be used"),
  ]

  @Test(arguments: bad)
  func whatIsWrongIsRefusedWithItsLine(_ text: String, _ line: Int, _ words: String) throws {
    let error = #expect(throws: ManifestError.self) { try Self.read(text) }
    let message = (error?.message ?? "").string
    #expect(message.hasPrefix("fleet.yml:\(line): ") && message.contains(words), "\(message)")
    #expect(!message.contains("secret@"))
  }

  @Test(.enabled(if: SchemaOracle.isThere, "python3 has no jsonschema or ruamel.yaml"))
  func theSchemaIsAsEdgesyncReadsIt() throws {
    let objections = try SchemaOracle.objections(
      to: [Self.good] + Self.bad.map(\.0), by: Schema.fleet.document(title: "x").encoded)
    #expect(objections[0] == nil, "\(objections[0] ?? "")")
    for (row, objection) in zip(Self.bad, objections.dropFirst()) {
      // Names are compared with each other.
      let isUntold = row.2 == "already on line 2"
      #expect((objection == nil) == isUntold, "\(row): \(objection ?? "accepted")")
    }
  }

  @Test func tooMuchIsRefused() throws {
    let many = (0...FleetFile.mostEdges).map { "- {name: e\($0), url: u}" }
    #expect(throws: ManifestError.self) {
      try Self.read("edges:\n" + many.joined(separator: "\n"))
    }
    #expect(throws: ManifestError.self) {
      try Self.read("edges:\n- {name: \(String(repeating: "a", count: 101)), url: u}")
    }
  }

  @Test func aFileThatIsntThereSaysWhatToWrite() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: FleetError.self) {
      try FleetFile.read(folder.path.appending("fleet.yml"))
    }
    #expect(error?.exitStatus == .invalid)
    #expect(error?.message.string.contains("edges: [{ name: NAME, url: URL }]") == true)
  }
}
