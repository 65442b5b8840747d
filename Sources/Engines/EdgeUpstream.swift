import Fleet
import Git
import Rules
import SystemPackage
import Upstream

/// Where the upstream of an edge repo is, without cloning it.
package enum EdgeUpstream {
  /// The address that the manifest of an edge repo on this machine gives, a relative path taken from where the edge
  /// repo is; nil where that isn't on this machine or has no manifest that can be read.
  package static func address(of edge: FleetEdge) -> UpstreamAddress? {
    let folder =
      edge.path
      ?? edge.url.flatMap {
        UpstreamAddress(url: $0, branch: "main").localFolder(from: FilePath("/"))
      }
    guard let folder, let bytes = try? manifest(at: folder),
      let address = try? Manifest(parsing: bytes).upstream
    else { return nil }
    return UpstreamAddress(
      url: address.localFolder(from: folder)?.string ?? address.url, branch: address.branch)
  }

  /// The manifest of a checkout as it stands there, of a bare repo as its branch has it.
  private static func manifest(at folder: FilePath) throws -> [UInt8]? {
    let repository = try Repository(at: folder)
    if let root = repository.workFolder { return try OwnFile.manifest.read(below: root) }
    let tree = try repository.commitTree(repository.resolveCommit("HEAD"))
    guard let item = try repository.item(at: RepoPath(Manifest.fileName), in: tree),
      item.mode.isRegular
    else { return nil }
    return try OwnFile.manifest.read(item.id, in: repository)
  }
}
