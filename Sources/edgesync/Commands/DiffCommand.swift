import ArgumentParser
import Git
import Planning
import Rules
import Text
import Upstream

/// `edgesync diff`: what changes between the pin and a candidate, by group.
struct DiffCommand: AsyncParsableCommand, MainThreadCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what a candidate changes, split by whose files they are.")

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "The candidate; the branch's tip unless given.")
  var commit: String?
  @Flag(name: .customLong("commit"), help: "Show what that commit alone changes.")
  var commitAlone = false
  @Flag(help: "Show the changed lines.")
  var patch = false
  @Flag(help: "Count changed lines.")
  var stat = false
  @Flag(help: "Print one JSON document.")
  var json = false

  func run() async throws {
    let edge = try directory.open()
    let upstream = try await directory.openUpstream(of: edge)
    let to = try commit.map { try upstream.resolveCommit($0) } ?? edge.upstream.tip(in: upstream)
    let history = try edge.history(in: upstream, to: [to, edge.upstream.tip(in: upstream)])
    let from: ObjectID?
    var files: [FileChange]
    if commitAlone {
      let commit = try upstream.commit(to)
      from = commit.parents.first
      files = try history.files(of: commit)
    } else {
      guard upstream.contains(edge.lock.pin.id) else {
        throw edge.upstream.pinMissing(edge.lock.pin.id, from: upstream)
      }
      from = edge.lock.pin.id
      files = try history.files(from: edge.lock.pin.id, to: to)
    }
    files = try GeneratedFiles(of: edge, in: upstream).told(files, at: to)
    if let unread = history.unreadOutside { StandardError.write("edgesync: \(unread).") }
    let output = StandardOutput()
    if json {
      try printJSON(files, from: from, to: to, upstream, output)
    } else {
      try printText(files, from: from, to: to, upstream, output)
    }
    try output.flush()
    if !commitAlone { try StandardError.tellMoves(at: to, edge, upstream, history) }
  }

  private func printJSON(
    _ files: [FileChange], from: ObjectID?, to: ObjectID, _ upstream: Repository,
    _ output: StandardOutput
  ) throws {
    var groups = JSONObject()
    for group in FileGroup.allCases {
      let members = try counted(files.filter { $0.group == group }, upstream).map { file, counts in
        var object = JSONValue.file(file, group: false)
        object.add("additions", .int(counts.additions))
        object.add("deletions", .int(counts.deletions))
        object.add("binary", .bool(counts.isBinary))
        if let size = counts.tooLarge { object.add("size", .int(size)) }
        if let reason = counts.unread { object.add("unread", .string(reason.string)) }
        object.add("rule", .string(file.placement.rule.text.string))
        return JSONValue.object(object)
      }
      groups.add(group.rawValue, .array(members))
    }
    let document: JSONValue = [
      "from": .optional(from), "to": .string(to.hex), "groups": .object(groups),
    ]
    try output.write(document.encoded + [0x0A])
  }

  /// Files with the numbers of their changed lines.
  private func counted(
    _ files: [FileChange], _ upstream: Repository
  ) throws -> [(file: FileChange, counts: LineCounts)] {
    let counts = try upstream.lineCounts(of: files.map(\.change))
    let counted = try zip(files, counts).map { file, counts in
      (file, try counts ?? askedAlone(file, upstream))
    }
    if let (file, counts) = counted.first(where: { $0.1.unread != nil }),
      let reason = counts.unread
    {
      StandardError.write("edgesync: \(History.isUntold(file.change.path, reason)).")
    }
    return counted
  }

  /// The numbers of a file's changed lines, or why there are none; outside of every mapping that is no error.
  private func askedAlone(_ file: FileChange, _ upstream: Repository) throws -> LineCounts {
    do throws(GitError) {
      return try upstream.lineCounts(of: file.change)
    } catch {
      if case .unwanted = error { throw error }
      guard file.group == .outside else { throw error }
      var counts = LineCounts(additions: 0, deletions: 0, isBinary: true)
      counts.unread = error.cause
      return counts
    }
  }

  private func printText(
    _ files: [FileChange], from: ObjectID?, to: ObjectID, _ upstream: Repository,
    _ output: StandardOutput
  ) throws {
    let start = from?.short ?? "nothing"
    try output.line(("\(start)‥\(to.short)", .id))
    if files.isEmpty { try output.line("no files differ") }
    for group in FileGroup.allCases {
      let members = files.filter { $0.group == group }
      if members.isEmpty { continue }
      let generated = members.count { $0.isGenerated == true }
      var note: SafeText = generated > 0 ? ", \(generated) generated" : ""
      if group == .edge { note += "   yours, not touched" }
      try output.line(("\(group.title) \(members.count)", .heading), (note, .dim))
      for (file, counts) in stat || patch
        ? try counted(members, upstream) : members.map({ ($0, nil) })
      {
        try FileLine.write(file, counts: counts, to: output)
        if patch, counts?.unread == nil {
          try PatchText.write(try upstream.patch(of: file.change), file, to: output)
        }
      }
    }
  }
}
