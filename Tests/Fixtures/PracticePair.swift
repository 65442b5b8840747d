import Foundation
import SystemPackage

/// A practice pair of a test's own: a copy of one that `edgesync demo` made once for all tests.
public final class PracticePair: Sendable {
  /// The moment that tests on the pair take for the present: half a day after its newest commit.
  public static let now = 1_794_816_000

  /// The edge repo.
  public let edge: FilePath
  /// The upstream platform.
  public let platform: FilePath
  private let folder: TemporaryFolder

  private static let original: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let home = folder.path.appending("home")
    let program = EdgesyncProgram(home: home, temporary: folder.path)
    let outcome = try program.run(["demo", "--no-open", "pair"], in: folder.path)
    guard outcome.status == 0 else {
      throw Plumbing.Failure(description: "edgesync demo: \(outcome.errorText)")
    }
    return folder
  }

  /// Copies the pair.
  public init() throws {
    let original = try Self.original.get()
    folder = try TemporaryFolder()
    platform = folder.path.appending("platform")
    edge = folder.path.appending("platform-edge")
    let manager = FileManager.default
    for name in ["platform", "platform-edge"] {
      try manager.copyItem(
        atPath: original.path.appending("pair").appending(name).string,
        toPath: folder.path.appending(name).string)
    }
  }

  /// The real git on the edge repo.
  public var git: Plumbing { Plumbing(edge) }

  /// The real git on the platform.
  public var upstream: Plumbing { Plumbing(platform) }
}
