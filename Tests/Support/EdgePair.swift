import SystemPackage

/// A platform and an edge repo that syncs `services/api` of it, adopted by hand: manifest and lock are
/// written from git's own ids.
public final class EdgePair: Sendable {
  /// Where the service stands upstream, and in selective mode here.
  public static let service = "services/api"

  /// How the edge repo holds the service.
  public enum Mode: String, CaseIterable, Sendable {
    /// As files of its own.
    case selective
    /// As a submodule, `platform`, that holds all of the platform.
    case submodule
  }

  /// How the edge repo holds the service.
  public let mode: Mode
  /// Where the service stands in the edge repo.
  public var service: String { Self.place(mode) }

  private static func place(_ mode: Mode) -> String {
    mode == .selective ? service : "platform/" + service
  }

  /// Everything the pair consists of lies in here.
  public let folder: TemporaryFolder
  /// The platform.
  public let platform: RawRepository
  /// The edge repo.
  public let edge: RawRepository
  /// The program, with a home and a place for temporary files in ``folder``.
  public let edgesync: EdgesyncProgram
  /// The id of the pin's commit.
  public let pin: String
  /// Whether this is a copy of the usual pair.
  private let isCopy: Bool

  /// The service's files at the pin.
  public static let pinnedService: KeyValuePairs<String, RawRepository.Entry> = [
    "Dockerfile": .text("FROM python\n"), "app.py": .text("one\ntwo\nthree\n"),
    "requirements.txt": .text("fastapi==1\n"),
    "run.sh": .file(Array("#!/bin/sh\n".utf8), isExecutable: true),
    "utils": .folder(["math.py": .text("def add(a, b):\n    return a + b\n")]),
  ]

  private typealias Usual = (folder: TemporaryFolder, pin: String, commits: [String])

  /// The usual pairs, made once: copies of them are much quicker to have. Nil where git failed.
  private static let usualSelective: Usual? = try? usual(.selective)
  private static let usualSubmodule: Usual? = try? usual(.submodule)

  private static func usual(_ mode: Mode) throws -> Usual {
    let pair = try EdgePair(building: pinnedService, mode: mode)
    let commits = try pair.advanceAsUsual()
    try pair.platform.point("main", at: pair.pin)
    return (pair.folder, pair.pin, commits)
  }

  private static func usualPair(_ mode: Mode) -> Usual? {
    mode == .selective ? usualSelective : usualSubmodule
  }

  /// Makes the pair, pinned at the platform's only commit.
  ///
  /// - Parameters:
  ///   - service: The service's files at the pin, as they are upstream; ``pinnedService`` unless given.
  ///   - manifest: Lines at the end of the manifest, such as `checks:`; `@FOLDER@` stands for the path
  ///     of ``folder``.
  ///   - url: The manifest's `upstream.url`, with `@FOLDER@` as well.
  ///   - mappings: Lines of the manifest in the place of the usual mapping; the lock stays.
  ///   - variables: Variables that the program gets on top.
  ///   - mode: How the edge repo holds the service.
  public convenience init(
    _ mode: Mode = .selective, service: KeyValuePairs<String, RawRepository.Entry>? = nil,
    manifest: String = "", url: String = "../platform", mappings: String? = nil,
    variables: [String: String] = [:]
  ) throws {
    if let service {
      try self.init(building: service, mode: mode, variables: variables)
    } else {
      try self.init(copying: mode, variables)
    }
    if manifest.isEmpty, url == "../platform", mappings == nil { return }
    let fill = { (text: String) in
      text.replacing("@FOLDER@", with: self.folder.path.string)
    }
    let url = fill(url)
    let lock = folder.text(of: "edge/edgesync.lock") ?? ""
    try folder.write(
      lock.replacing("\"../platform\"", with: "\"\(url)\""), to: "edge/edgesync.lock")
    try folder.write(
      Self.manifest(mode, url: url, mappings: mappings, end: fill(manifest)),
      to: "edge/edgesync.yml")
    try edge.git.run("commit", "--quiet", "--all", "--amend", "--no-edit")
  }

  private init(copying mode: Mode, _ variables: [String: String]) throws {
    self.mode = mode
    guard let usual = Self.usualPair(mode) else {
      throw Plumbing.Failure(description: "there is no pair")
    }
    folder = try TemporaryFolder()
    pin = usual.pin
    isCopy = true
    _ = try Program("/bin/cp").run(
      ["-a", usual.folder.path.string + "/.", folder.path.string + "/"])
    edgesync = EdgesyncProgram(
      home: folder.path.appending("home"), temporary: folder.path.appending("tmp"),
      variables: variables)
    platform = RawRepository(at: folder.path.appending("platform"))
    edge = RawRepository(at: folder.path.appending("edge"))
    if mode == .submodule {
      try edge.git.run(
        "config", "-f", ".git/modules/platform/config", "remote.origin.url",
        folder.path.appending("platform").string)
    }
  }

