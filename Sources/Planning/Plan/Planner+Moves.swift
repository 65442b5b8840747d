import Git
import Rules
import Text
import Upstream

extension Planner {
  /// Upstream's history, settled for a candidate. What upstream's branch has by now is no slip of the manifest's, though
  /// an earlier candidate has it elsewhere, or not yet.
  func history(to candidate: ObjectID) throws -> History {
    let tip = try? edge.upstream.tip(in: upstream)
    return try edge.history(in: upstream, to: [candidate] + [tip].compactMap(\.self))
  }

  /// The planner whose mappings take their files from where they stand in a candidate.
  ///
  /// - Parameters:
  ///   - history: A history that is settled for the candidate.
  ///   - isWanted: Whether mappings are to go with their files, in the manifest too.
  /// - Throws: ``SourceError/moved(_:candidate:)`` where they would have to and that isn't wanted, or their files
  ///   stand at no one place.
  func following(
    _ candidate: ObjectID, _ history: History, isWanted: Bool
  ) throws -> Planner {
    let missing = try edge.missingSources(at: candidate, in: upstream, history)
    if missing.isEmpty { return self }
    var places: [Int: RepoPath] = [:]
    for source in missing { places[source.mapping] = source.place }
    guard isWanted, places.count == missing.count else {
      throw SourceError.moved(missing, candidate: candidate)
    }
    guard let head = try edge.repository.head().commit,
      let item = try edge.repository.item(
        at: RepoPath(Manifest.fileName), in: edge.repository.commitTree(head)),
      item.mode.isRegular
    else { throw PlanError.inTheWay([.notCommitted(RepoPath(Manifest.fileName))]) }
    let edit = try ManifestEdit(
      OwnFile.manifest.read(item.id, in: edge.repository), of: edge.manifest, to: places)
    return Planner(edge, upstream, Classifier(edit.manifest), edit)
  }

  /// Refuses a plan that takes all of a mapping's files away, though something else is left where they stood: they
  /// went somewhere, or the mapping is over. A manifest may stop taking them.
  func refuseEmptied(_ plan: Plan, _ candidate: ObjectID) throws {
    let mappings = edge.manifest.mappings
    let emptied = mappings.indices.filter { index in
      edge.lock.mappings.contains { $0.name == mappings[index].name && $0.files > 0 }
        && plan.lock.mappings[index].files == 0
    }
    if emptied.isEmpty { return }
    let rules = try RulesAtPin(
      edge.manifest, PinnedFiles(of: edge, in: upstream), in: upstream)
    let projector = Projector(upstream, rules.classifier)
    let sources = try emptied.compactMap { index -> EmptiedSource? in
      let files = try projector.project(index, of: rules.tree).files
      if files == 0 { return nil }
      return EmptiedSource(
        from: mappings[index].from, line: mappings[index].fromLine, files: files)
    }
    if !sources.isEmpty { throw SourceError.emptied(sources, candidate: candidate) }
  }
}
