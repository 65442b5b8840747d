import Foundation
import Support
import SystemPackage

/// Checks what a concurrency stress left, by git's plumbing.
struct StressChecker {
  private let pair: EdgePair
  private let git: Plumbing
  private let start: String
  private let reports: [ConcurrencyStress.Report]
  private let edits: [(path: String, text: [UInt8])]

  /// A checker of a pair whose branches both started from a commit.
  init(
    _ pair: EdgePair, from start: String, reports: [ConcurrencyStress.Report],
    edits: [(path: String, text: [UInt8])]
  ) {
    self.pair = pair
    git = pair.edge.git
    self.start = start
    self.reports = reports
    self.edits = edits
  }

  /// What went wrong.
  func violations() throws -> [String] {
    var violations = reports.compactMap { fault(of: $0) }
    // A rebase that stopped half-way is git's own business.
    _ = try git.outcome(["rebase", "--abort"])
    let status = try pair.run("status")
    if status.status != 0 { violations.append("the next status: \(status.errorText)") }
    // A `git repack -a -d` after a `git gc` leaves commits in git's commit-graph that it has removed; fsck
    // takes that for a fault, and nothing else reads them.
    let check = try git.outcome([
      "-c", "core.commitGraph=false", "fsck", "--strict", "--no-dangling", "--no-progress",
    ])
    if check.status != 0 || !check.output.isEmpty {
      violations.append("git fsck: \(check.text) \(check.errorText)")
    }
    let inside = FileManager.default.enumerator(atPath: git.folder.appending(".git").string)
    while let name = inside?.nextObject() as? String {
      if name.hasSuffix(".lock") { violations.append(".git/\(name) was left") }
    }
    let refs = try git.outcome(["for-each-ref", "--format=%(refname)"]).lines
    let known = ["refs/heads/main", "refs/heads/other"]
    for ref in refs where !known.contains(ref) && !ref.hasPrefix("refs/edgesync/rescue/") {
      violations.append("\(ref) was left")
    }
    violations += try lostWork()
    violations += try lostLandings()
    for branch in ["main", "other"] { violations += try oddSyncs(of: branch) }
    violations += try oddFiles()
    let left = Processes.mentioning(pair.folder.path)
    if !left.isEmpty { violations.append("processes go on: \(left)") }
    return violations
  }

  /// What is wrong with what somebody was told.
  private func fault(of report: ConcurrencyStress.Report) -> String? {
    guard case .edgesync(let command) = report.worker else { return nil }
    let outcome = report.outcome
    let words = outcome.errorText
    let told = "edgesync \(command) exits \(outcome.status): \(words)"
    if !outcome.unsafeText.isEmpty { return told }
    switch outcome.status {
    case 0, 3: return nil
    case 2:
      // Somebody saved a synced file, or a checkout was half-way, when the check looked: it is so, and
      // nothing landed.
      let form =
        /(?s).*edgesync: 1 required check didn't pass: no-local-modifications failed \([^\n]+\)\. See why with [^\n]+\n/
      return words.wholeMatch(of: form) == nil ? told : nil
    case 4:
      let form =
        /(?s).*edgesync: another edgesync is at work on this repo: process [0-9]+, [^\n]+, since [0-9T:Z-]+\. Wait until it is done, or end it, and run the command again\.\n/
      return words.wholeMatch(of: form) == nil ? told : nil
    default: return told
    }
  }

