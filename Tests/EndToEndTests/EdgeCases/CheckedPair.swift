import Support
import SystemPackage
import Testing

/// A pair whose syncs are checked by git's plumbing: the plan, what lands and what stands in the work tree.
struct CheckedPair {
  /// The platform and the edge repo.
  let pair: EdgePair
  /// The folders that are synced: where they lie upstream, and where here.
  let mappings: [(from: String, to: String)]
  /// Paths in the edge repo that are its own.
  let own: Set<String>

  /// The usual pair, which syncs one service.
  init(_ pair: EdgePair) {
    self.init(
      pair, mappings: [(EdgePair.service, EdgePair.service)],
      own: ["services/api/Dockerfile", "services/api/requirements.txt"])
  }

  /// A pair with its mappings.
  init(_ pair: EdgePair, mappings: [(from: String, to: String)], own: Set<String>) {
    self.pair = pair
    self.mappings = mappings
    self.own = own
  }

  /// Commits all of the service's files upstream and syncs them.
  @discardableResult
  func sync(
    _ service: KeyValuePairs<String, RawRepository.Entry>, leaves: Set<String> = [],
    _ location: SourceLocation = #_sourceLocation
  ) throws -> Landing {
    try pair.advance(service, subject: "Change the service")
    return try sync(leaves: leaves, location)
  }

  /// What a sync said and did.
  struct Landing {
    /// The document of the dry run.
    let plan: JSON
    /// The run that landed.
    let outcome: Program.Outcome

    /// The plan's renames, each as the old and the new path.
    var renames: [[String]] {
      plan["plan"]["renames"].elements.map { [$0["from"], $0["to"]].compactMap(\.text) }
    }

    /// The overrides that upstream changed.
    var overrides: [String] { plan["overrides"].elements.compactMap(\.text) }
  }

