import Git
import Rules
import SystemPackage
import Upstream

extension FleetCache {
  /// Where the manifest in an edge repo's clone says that upstream is; nil where there is no clone yet, where its
  /// manifest can't be read, or where it names a path from the clone.
  package func upstream(of edge: FleetEdge) async throws -> UpstreamAddress? {
    let git = try GitCommand(outside: [folder])
    guard let clone = try? await EdgeClone(of: edge, in: self, by: git), clone.isThere,
      let bytes = try? OwnFile.manifest.read(below: clone.folder),
      let address = try? Manifest(parsing: bytes).upstream
    else { return nil }
    guard case .local(let path) = address.transport, FilePath(path).isRelative else {
      return address
    }
    return nil
  }
}
