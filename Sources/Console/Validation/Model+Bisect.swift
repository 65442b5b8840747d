import Git
import Text

/// Searching for the commit that broke the checks.
extension Model {
  /// Searches up to the candidate, or stops the search.
  mutating func startBisect() -> [Effect] {
    if bisect != nil {
      notice = Notice(.warning, "stopping the search")
      return [.checks(.stop)]
    }
    guard let tip = candidateRow?.id else { return [] }
    // Any of those up to it may be tried.
    let candidates = commits.all.map(\.id).drop { $0 != tip }
    return onceAllowed(summary?.checks ?? [], on: Array(candidates)) { model in
      model.bisect = Bisect(tip: tip, candidate: tip, left: 0)
      model.activities[.checking] = "searching for what broke the checks"
      return [.checks(.bisect(to: tip))]
    }
  }

  /// Takes what came of a search.
  mutating func take(_ message: BisectMessage) -> [Effect] {
    switch message {
    case .step(let step): bisect = step
    case .done(let newestPassing, let title, let lines):
      let isStillThere = candidate == bisect?.tip
      endBisect()
      overlays.append(TextScreen(.message(title: title, lines)))
      // The one to take is the candidate then, unless a person has gone on meanwhile.
      if isStillThere, let newestPassing,
        commits.isListed(newestPassing)
      {
        // It may be one that isn't shown.
        dropFilter()
        let index = commits.rows.firstIndex { $0.id == newestPassing } ?? 0
        commits.cursor.move(to: index, count: commits.count)
        if chosen != nil { chosen = newestPassing }
      }
      return candidateChanged() + (candidate.map { [loadKnownChecks(of: $0)] } ?? [])
    case .stopped:
      endBisect()
      notice = Notice(
        .done,
        "the search is stopped; \(configuration.keys.hint(.bisect)) goes on with what is known")
    case .failed(let reason):
      endBisect()
      return tell(title: "The search for what broke the checks ended", reason)
    }
    return []
  }

  private mutating func endBisect() {
    bisect = nil
    activities[.checking] = nil
  }
}
