import ArgumentParser
import Foundation
import Git
import Journal
import Landing
import SystemPackage
import Text
import Upstream

/// The option that names the edge repo.
struct DirectoryOptions: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
  var directories: [String] = []

  /// The folder: each one given is taken from the one before, as git does.
  var folder: FilePath {
    directories.reduce(Self.start) { $0.pushing(FilePath($1)) }
  }

  /// The folder that the program was started in.
  static var start: FilePath { FilePath(FileManager.default.currentDirectoryPath) }

  /// Opens the edge repo, after finishing what an earlier run may have left.
  func open() throws -> EdgeRepo {
    try settle()
    return try EdgeRepo(at: folder)
  }

  /// Finishes what an earlier run may have left, and says so.
  func settle() throws {
    let place = try EdgeRepo.Place(at: folder)
    if let damage = try StateDatabase.settle(in: place.state) {
      StandardError.write("edgesync: \(damage).")
    }
    if let recovered = try Lander.recover(in: place, now: SystemClock.now()) {
      StandardError.write("edgesync: \(recovered.text).")
    }
  }

  /// Brings edgesync's clone of upstream up to date; one that is read in place needs nothing, and one that edge repos
  /// share was fetched for all of them.
  func fetch(prompting: Prompting) async throws {
    let edge = try open()
    guard edge.upstream.isMirror, !edge.upstream.isShared else { return }
    try await FetchCommand.fetch(
      edge.upstream, edge.gitCommand(), prompting: prompting)
  }

  /// A path given from the folder the command runs in, as the edge repo has it; nil outside it.
  func path(_ text: String, in edge: EdgeRepo) throws -> RepoPath? {
    let target = folder.pushing(FilePath(text)).lexicallyNormalized()
    let root = edge.root.lexicallyNormalized()
    guard target.starts(with: root) else { return nil }
    let names = target.components.dropFirst(root.components.count)
    return RepoPath(names.map(\.string).joined(separator: "/"))
  }

  /// Opens upstream for reading; a remote one that was never fetched is fetched first.
  func openUpstream(of edge: EdgeRepo) async throws -> Repository {
    do {
      return try edge.upstream.open()
    } catch UpstreamError.neverFetched {
      try await FetchCommand.fetch(edge)
      return try edge.upstream.open()
    }
  }
}
