import Foundation
import Git
import Rules
import SystemPackage

/// A folder in which several edge repos keep their upstreams together: one clone of each, however many follow it.
///
/// Who has them share it fetches; its clones are never pruned, so that whatever any edge repo is pinned at stays.
package struct SharedUpstreams: Hashable, Sendable {
  private static let folderVariable = "EDGESYNC_SHARED_UPSTREAMS"
  private static let rootVariable = "EDGESYNC_UPSTREAM_ROOT"

  /// The folder.
  package let folder: FilePath
  /// What a relative `upstream.url` is taken from, where that is another folder than the edge repo's root: what it is
  /// a clone of.
  package let root: FilePath?

  /// A folder that is there.
  package init(in folder: FilePath, root: FilePath? = nil) {
    (self.folder, self.root) = (folder, root)
  }

  /// What the user's environment says; nil where each edge repo keeps its own.
  ///
  /// The environment is the user's alone, where a file in the edge repo's git folder could be anybody's.
  package static var given: SharedUpstreams? {
    let variables = ProcessInfo.processInfo.environment
    guard let folder = variables[folderVariable], folder.hasPrefix("/") else { return nil }
    let root = variables[rootVariable].flatMap { $0.hasPrefix("/") ? FilePath($0) : nil }
    return SharedUpstreams(in: FilePath(folder), root: root)
  }

  /// What hands this on to a child.
  package var variables: [String: String] {
    var variables = [Self.folderVariable: folder.string]
    if let root { variables[Self.rootVariable] = root.string }
    return variables
  }

  /// The folder of one upstream, made where it is missing.
  ///
  /// - Parameter local: Where it is on this machine; nil for one that is fetched.
  func home(of address: UpstreamAddress, at local: FilePath?) -> FilePath {
    let key = StableHash.text((local?.string ?? address.url) + "\n" + address.branch)
    let home = folder.appending(key)
    // Where it can't be made, what is to be kept in it says so.
    _ = home.withPlatformString { mkdir($0, 0o700) }
    return home
  }
}
