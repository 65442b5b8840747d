import ArgumentParser
import Git
import Landing
import Planning
import Reports
import Rules
import Text
import Upstream

/// `edgesync acknowledge`: what is owed was done.
struct AcknowledgeCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "acknowledge",
    abstract: "Mark an override as handled, or an emergency as reviewed.",
    discussion: """
      Takes paths of pending overrides, and upstream commits that an emergency sync took. `edgesync \
      status` lists what is owed.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "What was handled: a path, or a commit of an emergency sync.")
  var owed: [String]

  func run() async throws {
    let session = try directory.session(for: "acknowledge")
    let edge = session.edge
    _ = try edge.history(
      in: session.upstream, to: [edge.upstream.tip(in: session.upstream)])
    let overrides = try Overrides(
      of: edge.lock, edge.classifier, at: session.upstream.commitTree(edge.lock.pin.id),
      in: session.upstream, places: edge.places
    ).owed
    var paths: [Overrides.State] = []
    var reviews: [Lock.OwedReview] = []
    for name in owed {
      let here = try directory.path(name, in: edge)
      if let state = overrides.first(where: { $0.path == here || $0.path == RepoPath(name) }) {
        paths.append(state)
      } else if let review = review(name, edge.lock) {
        reviews.append(review)
      } else {
        throw LockEditError.notOwed(
          SafeText(name), owed: edge.lock.owed.map(\.to.short) + overrides.map(\.path.text))
      }
    }
    for conflicts in try UnresolvedConflicts.of(paths.map(\.path), in: edge) {
      StandardError.write(
        "edgesync: \(conflicts.path.text) \(CarryReport.unresolved(conflicts)). It is acknowledged all the same."
      )
    }
    try await LockEditing.land(LockEdit.acknowledge(paths, reviews, in: edge.lock), session)
  }

  private func review(_ name: String, _ lock: Lock) -> Lock.OwedReview? {
    guard name.utf8.count >= 4 else { return nil }
    let found = lock.owed.filter { $0.to.hex.hasPrefix(name.lowercased()) }
    return found.count == 1 ? found.first : nil
  }
}