  private init(
    building service: KeyValuePairs<String, RawRepository.Entry>, mode: Mode,
    variables: [String: String] = [:]
  ) throws {
    self.mode = mode
    isCopy = false
    folder = try TemporaryFolder()
    for name in ["home", "tmp"] {
      _ = try Program("/bin/mkdir").run([folder.path.appending(name).string])
    }
    edgesync = EdgesyncProgram(
      home: folder.path.appending("home"), temporary: folder.path.appending("tmp"),
      variables: variables)
    platform = try RawRepository(makingAt: folder.path.appending("platform"))
    pin = try platform.commit(
      tree: platform.tree(Self.root(.folder(service))), message: Array("Start".utf8))
    try platform.point("main", at: pin)

    edge = try RawRepository(makingAt: folder.path.appending("edge"))
    try edge.git.run("config", "user.name", "Robin Reiter")
    try edge.git.run("config", "user.email", "robin@edge.example")
    let own = ["Dockerfile", "requirements.txt"]
    let synced = service.filter { !own.contains($0.key) }.map { (Array($0.key.utf8), $0.value) }
    let tree = try edge.tree(synced)
    let files = try edge.git.outcome(["ls-tree", "-r", "--name-only", tree]).lines.count
    let lock = """
      # Written by edgesync; change it with `edgesync pin`.
      version: 1
      upstream: { url: "../platform", branch: "main" }
      pin: { id: "\(pin)", date: 2026-09-21T14:13:20Z, subject: "Start" }
      mappings:
        - { name: "api", tree: "\(tree)", files: \(files) }
      overrides:
        - { path: "\(Self.place(mode))/Dockerfile", seen: "\(try edge.blob(Array("FROM python\n".utf8)))" }
        - { path: "\(Self.place(mode))/requirements.txt", seen: "\(try edge.blob(Array("fastapi==1\n".utf8)))" }

      """
    let here =
      synced + [
        (Array("Dockerfile".utf8), .text("FROM arm64/python\n")),
        (Array("requirements.txt".utf8), .text("fastapi==1 # arm\n")),
      ]
    let modules = "[submodule \"platform\"]\n\tpath = platform\n\turl = ../platform\n"
    let root = try edge.tree(
      [
        (Array("edgesync.yml".utf8), .text(Self.manifest(mode, url: "../platform"))),
        (Array("edgesync.lock".utf8), .text(lock)),
        (Array("config".utf8), .folder(["edge.yml": .text("region: north\n")])),
        (Array("notes.txt".utf8), .text("notes\n")),
      ]
        + (mode == .selective
          ? [(Array("services".utf8), .folder([(Array("api".utf8), .folder(here))]))]
          : [
            (Array(".gitmodules".utf8), .text(modules)), (Array("platform".utf8), .gitlink(pin)),
          ]))
    let commit = try edge.commit(tree: root, message: Array("Adopt edgesync".utf8))
    try edge.point("main", at: commit)
    try edge.checkOut()
    if mode == .submodule { try initializeSubmodule() }
  }

  /// Brings the submodule's files, as a person does.
  public func initializeSubmodule() throws {
    try edge.git.run(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "update", "--init", "platform")
  }

  private static func manifest(
    _ mode: Mode, url: String, mappings: String? = nil, end: String = ""
  ) -> String {
    let usual = """
      mappings:
        - name: api
          from: services/api
          to: \(place(mode))
          edge: [Dockerfile, requirements.txt]

      """
    return """
      version: 1
      upstream:
        url: "\(url)"
        branch: main
      \(mappings ?? usual)edge: [config/, scripts/, docs/]
      \(mode == .selective ? "" : "mode: submodule\nsubmodule: platform\n")\(end)

      """
  }

  /// The platform's root around its service.
  public static func root(
    _ service: RawRepository.Entry, other: String = "package main\n"
  ) -> [(name: [UInt8], entry: RawRepository.Entry)] {
    [
      (Array("README.md".utf8), .text("# Platform\n")),
      (
        Array("services".utf8),
        .folder(["api": service, "gateway": .folder(["main.go": .text(other)])])
      ),
    ]
  }

  /// Adds a commit to the platform's branch and gives its id.
  ///
  /// - Parameters:
  ///   - service: All of the service's files after it.
  ///   - other: The other service's only file.
  ///   - subject: The commit's message, in any bytes.
  @discardableResult
  public func advance(
    _ service: KeyValuePairs<String, RawRepository.Entry>, other: String = "package main\n",
    subject: String, author: String = "Ana Silva <ana@example.com>", time: Int = 1_790_000_600
  ) throws -> String {
    try advance(
      entry: .folder(service), other: other, message: Array(subject.utf8),
      author: Array(author.utf8), time: time)
  }

