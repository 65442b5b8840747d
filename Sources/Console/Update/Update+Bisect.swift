import Git
import Text

extension Model {
  /// Searches for the commit that broke the checks, up to the one under the cursor, or stops the search.
  mutating func startBisect() -> [Effect] {
    if bisect != nil {
      notice = Notice(.warning, "stopping the search")
      return [.stopChecks]
    }
    guard let tip = commits.selected?.id else { return [] }
    // Any of those up to it may be tried.
    let candidates = commits.rows.map(\.id).drop { $0 != tip }
    return onceAllowed(summary?.checks ?? [], on: Array(candidates)) { model in
      model.bisect = Bisect(tip: tip, candidate: tip, left: 0)
      model.activities[.checking] = "searching for what broke the checks"
      return [.bisect(to: tip)]
    }
  }

  /// Takes what came of a search.
  mutating func takeBisect(_ message: Message) -> [Effect] {
    switch message {
    case .bisecting(let step): bisect = step
    case .verdicts(let known): verdicts.merge(known) { _, new in new }
    case .bisected(let newestPassing, let title, let lines):
      let isStillThere = commits.selected?.id == bisect?.tip
      endBisect()
      overlays.append(.text(TextScreen(.message(title: title, lines))))
      // The one to take is under the cursor then, unless a person has gone on meanwhile.
      if isStillThere, let newestPassing,
        let index = commits.rows.firstIndex(where: { $0.id == newestPassing })
      {
        commits.cursor.move(
          to: index, count: commits.count, visible: Layout(self).rows(of: .commits))
      }
      return candidateChanged() + (candidate.map { [loadKnownChecks(of: $0)] } ?? [])
    case .bisectStopped:
      endBisect()
      notice = Notice(
        .done,
        "the search is stopped; \(configuration.keys.hint(.bisect)) goes on with what is known")
    case .bisectFailed(let reason):
      endBisect()
      return tell(title: "The search for what broke the checks ended", reason)
    default: break
    }
    return []
  }

  private mutating func endBisect() {
    bisect = nil
    activities[.checking] = nil
  }
}
