import SystemPackage

/// Several edge repos of one platform, each a bare repository of its own, and the `fleet.yml` that lists them.
public final class EdgeFleet: Sendable {
  /// The platform, and the edge repo that all of them are copies of.
  public let pair: EdgePair
  /// The edge repos' names, in the order of the file.
  public let names: [String]

  /// The user's settings, by which commits are made in clones.
  public static let identity = "[user]\n\tname = Robin Reiter\n\temail = robin@edge.example\n"

  /// Makes a fleet whose edge repos stand at the platform's first commit, with four more to come.
  ///
  /// - Parameter manifest: Lines at the end of the manifest, as of an ``EdgePair``.
  public init(_ count: Int, manifest: String = "") throws {
    pair = try EdgePair(manifest: manifest, url: "file://@FOLDER@/platform")
    try pair.advanceAsUsual()
    try pair.folder.write(Self.identity, to: "home/.gitconfig")
    names = (1...count).map { "edge-\($0)" }
    for name in names {
      _ = try pair.folder.git(in: "edge").run(
        "clone", "--quiet", "--bare", pair.edge.git.folder.string,
        pair.folder.path.appending("\(name).git").string)
    }
    try write(names.map { "{ name: \($0), url: \($0).git }" })
  }

  /// Writes the fleet's file.
  public func write(_ edges: [String]) throws {
    try pair.folder.write(
      "edges:\n" + edges.map { "  - \($0)\n" }.joined(), to: "fleet.yml")
  }

  /// The real git on an edge repo.
  public func remote(_ name: String) -> Plumbing { pair.folder.git(in: "\(name).git") }

  /// Commits a change of a file to an edge repo's branch, as a person does elsewhere.
  public func change(_ name: String, _ file: String, by work: (String) -> String) throws {
    let folder = "work-\(name)"
    try pair.edge.git.run(
      "clone", "--quiet", remote(name).folder.string, pair.folder.path.appending(folder).string)
    let git = pair.folder.git(in: folder)
    try pair.folder.write(
      work(pair.folder.text(of: "\(folder)/\(file)") ?? ""), to: "\(folder)/\(file)")
    try git.run(
      "-c", "user.name=Ana", "-c", "user.email=ana@edge.example", "commit", "--quiet", "--all",
      "--message", "Change \(file)")
    try git.run("push", "--quiet", "origin", "HEAD:main")
  }

  /// The arguments of `edgesync fleet` with this fleet.
  public func arguments(_ command: [String]) -> [String] {
    ["fleet"] + command + ["--cache", pair.folder.path.appending("cache").string]
  }

  /// Runs `edgesync fleet` in the folder of the file.
  public func run(_ command: String...) throws -> Program.Outcome {
    try pair.edgesync.run(arguments(command), in: pair.folder.path)
  }

  /// Every ref of the edge repos, with the tree and the parent that it leads to.
  public func references() throws -> [String] {
    try names.flatMap { name in
      try remote(name).run("for-each-ref", "--format=\(name) %(refname) %(tree) %(parent)").lines
    }
  }
}
