import Support
import SystemPackage

/// Says what is wrong with how edgesync took a hostile repository, by git's plumbing.
struct HostileChecker {
  private let hostile: HostileCase
  private let pair: EdgePair
  private let state: [String]
  private let around: [String]
  private let settings: [String]
  private let oracle: Plumbing

  /// Looks at a pair before the command.
  init(_ hostile: HostileCase, _ pair: EdgePair) throws {
    self.hostile = hostile
    self.pair = pair
    state = try pair.state()
    around = try pair.surroundings()
    settings = try pair.gitFolder()
    oracle = Plumbing(
      pair.platform.git.folder,
      variables: ["GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null"])
  }

  /// What is wrong after the command.
  func faults(_ outcome: Program.Outcome) throws -> [String] {
    var faults: [String] = []
    let said = outcome.errorText.suffix(300)
    if ![0, 1, 2, 3, 5, 64, 78].contains(outcome.status) {
      faults.append("exit status \(outcome.status): \(said)")
    }
    if !outcome.unsafeText.isEmpty { faults.append("unsafe text \(outcome.unsafeText)") }
    if outcome.status != 0, !outcome.errorText.contains("edgesync: "), outcome.output.isEmpty {
      faults.append("no reason given")
    }
    faults += try pair.canaries().map { "a canary: \($0)" }
    if try pair.surroundings() != around { faults.append("something outside changed") }
    if try pair.gitFolder() != settings { faults.append("the git folder changed") }
    if !(try pair.leftovers()).isEmpty { faults.append("temporary files are left") }
    if outcome.status == 0 {
      switch hostile.command {
      case .log: faults += try log(outcome)
      case .diff: faults += try diff(outcome)
      case .pin: return faults + (try landing())
      case .plan, .check, .verify: break
      }
    }
    if try pair.state() != state { faults.append("the edge repo changed") }
    return faults
  }

  /// The tip that the command was about.
  private func tip() throws -> String? {
    let outcome = try oracle.outcome([
      "rev-parse", "--verify", "--quiet", "refs/heads/main^{commit}",
    ])
    return outcome.status == 0 ? outcome.text : nil
  }

  private func log(_ outcome: Program.Outcome) throws -> [String] {
    let ids = try JSON(parsing: outcome.output)["commits"].elements.compactMap { $0["id"].text }
    guard let tip = try tip() else { return ["git finds no tip, and edgesync does"] }
    let told = try oracle.outcome(["rev-list", tip, "^" + pair.pin])
    if told.status != 0 { return ["git can't list the commits, and edgesync can"] }
    return Set(told.lines) == Set(ids) && ids.count == told.lines.count
      ? [] : ["git lists other commits"]
  }

  private func diff(_ outcome: Program.Outcome) throws -> [String] {
    let groups = try JSON(parsing: outcome.output)["groups"]
    var paths: Set<[UInt8]> = []
    for group in ["synced", "edge", "outside"] {
      for file in groups[group].elements {
        for key in ["upstreamPath", "oldUpstreamPath"] {
          guard let text = file[key].text else { continue }
          paths.insert(
            file["pathBytes"] == .bool(true) ? text.percentDecoded : Array(text.utf8))
        }
      }
    }
    guard let tip = try tip() else { return ["git finds no tip, and edgesync does"] }
    let told = try oracle.outcome(["diff", "--raw", "--no-renames", "-z", pair.pin, tip])
    // What can't be read outside of every mapping stops nothing, and is said.
    let passesOver = outcome.errorText.contains("outside of every mapping, isn't listed")
    if told.status != 0 {
      return passesOver ? [] : ["git can't compare, and edgesync can: \(told.errorText)"]
    }
    let found = Set(RawChange.parse(told.output).map(\.path))
    return found == paths || passesOver && found.isSuperset(of: paths)
      ? [] : ["git finds other paths to differ"]
  }

  /// What landed has to be upstream's, and nothing else may have changed.
  private func landing() throws -> [String] {
    guard let tip = try tip() else { return ["git finds no tip, and edgesync landed it"] }
    let own = ["Dockerfile", "requirements.txt"].map { Array("services/api/\($0)".utf8) }
    let isSynced = { (path: [UInt8]) in
      path.starts(with: Array("services/api/".utf8))
        && !own.contains { path == $0 || path.starts(with: $0 + [0x2F]) }
    }
    var faults: [String] = []
    // What lies outside of the mapping may be what git can't read.
    let wanted = try oracle.files(of: tip, in: "services/api").filter { isSynced($0.key) }
    let files = try pair.edge.git.files(of: "HEAD")
    if files.filter({ isSynced($0.key) }) != wanted { faults.append("other files landed") }
    let edgesyncs = ["edgesync.lock", "docs/sync-changelog.md"].map { Array($0.utf8) }
    let changed = RawChange.parse(
      try pair.edge.git.run("diff", "--raw", "--no-renames", "-z", "HEAD^", "HEAD").output
    ).map(\.path)
    if !changed.allSatisfy({ isSynced($0) || edgesyncs.contains($0) }) {
      faults.append("a file changed that isn't synced")
    }
    let index = try pair.edge.git.outcome(["diff", "--cached", "--quiet", "HEAD"])
    if index.status != 0 { faults.append("the index isn't HEAD's") }
    let sound = try pair.edge.git.outcome(["fsck", "--connectivity-only"])
    if sound.status != 0 { faults.append("git fsck: \(sound.errorText)") }
    let here = try RawFiles.all(below: pair.edge.git.folder, except: [".git"])
    for path in here.keys where files[path] == nil {
      if here[path].map({ $0.mode & 0o170000 != 0o040000 }) ?? false {
        faults.append("a stranger: \(String(decoding: path, as: UTF8.self))")
      }
    }
    return faults
  }
}

extension String {
  /// The bytes of a text in which `%` starts two digits of a byte.
  fileprivate var percentDecoded: [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
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
}
