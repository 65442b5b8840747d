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
    let program = EdgesyncProgram(
      home: home, temporary: folder.path, variables: ["SOURCE_DATE_EPOCH": String(now)])
    let outcome = try program.run(["demo", "--no-open", "pair"], in: folder.path)
    guard outcome.status == 0 else {
      throw Plumbing.Failure(description: "edgesync demo: \(outcome.errorText)")
    }
    return folder
  }

  /// Where the service stands in the edge repo.
  public let service: String

  /// The pair with the platform as a submodule of the edge repo, at the same pin: what the edge repo had
  /// as files is taken away, and its scripts, manifest and lock follow.
  private static let submoduleOriginal: Result<TemporaryFolder, any Error> = Result {
    let pair = try PracticePair(
      copying: try original.get(), service: "platform/services/forecastingApi")
    let script = try pair.git.shell(
      """
      set -e
      pin=$(sed -n 's/^pin: { id: "\\([0-9a-f]*\\)".*/\\1/p' edgesync.lock)
      git rm -rq services
      git -c protocol.file.allow=always submodule --quiet add ../platform platform
      git -C platform checkout -q --detach "$pin"
      sed -i 's#services/forecastingApi#platform/services/forecastingApi#' scripts/*.sh
      sed -i 's#path: services/#path: platform/services/#' edgesync.lock
      sed -i -e 's#^mode: selective#mode: submodule\\nsubmodule: platform#' \
        -e '/^    to: /d' edgesync.yml
      git add -A
      git -c user.name=Robin -c user.email=robin@edge.example commit -qm 'Hold the platform as a submodule'
      """)
    guard script.status == 0 else {
      throw Plumbing.Failure(description: "the submodule: \(script.errorText)")
    }
    return pair.folder
  }

  /// Copies the pair.
  ///
  /// - Parameter mode: How the edge repo holds the service.
  public convenience init(_ mode: EdgePair.Mode = .selective) throws {
    let isSubmodule = mode == .submodule
    try self.init(
      copying: try (isSubmodule ? Self.submoduleOriginal : Self.original).get(),
      service: (isSubmodule ? "platform/" : "") + "services/forecastingApi")
  }

  private init(copying original: TemporaryFolder, service: String) throws {
    self.service = service
    folder = try TemporaryFolder()
    platform = folder.path.appending("pair/platform")
    edge = folder.path.appending("pair/platform-edge")
    let manager = FileManager.default
    try manager.createDirectory(
      atPath: folder.path.appending("pair").string, withIntermediateDirectories: false)
    for name in ["platform", "platform-edge"] {
      try manager.copyItem(
        atPath: original.path.appending("pair/" + name).string,
        toPath: folder.path.appending("pair/" + name).string)
    }
  }

  /// The real git on the edge repo.
  public var git: Plumbing { Plumbing(edge) }

  /// The real git on the platform.
  public var upstream: Plumbing { Plumbing(platform) }
}
