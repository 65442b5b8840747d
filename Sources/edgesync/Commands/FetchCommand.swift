import ArgumentParser
import Foundation
import Git
import Sync
import SystemPackage
import Text

/// `edgesync fetch`: brings edgesync's clone of upstream up to date.
struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Bring the copy of upstream up to date.")

  @OptionGroup var directory: DirectoryOptions

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
      return
    }
    let update = try await Self.fetch(edge)
    if let before = update.from, before == update.to {
      try output.line("\(edge.upstream.address.branch) is at \(update.to.short), nothing new")
    } else {
      let before = update.from.map { "\($0.short) → " as SafeText } ?? ""
      try output.line("\(edge.upstream.address.branch) \(before)\(update.to.short)")
    }
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
    _ upstream: Upstream, _ git: GitCommand, isInteractive: Bool = isatty(STDIN_FILENO) == 1
  ) async throws -> Mirror.Update {
    let showsProgress = isatty(STDERR_FILENO) == 1
    StandardError.write("edgesync: fetching \(upstream.address.url)")
    let update = try await Mirror(of: upstream, git: git).fetch(
      isInteractive: isInteractive
    ) { line in
      // One line, written over; git's own lines end where it has said its last.
      if showsProgress {
        let text = "\r\u{1B}[K" + line.truncated(to: 78).string
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
      }
    }
    if showsProgress { _ = try? FileDescriptor.standardError.writeAll("\r\u{1B}[K".utf8) }
    return update
  }
}