  /// Adds a commit to the platform's branch, in raw bytes, and gives its id.
  @discardableResult
  public func advance(
    entry service: RawRepository.Entry, other: String = "package main\n", message: [UInt8],
    author: [UInt8] = Array("Ana Silva <ana@example.com>".utf8), time: Int = 1_790_000_600
  ) throws -> String {
    let tip = try platform.git.line("rev-parse", "refs/heads/main")
    let id = try platform.commit(
      tree: platform.tree(Self.root(service, other: other)), parents: [tip], message: message,
      author: author, time: time)
    try platform.point("main", at: id)
    return id
  }

  /// Takes a commit of the platform back on its branch, as a person does; gives the commit that does.
  @discardableResult
  public func revert(_ commit: String) throws -> String {
    // What was made there by plumbing isn't in its files yet.
    try platform.git.run("reset", "-q", "--hard")
    try platform.git.run("revert", "--no-edit", commit)
    return try platform.git.line("rev-parse", "main")
  }

  /// Adds four commits to the platform: one changes a synced file, one the other service, one an
  /// override, and one adds, deletes and renames. Gives their ids, oldest first.
  @discardableResult
  public func advanceAsUsual() throws -> [String] {
    if isCopy, let commits = Self.usualPair(mode)?.commits, let tip = commits.last {
      try platform.point("main", at: tip)
      return commits
    }
    let changed: RawRepository.Entry = .text("one\ntwo and a half\nthree\nfour\n")
    let script: RawRepository.Entry = .file(Array("#!/bin/sh\n".utf8), isExecutable: true)
    let math: RawRepository.Entry = .text("def add(a, b):\n    return a + b\n")
    let docker: RawRepository.Entry = .text("FROM python\n")
    let old: RawRepository.Entry = .text("fastapi==1\n")
    return [
      try advance(
        [
          "Dockerfile": docker, "app.py": changed, "requirements.txt": old, "run.sh": script,
          "utils": .folder(["math.py": math]),
        ], subject: "Change the app"),
      try advance(
        [
          "Dockerfile": docker, "app.py": changed, "requirements.txt": old, "run.sh": script,
          "utils": .folder(["math.py": math]),
        ], other: "package gateway\n", subject: "Change the gateway"),
      try advance(
        [
          "Dockerfile": docker, "app.py": changed, "requirements.txt": .text("fastapi==2\n"),
          "run.sh": script, "utils": .folder(["math.py": math]),
        ], other: "package gateway\n", subject: "Take fastapi 2"),
      try advance(
        [
          "Dockerfile": docker, "app.py": changed, "requirements.txt": .text("fastapi==2\n"),
          "utils": .folder(["arith.py": math, "new.py": .text("new = True\n")]),
        ], other: "package gateway\n", subject: "Rename the helpers"),
    ]
  }

  /// Runs the program in the edge repo.
  public func run(_ arguments: String...) throws -> Program.Outcome {
    try edgesync.run(arguments, in: edge.git.folder)
  }

  /// Writes a file in the edge repo's work tree.
  public func write(_ text: String, to path: String) throws {
    _ = try Program("/bin/sh").run(
      ["-c", "mkdir -p \"$(dirname \"$1\")\" && cat > \"$1\"", "sh", path], in: edge.git.folder,
      input: Array(text.utf8))
  }

  /// Everything of the edge repo that a sync could change: refs, HEAD, index, and each file of the work
  /// tree with its mode and content.
  public func state() throws -> [String] {
    let refs = try edge.git.outcome(["for-each-ref", "--format=%(refname) %(objectname)"]).lines
    let index = try edge.git.outcome(["ls-files", "-s", "-z"]).text
    let head = try Program("/bin/cat").run([".git/HEAD"], in: edge.git.folder).text
    let files = try Program("/bin/sh").run(
      [
        "-c",
        "find . -path ./.git -prune -o -type f -printf '%m %p\\n' -o -type l -printf '%l %p\\n' -o -type d -printf '%p\\n'; find . -path ./.git -prune -o -type f -exec sha1sum -- {} +",
      ], in: edge.git.folder)
    return refs + [head, index] + files.lines.sorted()
      + (mode == .selective ? [] : try submoduleState())
  }

  private func submoduleState() throws -> [String] {
    guard folder.text(of: "edge/platform/.git") != nil else { return [] }
    return try edge.git.shell(
      "cd platform && git rev-parse HEAD && git for-each-ref && git ls-files -s"
    ).lines
  }

  /// Names of what a run left in the place for temporary files.
  public func leftovers() throws -> [String] {
    try Program("/bin/ls").run(["-A", folder.path.appending("tmp").string]).lines
  }
}
