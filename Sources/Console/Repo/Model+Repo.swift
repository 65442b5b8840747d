import Doctor
import Git
import Rules
import Text

/// The edge repo: opening it, fetching, and looking at it again.
extension Model {
  /// Takes what is known of the edge repo.
  mutating func take(_ message: RepoMessage) -> [Effect] {
    switch message {
    case .opened(let summary, let reviewed): return opened(summary, reviewed)
    case .unfetched(let summary):
      self.summary = summary
      failure = nil
      activities[.opening] = nil
      activities[.fetching] = "fetching upstream for the first time"
      return [.repo(.fetch)]
    case .openFailed(let reason):
      activities[.opening] = nil
      failure = reason
      // What was read before isn't so any more.
      (summary, position) = (nil, nil)
      return [.repo(.examine)]
    case .examined(let diagnosis): self.diagnosis = diagnosis
    case .position(let position):
      self.position = position
      return show(pending: position.owed)
    case .positionFailed(let reason):
      return tell(title: "This repo's status can't be read", reason)
    case .changedOutside: return activities[.landing] == nil ? reload() : []
    case .edited(let path):
      if files.files.contains(where: { $0.path == path && $0.group == .synced }), notice == nil {
        notice = Notice(
          .warning, "\(path.text) is synced: what you change here is drift; change it upstream")
      }
      // The lens, and checks of the work tree, show what was saved.
      return reload()
    case .fetching(let text): activities[.fetching] = text
    case .fetched(let text):
      activities[.fetching] = nil
      notice = Notice(.done, text)
      return reload()
    case .fetchFailed(let reason):
      activities[.fetching] = nil
      return tell(title: "The fetch failed", reason)
    }
    return []
  }

  private mutating func opened(_ summary: RepoSummary, _ reviewed: Set<String>) -> [Effect] {
    let isSamePin = self.summary?.pin == summary.pin
    let isAllowed = self.summary?.runsChecks == true
    self.summary = summary
    // What was read before the answer was kept doesn't take it back.
    if isAllowed { self.summary?.runsChecks = true }
    self.reviewed = reviewed
    files.setReviewed(reviewed)
    failure = nil
    activities[.opening] = nil
    activities[.listing] = "listing commits"
    listing += 1
    let selected = commits.selected?.id
    if !isSamePin {
      dropFilter()
      commits = CommitList()
    }
    filters += 1
    commits.filtering?.lookAgain(as: filters)
    commits.lines.countAgain()
    commits.owed = summary.owedReviews.reversed()
    pendingSelection = selected
    freshRows = []
    commits.isComplete = false
    return [
      .commits(.list(listing)), .repo(.loadPosition), .commits(.loadVerdicts), .repo(.examine),
    ]
  }

  /// Fetches upstream, or stops the fetch.
  mutating func fetch() -> [Effect] {
    if activities[.fetching] != nil {
      notice = Notice(.warning, "stopping the fetch")
      return [.repo(.stopFetch)]
    }
    activities[.fetching] = "fetching upstream"
    return [.repo(.fetch)]
  }

  /// Starts looking at everything anew.
  mutating func reload() -> [Effect] {
    activities[.opening] = "reloading"
    files.remembered = [:]
    files.key = nil
    diff.set(diff.settings)
    validations = validations.filter(\.value.isRunning)
    verdicts = [:]
    return [.repo(.open)]
  }

  /// Seconds between looks at whether the repo was changed from outside.
  static let lookInterval = 2

  /// Looks whether the repo was changed from outside, where that may be and now and then, so that nothing
  /// shown is of a state that has gone.
  mutating func lookAgain() -> [Effect] {
    guard summary != nil, isTouched || now - lastLook >= Self.lookInterval,
      activities[.opening] == nil,
      activities[.landing] == nil
    else { return [] }
    lastLook = now
    isTouched = false
    return [.repo(.look)]
  }
}
