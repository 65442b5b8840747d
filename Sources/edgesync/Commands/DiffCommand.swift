import ArgumentParser
import Git
import Reports
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
    let generated = GeneratedFiles(of: edge, in: upstream)
    let counted: [CountedFile]
    if json || stat || patch {
      counted = try self.counted(generated.named(files, at: to), generated, upstream)
    } else {
      counted = try generated.told(files, at: to).map { CountedFile(file: $0, counts: nil) }
    }
    if let unread = history.unreadOutside { StandardError.write("edgesync: \(unread).") }
    let output = StandardOutput()
    if json {
      try printJSON(counted, from: from, to: to, output)
    } else {
      try printText(counted, from: from, to: to, upstream, output)
    }
    try output.flush()
    if !commitAlone { try StandardError.tellMoves(at: to, edge, upstream, history) }
  }

  private func printJSON(
    _ files: [CountedFile], from: ObjectID?, to: ObjectID, _ output: StandardOutput
  ) throws {
    var groups = JSONObject()
    for group in FileGroup.allCases {
      let members = files.filter { $0.file.group == group }.map { member in
        let (file, counts) = (member.file, member.counts)
        var object = JSONValue.file(file, group: false)
        if let counts {
          object.add("additions", .int(counts.additions))
          object.add("deletions", .int(counts.deletions))
          object.add("binary", .bool(counts.isBinary))
        }
        if let size = counts?.tooLarge { object.add("size", .int(size)) }
        if let reason = counts?.unread { object.add("unread", .string(reason.string)) }
        let rule = file.placement.rule
        object.add("rule", .string(rule.text.string))
        if let reason = rule.reason { object.add("reason", .string(reason.string)) }
        if let owner = rule.owner { object.add("owner", .string(owner.string)) }
        return JSONValue.object(object)
      }
      groups.add(group.rawValue, .array(members))
    }
    let document: JSONValue = [
      "from": .optional(from), "to": .string(to.hex), "groups": .object(groups),
    ]
    try output.write(document.encoded + [0x0A])
  }

  /// A file with the numbers of its changed lines; nil where they weren't asked for.
  private struct CountedFile {
    var file: FileChange
    let counts: LineCounts?
  }

  /// Files with the numbers of their changed lines, and with what their texts tell of them.
  private func counted(
    _ files: [FileChange], _ generated: GeneratedFiles, _ upstream: Repository
  ) throws -> [CountedFile] {
    let counted = try zip(files, generated.counted(files)).map { file, told in
      var counted = CountedFile(file: file, counts: try told.lines ?? askedAlone(file, upstream))
      if told.isMarked { counted.file.isGenerated = true }
      return counted
    }
    if let member = counted.first(where: { $0.counts?.unread != nil }),
      let reason = member.counts?.unread
    {
      StandardError.write("edgesync: \(History.isUntold(member.file.change.path, reason)).")
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
    _ files: [CountedFile], from: ObjectID?, to: ObjectID, _ upstream: Repository,
    _ output: StandardOutput
  ) throws {
    let start = from?.short ?? "nothing"
    try output.line(("\(start)‥\(to.short)", .id))
    if files.isEmpty { try output.line("no files differ") }
    for group in FileGroup.allCases {
      let members = files.filter { $0.file.group == group }
      if members.isEmpty { continue }
      let generated = members.count { $0.file.isGenerated == true }
      var note: SafeText = generated > 0 ? ", \(generated) generated" : ""
      if group == .edge { note += "   yours, not touched" }
      try output.line(("\(group.title) \(members.count)", .heading), (note, .dim))
      for member in members {
        try FileLine.write(member.file, counts: member.counts, to: output)
        if patch, member.counts?.unread == nil {
          try PatchText.write(try upstream.patch(of: member.file.change), member.file, to: output)
        }
      }
    }
  }
}