  /// Syncs upstream's tip: plan, landing and work tree have to be what git says they are.
  ///
  /// - Parameter leaves: Paths of the work tree that are left to git or to a person.
  @discardableResult
  func sync(
    leaves: Set<String> = [], _ location: SourceLocation = #_sourceLocation
  ) throws -> Landing {
    let git = pair.edge.git
    let tip = try pair.platform.git.line("rev-parse", "refs/heads/main")
    let wanted = try synced(at: tip, of: pair.platform.git)
    let present = try git.files(of: "HEAD").filter { isSynced($0.key) }
    let status = try git.run("status", "--porcelain", "-z", "--untracked-files=all").output

    let dry = try pair.run("pin", "main", "--dry-run", "--json")
    #expect(dry.status == 0, "\(dry.errorText)", sourceLocation: location)
    let plan = try JSON(parsing: dry.output)
    let changes = Set(wanted.keys).union(present.keys).filter { wanted[$0] != present[$0] }
    let planned = Self.paths(of: plan["plan"])
    #expect(
      planned.written == Set(changes.filter { wanted[$0] != nil }), sourceLocation: location)
    #expect(
      planned.deleted == Set(changes.filter { wanted[$0] == nil }), sourceLocation: location)

    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)", sourceLocation: location)
    #expect(outcome.unsafeText.isEmpty, sourceLocation: location)
    let landed = RawChange.parse(
      try git.run("diff", "--raw", "--no-renames", "-z", "HEAD^", "HEAD").output)
    let edgesyncs = ["edgesync.lock", "docs/sync-changelog.md"].map { Array($0.utf8) }
    #expect(
      Set(landed.map(\.path)) == Set(changes).union(edgesyncs), sourceLocation: location)
    #expect(
      try git.files(of: "HEAD").filter { isSynced($0.key) } == wanted, sourceLocation: location)

    let left = Set(leaves.map { Array($0.utf8) })
    let after = try git.run("status", "--porcelain", "-z", "--untracked-files=all").output
    let mine = { (output: [UInt8]) in
      Set(
        output.split(separator: 0).map(Array.init).filter { !left.contains(Array($0.dropFirst(3))) }
      )
    }
    #expect(mine(after) == mine(status), sourceLocation: location)
    try expectWorkTree(wanted, leaves: left, location)
    return Landing(plan: plan, outcome: outcome)
  }

  /// Checks that the tip is refused with these words in one sentence, and that nothing at all changes.
  func expectRefusal(
    _ words: String..., status: Int32, of command: [String] = ["pin", "main", "--yes"],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try pair.state()
    let dry = try pair.edgesync.run(
      ["pin", "main", "--dry-run", "--json"], in: pair.edge.git.folder)
    let outcome = try pair.edgesync.run(command, in: pair.edge.git.folder)
    if command.first == "pin" {
      #expect(dry.status == status, "\(dry.errorText)", sourceLocation: location)
    }
    #expect(outcome.status == status, "\(outcome.errorText)", sourceLocation: location)
    #expect(outcome.isOneSentence, "\(outcome.errorText)", sourceLocation: location)
    for word in words {
      #expect(outcome.errorText.contains(word), "\(outcome.errorText)", sourceLocation: location)
    }
    #expect(try pair.state() == before, sourceLocation: location)
  }

  /// Whether a path of the edge repo is synced.
  private func isSynced(_ path: [UInt8]) -> Bool {
    let text = String(decoding: path, as: UTF8.self)
    if own.contains(text) || text.hasPrefix("edgesync.") || text.hasPrefix("docs/sync-") {
      return false
    }
    return mappings.contains { Self.moved(path, from: $0.to, to: $0.to) != nil }
  }

  /// Upstream's files by the paths that they have here.
  private func synced(
    at commit: String, of platform: Plumbing
  ) throws -> [[UInt8]: ListedFile] {
    var files: [[UInt8]: ListedFile] = [:]
    for (path, file) in try platform.files(of: commit) {
      for mapping in mappings {
        guard let here = Self.moved(path, from: mapping.from, to: mapping.to) else { continue }
        if isSynced(here) { files[here] = file }
      }
    }
    return files
  }

  /// A path of one folder as it is in the other; nil for one that lies elsewhere.
  private static func moved(_ path: [UInt8], from: String, to: String) -> [UInt8]? {
    let target = Array((to == "." ? "" : to + "/").utf8)
    if from == "." { return target + path }
    if path == Array(from.utf8) { return Array(to.utf8) }
    let prefix = Array((from + "/").utf8)
    return path.starts(with: prefix) ? target + path.dropFirst(prefix.count) : nil
  }

  /// The paths of a plan's document.
  private static func paths(of plan: JSON) -> (written: Set<[UInt8]>, deleted: Set<[UInt8]>) {
    let read = { (value: JSON, isEscaped: Bool) -> [UInt8] in
      let text = value.text ?? ""
      return isEscaped ? unescaped(text) : Array(text.utf8)
    }
    let isEscaped = plan["pathBytes"] == .bool(true)
    var written = Set(plan["writes"].elements.map { read($0, isEscaped) })
    var deleted = Set(plan["deletes"].elements.map { read($0, isEscaped) })
    for rename in plan["renames"].elements {
      written.insert(read(rename["to"], rename["pathBytes"] == .bool(true)))
      deleted.insert(read(rename["from"], rename["pathBytes"] == .bool(true)))
    }
    return (written, deleted)
  }

  private static func unescaped(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// Checks the synced files of the work tree against what git itself makes of its index.
  private func expectWorkTree(
    _ wanted: [[UInt8]: ListedFile], leaves left: Set<[UInt8]>, _ location: SourceLocation
  ) throws {
    let git = pair.edge.git
    let fresh = try TemporaryFolder()
    try git.run("checkout-index", "--all", "--prefix=\(fresh.name)/")
    let made = try RawFiles.all(below: fresh.path)
    let skipped = Set(
      try git.run("ls-files", "-z", "-t").output.split(separator: 0)
        .filter { $0.first == UInt8(ascii: "S") }.map { Array($0.dropFirst(2)) })
    let here = try RawFiles.all(below: git.folder, except: [".git"])
    for path in wanted.keys where !left.contains(path) {
      let name = Comment(rawValue: String(decoding: path, as: UTF8.self))
      if skipped.contains(path) {
        #expect(here[path] == nil, name, sourceLocation: location)
      } else {
        #expect(here[path]?.content == made[path]?.content, name, sourceLocation: location)
        #expect(here[path]?.mode == made[path]?.mode, name, sourceLocation: location)
      }
    }
    // Folders that lost their last file are gone, as git has none either.
    let files = here.filter { $0.value.mode & 0o170000 != 0o040000 }.keys
    for path in here.keys where !files.contains(path) && isSynced(path) {
      #expect(
        files.contains { $0.starts(with: path + [0x2F]) },
        Comment(rawValue: String(decoding: path, as: UTF8.self)), sourceLocation: location)
    }
  }
}
