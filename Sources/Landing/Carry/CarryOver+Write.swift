import Git
import Text
import Upstream

/// How what was merged gets into the work tree.
extension CarryOver {
  /// Writes what was merged into the work tree, uncommitted and unstaged, after keeping what stands there by a ref.
  ///
  /// Files are replaced at once and never through a link, and only where they are what was merged into.
  ///
  /// - Returns: What was kept; nil where nothing changes.
  package static func write(
    _ carries: [CarryOver], in edge: EdgeRepo, by who: Signature
  ) throws -> Rescue.Kept? {
    let changes = carries.filter(\.isChange)
    if changes.isEmpty { return nil }
    let tree = try WorkTree(of: edge.repository)
    if let folder = changes.lazy.compactMap({ tree.unwritableFolder(for: $0.path) }).first {
      throw CarryError.notWritable(folder)
    }
    let standing = Dictionary(uniqueKeysWithValues: changes.map { ($0.path, $0.standing) })
    let kept = try Rescue.keep(standing, in: edge.repository, by: who)
    let pack = try ObjectPack(for: edge.repository, from: nil)
    defer { withExtendedLifetime(pack) {} }
    for change in changes { try pack.add(change.merged.bytes, as: .blob) }
    try pack.write()
    try edge.repository.refreshObjects()
    for (number, change) in changes.enumerated() {
      let outcome = try tree.replace(
        change.standing, with: TreeItem(mode: change.mode, id: change.merged.id),
        at: change.path, temporary: Self.temporaryName)
      if case .leftAlone = outcome {
        throw CarryError.changedMeanwhile(
          change.path, written: changes.prefix(number).map(\.path))
      }
    }
    return kept
  }

  private var standing: TreeItem { TreeItem(mode: mode, id: yours.id) }

  /// A name that upstream can't have given a file of its own.
  private static var temporaryName: String {
    FileSync.newFilePrefix + String(UInt64.random(in: 0 ... .max), radix: 36)
  }
}
