import Git
import Rules
import Text
import Upstream

/// What a commit in the making would change of files that upstream owns: what the index holds, where
/// that is neither HEAD's nor upstream's at the pin.
///
/// The index's own manifest and lock count, as they are what would be committed: a merge that brings a
/// sync, a file set back to upstream's, and one that the same commit declares edge-specific are no edits.
package struct StagedEdits: Sendable {
  /// An edit of a synced file.
  package struct Edit: Hashable, Sendable {
    /// The path, and how it would differ from upstream's file.
    package let drift: Drift
    /// Where the change belongs: the file's path upstream.
    package let upstreamPath: RepoPath
    /// Why upstream owns the file.
    package let rule: Rule
  }

  /// Where the changes belong.
  package let upstream: UpstreamAddress
  /// The pin.
  package let pin: ObjectID
  /// How many staged changes were looked at.
  package let changes: Int
  /// The edits, sorted.
  package let edits: [Edit]
  /// New files in a mapping's folder that are neither upstream's nor declared edge-specific, sorted.
  package let strays: [RepoPath]
}

extension StagedEdits {
  /// Looks at what is staged.
  ///
  /// - Parameters:
  ///   - edge: The edge repo as the index has it.
  ///   - index: The index.
  /// - Throws: ``UnfinishedLanding`` where the index is one that a landing has yet to bring up to date;
  ///   ``UpstreamError`` where upstream isn't there to compare with.
  package init(of edge: EdgeRepo, in index: IndexFile) throws {
    if Intent.date(in: edge.workTreeState) != nil { throw UnfinishedLanding() }
    let classifier = edge.classifier
    let head = try edge.repository.head().commit.map { try edge.repository.commitTree($0) }
    upstream = edge.upstream.address
    if let submodule = edge.manifest.submodule {
      pin = edge.lock.pin.id
      strays = []
      let staged = try edge.repository.changes(in: index, against: head, under: [submodule])
      changes = staged.count
      edits =
        staged.isEmpty
        ? [] : Self.edits(of: submodule, edge.manifest, index.item(at: submodule), pin)
      return
    }
    let staged = try edge.repository.changes(in: index, against: head, under: classifier.roots)
    let pin = edge.lock.pin.id
    var edits: [Edit] = []
    var strays: [RepoPath] = []
    // Most commits touch nothing that is mapped, and need no upstream.
    let repository = staged.isEmpty ? nil : try edge.upstream.open()
    let pinned = try repository.map { try PinnedFiles(of: edge, in: $0) }
    let rules = try repository.flatMap { repository in
      try pinned.map { try RulesAtPin(edge.manifest, $0, in: repository) }
    }
    for change in staged {
      guard let pinned, let file = pinned.files[change.path] else {
        if change.kind == .added, classifier.edgeRule(of: change.path) == nil,
          try repository.map({ try !Self.isUpstreams(change.path, classifier, pin, $0) }) == true
        {
          strays.append(change.path)
        }
        continue
      }
      let item = index.item(at: change.path)
      if item == file.item { continue }
      // The manifest to be committed may have given the file away.
      guard
        let placement = try rules?.taken(at: change.path, known: file.upstreamPath).first
      else { continue }
      edits.append(
        Edit(
          drift: Drift(path: change.path, kind: Self.kind(of: change, item, file.item)),
          upstreamPath: file.upstreamPath, rule: placement.rule))
    }
    self.pin = pin
    changes = staged.count
    self.edits = edits.sorted { $0.drift.path < $1.drift.path }
    self.strays = strays.sorted()
  }

  /// The edit of a submodule that would be committed elsewhere than at the pin.
  private static func edits(
    of submodule: RepoPath, _ manifest: Manifest, _ item: TreeItem?, _ pin: ObjectID
  ) -> [Edit] {
    guard item != TreeItem(mode: .gitlink, id: pin), let mapping = manifest.mappings.first else {
      return []
    }
    return [
      Edit(
        drift: Drift(path: submodule, kind: item == nil ? .missing : .modified),
        upstreamPath: ".", rule: .mapping(name: mapping.name, line: mapping.line))
    ]
  }

  private static func kind(
    of change: WorkChange, _ item: TreeItem?, _ pinned: TreeItem
  ) -> Drift.Kind {
    guard let item else { return change.kind == .unmerged ? .modified : .missing }
    return item.id == pinned.id && item.mode.isRegular && pinned.mode.isRegular ? .mode : .modified
  }

  /// Whether upstream has a file at the pin that would stand at a path, left out or not.
  private static func isUpstreams(
    _ path: RepoPath, _ classifier: Classifier, _ pin: ObjectID, _ upstream: Repository
  ) throws -> Bool {
    let tree = try upstream.commitTree(pin)
    return try classifier.upstreamPaths(of: path).contains { source in
      guard let item = try upstream.item(at: source, in: tree) else { return false }
      return item.mode != .folder
    }
  }
}

/// The index isn't what HEAD is: a landing moved the branch and was cut short, or is at work now.
package struct UnfinishedLanding: ActionableError {
  /// What failed.
  package var what: SafeText { "a commit now could undo a sync" }
  /// Why it failed.
  package var why: SafeText { "a landing isn't finished, and the index is behind HEAD" }
  /// The next step.
  package var remedy: SafeText {
    "Run `edgesync status`, which finishes it, and commit again"
  }
  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .inTheWay }
}
