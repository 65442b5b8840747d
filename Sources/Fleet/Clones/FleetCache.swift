import Foundation
import Git
import SystemPackage
import Text
import Upstream

/// Where a fleet's clones are kept: edgesync's own, and nothing in it is ever needed.
///
/// `edges` has a clone and a lock for each edge repo, `upstreams` one clone of each upstream for all of them.
package struct FleetCache: Sendable {
  /// The folder of all of it.
  package let folder: FilePath

  /// The cache in a folder, which is made where it is missing.
  ///
  /// - Throws: ``GitError/foreignFolder(path:reason:remedy:)`` where others may write to it.
  package init(in folder: FilePath) throws {
    self.folder = folder
    do {
      try FileManager.default.createDirectory(
        atPath: folder.string, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw GitError.file(
        path: folder.text, operation: "make the folder",
        reason: SafeText(error.localizedDescription))
    }
    try OwnFolder.refuseForeign(folder, in: folder.removingLastComponent())
    for own in [edges, upstreams] { try OwnFolder.make(own, in: folder) }
  }

  /// The folder that the XDG Base Directory Specification names for caches.
  package static var standardFolder: FilePath {
    let variables = ProcessInfo.processInfo.environment
    let named = variables["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? FilePath($0) : nil }
    let base = named ?? FilePath(variables["HOME"] ?? "/").appending(".cache")
    return base.appending("edgesync").appending("fleet")
  }

  /// The folder of clones of edge repos.
  var edges: FilePath { folder.entry("edges") }

  /// The folder of clones of upstreams.
  private var upstreams: FilePath { folder.entry("upstreams") }

  /// Where an edge repo finds its upstream.
  ///
  /// - Parameter root: What a relative `upstream.url` is taken from; nil for the edge repo's root.
  package func shared(from root: FilePath?) -> SharedUpstreams {
    SharedUpstreams(in: upstreams, root: root)
  }
}