  /// Commits and saved text that are nowhere any more.
  private func lostWork() throws -> [String] {
    var lost: [String] = []
    let subjects = Set(try git.outcome(["log", "--all", "--format=%s"]).lines)
    for report in reports {
      if case .committer = report.worker, report.outcome.status == 0,
        !subjects.contains(report.subject)
      {
        lost.append("the commit “\(report.subject)” is lost")
      }
    }
    let objects = Set(
      try git.outcome(["rev-list", "--objects", "--all"]).lines.map { String($0.prefix(40)) })
    for path in Set(edits.map(\.path)) {
      // Of several editors of one file, whoever saved last counts.
      let entry = RawFiles.entry(at: Array(path.utf8), below: git.folder)
      let texts = edits.filter { $0.path == path }.map(\.text)
      let isThere = try texts.contains { text in
        try entry?.content == text
          || objects.contains(git.line("hash-object", "--stdin", input: text))
      }
      if !isThere {
        let found =
          entry.map { String(decoding: $0.content.prefix(200), as: UTF8.self) } ?? "nothing"
        let last = texts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " or ")
        lost.append("\(path) holds \(found) and not what was saved last: \(last)")
      }
    }
    return lost
  }

  /// Syncs that somebody was told have landed and that are on no branch.
  private func lostLandings() throws -> [String] {
    let landed = Set(try git.outcome(["rev-list", "main", "other"]).lines)
    let messages = try git.run("log", "-z", "--format=%B", "main", "other").output.split(
      separator: 0)
    return try reports.compactMap { report in
      guard case .edgesync(let command) = report.worker, ["pin", "daily"].contains(command),
        report.outcome.status == 0, case let document = try JSON(parsing: report.outcome.output),
        document["outcome"] == .string("landed"), case .string(let commit) = document["commit"],
        !landed.contains(commit)
      else { return nil }
      // A rebase makes another commit of it, with the same message.
      let message = try git.run("log", "-z", "-1", "--format=%B", commit).output.split(separator: 0)
      return message.allSatisfy(messages.contains) ? nil : "the landed \(commit) is lost"
    }
  }

  /// Syncs of a branch that no serial order explains.
  private func oddSyncs(of branch: String) throws -> [String] {
    var odd: [String] = []
    let format =
      "--format=%H %P%x09%(trailers:key=Edgesync-From,valueonly,separator=%x20)%x09%(trailers:key=Edgesync-To,valueonly,separator=%x20)"
    for line in try git.outcome(["log", format, "\(start)..refs/heads/\(branch)"]).lines {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3 else { continue }
      let ids = fields[0].split(separator: " ").map(String.init)
      if fields[2].isEmpty {
        odd += try oddWork(ids)
        continue
      }
      let name = "\(branch)'s sync \(ids[0].prefix(10))"
      guard ids.count == 2 else {
        odd.append("\(name) has \(ids.count - 1) parents")
        continue
      }
      let (from, to) = (fields[1], fields[2])
      if from == to { odd.append("\(name) lands \(to.prefix(10)) a second time") }
      if try pin(at: ids[1]) != from {
        odd.append("\(name) starts from another pin than its parent's")
      }
      if try pin(at: ids[0]) != to { odd.append("\(name) holds another pin than it says") }
      if try service(git, at: ids[0]) != service(pair.platform.git, at: to) {
        odd.append("\(name) holds other files than upstream")
      }
      let changes = RawChange.parse(
        try git.run("diff", "--raw", "--no-renames", "-z", ids[1], ids[0]).output)
      for change in changes {
        let path = String(decoding: change.path, as: UTF8.self)
        let isOwn = ["services/api/Dockerfile", "services/api/requirements.txt"].contains(path)
        let isWritten = ["edgesync.lock", "docs/sync-changelog.md"].contains(path)
        if isOwn || !isWritten && !path.hasPrefix("services/api/") {
          odd.append("\(name) changes \(path)")
        }
      }
    }
    return odd
  }

  /// What a commit of somebody's changes beside a file of their own, as one that takes a sync back would.
  private func oddWork(_ ids: [String]) throws -> [String] {
    guard ids.count == 2 else { return ["the commit \(ids[0]) has \(ids.count - 1) parents"] }
    return RawChange.parse(
      try git.run("diff", "--raw", "--no-renames", "-z", ids[1], ids[0]).output
    ).map { String(decoding: $0.path, as: UTF8.self) }.filter { !$0.hasPrefix("work/") }
      .map { "the commit \(ids[0].prefix(10)) of somebody's changes \($0)" }
  }

  private func pin(at commit: String) throws -> String {
    let lock = try git.run("cat-file", "blob", "\(commit):edgesync.lock").output
    let text = String(decoding: lock, as: UTF8.self)
    return text.firstMatch(of: /\npin: \{ id: "([0-9a-f]{40})"/).map { String($0.1) } ?? ""
  }

  /// The synced files of a commit.
  private func service(
    _ git: Plumbing, at commit: String
  ) throws -> [[UInt8]: ListedFile] {
    let own = ["services/api/Dockerfile", "services/api/requirements.txt"].map { Array($0.utf8) }
    return try git.files(of: commit).filter {
      $0.key.starts(with: "services/api/".utf8) && !own.contains($0.key)
    }
  }

  /// Files that are neither as HEAD has them nor as somebody saved them.
  private func oddFiles() throws -> [String] {
    let edited = Set(edits.map(\.path))
    let status = try git.run("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames")
    return status.output.split(separator: 0).compactMap { line in
      let path = String(decoding: line.dropFirst(3), as: UTF8.self)
      // A commit that failed leaves its file, staged or not.
      if edited.contains(path) || path.hasPrefix("work/") || path.hasSuffix("~") { return nil }
      return "git status tells: \(String(decoding: line, as: UTF8.self))"
    }
  }
}
