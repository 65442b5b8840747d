import ArgumentParser
import Foundation
import Git
import Reports
import Rules
import SystemPackage
import Text
import Upstream

/// `edgesync fetch`: brings edgesync's clone of upstream up to date.
struct FetchCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Bring the copy of upstream up to date.",
    discussion: """
      Without a terminal, a fetch that gets nothing for five minutes is stopped, and \
      the copy stays as it was; --patience sets another time, and holds at a terminal too.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Option(
    help: ArgumentHelp("Stop a fetch that gets nothing for this long.", valueName: "seconds"))
  var patience: Int?

  func validate() throws {
    if let patience, patience < 1 { throw ValidationError("--patience needs a number from 1 up.") }
  }

  func run() async throws {
    let edge = try directory.open()
    let output = StandardOutput()
    guard edge.upstream.isMirror else {
      let repository = try edge.upstream.open()
      let tip = try edge.upstream.tip(in: repository)
      try output.line(
        "upstream \(edge.upstream.folder.text) is read in place: \(edge.upstream.address.branch) is at \(tip.short)"
      )
      try output.flush()
      edge.upstream.keepGraph(from: edge.lock.pin.id, to: tip, in: repository)
      return
    }
    let update = try await Self.fetch(
      edge.upstream, edge.gitCommand(), patience: patience.map { .seconds($0) })
    try output.line(FetchReport.text(update, branch: edge.upstream.address.branch))
    try output.flush()
  }

  /// Fetches the edge repo's upstream.
  @discardableResult
  static func fetch(_ edge: EdgeRepo) async throws -> Mirror.Update {
    try await fetch(edge.upstream, edge.gitCommand())
  }

  /// Fetches, with git's progress on standard error where that is a terminal.
  @discardableResult
  static func fetch(
    _ upstream: Upstream, _ git: GitCommand, prompting: Prompting = Confirmation.prompting,
    patience: Duration? = nil
  ) async throws -> Mirror.Update {
    let showsProgress = isatty(STDERR_FILENO) == 1
    StandardError.write("edgesync: fetching \(upstream.address.shown)")
    // Ended on the spot, edgesync would leave git behind, which has a session of its own where nobody can
    // answer it.
    let update = try await cancellingOnInterrupt {
      try await Deadline.fetching(SafeText(upstream.address.url)) {
        try await Mirror(of: upstream, git: git).fetch(
          prompting: prompting, patience: patience
        ) { line in
          // One line, written over; git's own lines end where it has said its last.
          if showsProgress { StandardError.overwrite(line.truncated(to: 78)) }
        }
      }
    }
    if showsProgress { StandardError.overwrite("") }
    if let fault = update.othersFault {
      StandardError.write(
        "edgesync: upstream's other branches and its tags couldn't be fetched: \(fault). `\(upstream.address.branch)` is up to date."
      )
    }
    return update
  }
}
