import ArgumentParser
import Foundation
import Git
import Sync
import SystemPackage
import Text

/// The option that names the edge repo.
struct DirectoryOptions: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
  var directories: [String] = []

  /// The folder: each one given is taken from the one before, as git does.
  var folder: FilePath {
    let start = FilePath(FileManager.default.currentDirectoryPath)
    return directories.reduce(start) { $0.pushing(FilePath($1)) }
  }

  /// Opens the edge repo, after finishing what an earlier run may have left.
  func open() throws -> EdgeRepo {
    try settle()
    return try EdgeRepo(at: folder)
  }

  /// Finishes what an earlier run may have left, and says so.
  func settle() throws {
    let place = try EdgeRepo.Place(at: folder)
    if let recovered = try Lander.recover(in: place, now: SystemClock.now()) {
      StandardError.write("edgesync: \(recovered.text).")
    }
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

/// The present moment.
enum SystemClock {
  /// Seconds since 1970; `SOURCE_DATE_EPOCH` stands in for the clock where something has to come out
  /// the same each time.
  @Sendable
  static func now() -> Int {
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }
      ?? Int(Date().timeIntervalSince1970)
  }
}
