import ArgumentParser
import Git
import Landing
import Planning
import Reports
import Rules
import Text
import Upstream

/// `edgesync carry`: what upstream changed in files that are the edge repo's own, merged into them.
struct CarryCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "carry",
    abstract: "Merge upstream's change of an override into your own file.",
    discussion: """
      What upstream changed since you last acknowledged the file, up to --to, is merged into what stands in your \
      work tree, as `git merge-file` does, and the change that it makes to yours is printed. With --write the result is \
      written to the work tree, uncommitted, and what stood there is kept under refs/edgesync/rescue/. Exits 2 with \
      conflicts, which the file then has marked.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "An edge-specific file that upstream has too.")
  var paths: [String]
  @Option(
    help: ArgumentHelp("The upstream commit to go to; the pin unless given.", valueName: "commit"))
  var to: String?
  @Flag(help: "Write the result to the work tree.")
  var write = false
  @Flag(help: "Print one JSON document.")
  var json = false

  func run() async throws {
    if write {
      let session = try directory.session(for: "carry")
      try carry(in: session.edge, session.upstream, by: session.who)
    } else {
      let edge = try directory.open()
      try carry(in: edge, await directory.openUpstream(of: edge), by: nil)
    }
  }

  private func carry(in edge: EdgeRepo, _ upstream: Repository, by who: Signature?) throws {
    let pin = edge.lock.pin.id
    let target = try to.map { try upstream.resolveCommit($0) } ?? pin
    let overrides = try CarryOver.overrides(of: edge, at: target, in: upstream)
    var carries: [CarryOver] = []
    for name in paths {
      let path = try path(name, among: overrides, in: edge)
      if carries.contains(where: { $0.path == path }) { continue }
      carries.append(
        try CarryOver(of: path, at: target, among: overrides, in: edge, upstream))
    }
    for carry in carries where carry.isUncommitted {
      StandardError.write("edgesync: \(CarryReport.uncommitted(carry)).")
    }
    // Before all that goes to standard output, which may be closed.
    if let who {
      try CarryOver.write(carries, in: edge, by: who) { kept in
        StandardError.write(
          "edgesync: written, uncommitted. What stood there comes back with `\(Rescue.command(for: kept))`."
        )
      }
    }
    let output = StandardOutput()
    if json {
      try output.write(document(carries).encoded + [0x0A])
    } else {
      for carry in carries { try tell(carry, isAtPin: target == pin, to: output) }
      if who == nil, carries.contains(where: \.isChange) {
        try output.line("Nothing was written. To write it to the work tree, give --write.")
      }
    }
    try output.flush()
    if carries.contains(where: { $0.conflicts > 0 }) { throw Ending(status: .checkFailed) }
  }

  /// The override that a name is of: from the folder the command runs in, from the root, or escaped as in JSON.
  private func path(
    _ name: String, among overrides: Overrides, in edge: EdgeRepo
  ) throws -> RepoPath {
    let here = try directory.path(name, in: edge)
    let meant = [here, RepoPath(name), RepoPath(percentEscaped: name)].compactMap(\.self)
    return meant.first(where: overrides.contains) ?? here ?? RepoPath(name)
  }

  private func document(_ carries: [CarryOver]) -> JSONValue {
    let files = carries.map { carry in
      var object = JSONObject()
      object.addPaths([("path", carry.path)])
      object.add("old", .string(carry.before.id.hex))
      object.add("new", .string(carry.now.id.hex))
      object.add("yours", .string(carry.yours.id.hex))
      object.add("merged", .optional(write && carry.isChange ? carry.merged.id : nil))
      object.add("conflicts", .int(carry.conflicts))
      return JSONValue.object(object)
    }
    return ["files": .array(files)]
  }

  private func tell(_ carry: CarryOver, isAtPin: Bool, to output: StandardOutput) throws {
    try output.line(CarryReport.headline(of: carry))
    if carry.isChange {
      try PatchText.write(
        try Repository.patch(from: carry.yours.bytes, to: carry.merged.bytes),
        from: "a/" + carry.path.text, to: "b/" + carry.path.text, output)
    }
    try output.line(CarryReport.result(of: carry))
    if isAtPin, carry.isChangedUpstream, carry.conflicts == 0, write || !carry.isChange {
      try output.line("Once it is committed: `edgesync acknowledge \(word: carry.path)`")
    }
  }
}
