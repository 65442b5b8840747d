import ArgumentParser
import Git
import Reports
import Planning
import Rules
import Text
import Upstream

/// `edgesync log`: upstream commits from the pin to the branch's tip.
struct LogCommand: AsyncParsableCommand, MainThreadCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "List upstream commits since the pin, newest first.",
    discussion: """
      S counts synced files, ! overrides: edge-specific files that upstream changed. Without --all, \
      only commits that touch one of these are listed.

      --author, --grep, -S, -G and paths after -- choose among them as `git log` does, with its basic regular \
      expressions (-G: extended ones): of several patterns or paths one has to match, of several options \
      each. A path is taken as one of this repo, from the folder the command runs in, and as upstream's \
      where no mapping takes it. Merges count for a path that differs from every parent; -S and -G find \
      nothing in them.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Flag(help: "List every commit, also those that change nothing in the edge repo.")
  var all = false
  @Flag(help: "List each commit's files with their groups.")
  var files = false
  @Flag(help: "Print ids alone, one a line.")
  var ids = false
  @Flag(help: "Print one JSON document.")
  var json = false
  @OptionGroup(title: "Filters") var filters: FilterOptions

  func validate() throws {
    if ids, json || files {
      throw ValidationError("--ids can't be combined with --json or --files.")
    }
  }

  func run() async throws {
    let edge = try directory.open()
    let upstream = try await directory.openUpstream(of: edge)
    let tip = try edge.upstream.tip(in: upstream)
    let pin = edge.lock.pin.id
    guard upstream.contains(pin) else {
      throw edge.upstream.pinMissing(pin, from: upstream)
    }
    let history = try edge.history(in: upstream, to: [tip])
    let isRewritten = try !upstream.isAncestor(pin, of: tip)
    let base = isRewritten ? try upstream.mergeBase(pin, tip) : pin
    let filter = try filters.filter(in: edge, from: directory)
    let candidates = FilteredCandidates(
      history.candidates(from: tip, notFrom: pin, all: all),
      by: filter.isEmpty ? nil : try CommitMatcher(filter, of: edge, history))
    // What can't be asked for is refused before anything is written.
    var next = try candidates.next()
    while next?.isEmpty == true { next = try candidates.next() }
    let output = StandardOutput()
    if json {
      let start: JSONValue = [
        "pin": .string(pin.hex), "tip": .string(tip.hex), "rewritten": .bool(isRewritten),
        "mergeBase": .optional(base),
      ]
      // The list is left open, and filled as commits are found.
      try output.write(start.encoded.dropLast() + Array(#","commits":["#.utf8))
    } else if !ids {
      if isRewritten {
        let from = base.map { "listed from \($0.short), where they part" as SafeText }
        StandardError.write(
          "edgesync: upstream's history was rewritten: the pin \(pin.short) is no ancestor of \(tip.short); \(from ?? "they have nothing in common")."
        )
      }
    }

    let generated = GeneratedFiles(of: edge, in: upstream)
    var count = 0
    if let fault = upstream.commitGraphFault {
      StandardError.write("edgesync: \(fault)")
    }
    while let batch = next {
      if ids {
        for node in batch { try output.line("\(node.id.hex)") }
      } else {
        let commits = try history.describe(batch, keepsFiles: files)
        generated.lookUp(commits.lazy.flatMap(\.files))
        for var described in commits {
          if files {
            described.files = try generated.told(described.files, at: described.commit.id)
          }
          if json {
            if count > 0 { try output.write(Array(",".utf8)) }
            try output.write(document(described).encoded)
          } else {
            try printText(described, output)
          }
          count += 1
        }
      }
      // A filter may take long for the next one.
      if !filter.isEmpty, !json, !batch.isEmpty { try output.flush() }
      next = try candidates.next()
    }

    if let unread = history.unreadOutside { StandardError.write("edgesync: \(unread).") }
    if json {
      try output.write(Array("]}\n".utf8))
    } else if !ids, count == 0, !filter.isEmpty {
      try output.line("no commit matches \(filter.text)")
    } else if !ids, count == 0 {
      let trees = (tip: try upstream.commitTree(tip), pin: try upstream.commitTree(pin))
      try output.line(
        try history.concernsEdge(trees.tip, beside: [trees.pin])
          ? "no commit to review, but files differ at \(tip.short); see `edgesync diff`"
          : "nothing to review: \(pin.short) is up to date with \(tip.short)")
    }
    try output.flush()
    try StandardError.tellMoves(at: tip, edge, upstream, history)
    edge.upstream.keepGraph(from: pin, to: tip, in: upstream)
  }

  private func printText(_ described: UpstreamCommit, _ output: StandardOutput) throws {
    let commit = described.commit
    let counts = described.counts
    let synced = counts.synced > 0 ? "S\(counts.synced)" as SafeText : ""
    let edge = counts.edge > 0 ? "!\(counts.edge)" as SafeText : ""
    try output.line(
      (commit.id.short, .id), (" \(Timestamp.day(commit.committer.time)) ", .dim),
      (SafeText(commit.author.name).padded(to: 18), .author), (" ", .text),
      (synced.padded(to: 5), .synced), (edge.padded(to: 4), .override), (" ", .text),
      (SafeText(commit.subject), .text))
    guard files else { return }
    for file in described.files { try FileLine.write(file, counts: nil, to: output) }
  }

  private func document(_ described: UpstreamCommit) -> JSONValue {
    let commit = described.commit
    var object: JSONObject = [
      "id": .string(commit.id.hex),
      "parents": .array(commit.parents.map { .string($0.hex) }),
      "author": [
        "name": .string(commit.author.name), "email": .string(commit.author.email),
        "date": .moment(commit.author.time),
      ], "subject": .string(commit.subject), "synced": .int(described.counts.synced),
      "edge": .int(described.counts.edge), "outside": .int(described.counts.outside),
    ]
    if files {
      object.add(
        "files", .array(described.files.map { .object(JSONValue.file($0, group: true)) }))
    }
    return .object(object)
  }
}
