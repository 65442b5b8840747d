import Git
import Rules
import Terminal
import Text

/// The list of commits, and what follows from where its cursor is.
extension Model {
  /// Takes what is known of the commits.
  mutating func take(_ message: CommitsMessage) -> [Effect] {
    switch message {
    case .found(let rows, let listing): return listing == self.listing ? append(rows) : []
    case .counted(let counts, let first, let listing):
      guard listing == self.listing else { return [] }
      if freshRows == nil {
        commits.count(counts, from: first)
      } else {
        freshRows?.count(counts, from: first)
      }
    case .complete(let listing):
      guard listing == self.listing else { return [] }
      if let fresh = freshRows { replaceCommits(with: fresh) }
      // A filter may not have come to it yet.
      if commits.filtering == nil { pendingSelection = nil }
      commits.isComplete = true
      activities[.listing] = nil
      if let chosen, candidateRow == nil {
        self.chosen = nil
        if chosen != summary?.pin.id {
          notice = Notice(
            .warning, "\(chosen.short) isn't listed any more; the candidate follows the cursor")
        }
      }
      return candidateChanged()
    case .held(let holds, let listing):
      if listing == self.listing { commits.holds = holds }
    case .tagged(let tags, let listing):
      if listing == self.listing { commits.tags = tags }
    case .linesCounted(let counts, let listing):
      if listing == self.listing { commits.lines.take(counts) }
    case .matched(let taken, let ids, let pace, let filter):
      return take(taken, among: ids, pace, filter: filter)
    case .refused(let reason, let filter): return refuse(reason, filter: filter)
    case .verdicts(let known): verdicts.merge(known) { _, new in new }
    }
    return []
  }

  /// Adds commits to the list. A new listing takes the place of the old list once it has the commit under the cursor:
  /// the cursor, and a candidate that follows it, stay where they are.
  private mutating func append(_ rows: [CommitList.Row]) -> [Effect] {
    guard var fresh = freshRows else {
      keepingPlace { $0.all += rows }
      return candidateChanged()
    }
    fresh += rows
    let isFound = pendingSelection.map { id in rows.contains { $0.id == id } } ?? true
    if isFound || commits.rows.isEmpty {
      replaceCommits(with: fresh)
    } else {
      freshRows = fresh
    }
    return candidateChanged()
  }

  private mutating func replaceCommits(with rows: [CommitList.Row]) {
    freshRows = nil
    keepingPlace { $0.replace(with: rows) }
  }

  /// Changes which commits are listed; on the pin, or what is below it, the cursor stays there.
  private mutating func keepingPlace(_ change: (inout CommitList) -> Void) {
    let (below, hadRows) = (commits.cursor.index - commits.rows.count, !commits.rows.isEmpty)
    change(&commits)
    let place = below >= 0 && hadRows ? commits.rows.count + below : commits.cursor.index
    commits.cursor.move(to: place, count: commits.count)
    goToPending()
  }

  /// Asks for what belongs to the candidate and to what is looked at, if it isn't shown already.
  mutating func candidateChanged() -> [Effect] {
    guard let candidate, let pointed else { return [] }
    // What an emergency took is told whole: from the pin before it. Alone, a commit is the one that is looked at.
    // Pending overrides are told at the pin.
    let owed = commits.selectedOwed
    let isPending = owed != nil || commits.selectedOverride != nil
    let key = FileList.Key(
      candidate: isPending || scope == .commitAlone ? pointed : candidate,
      scope: isPending ? .sincePin : scope, from: owed?.from)
    var effects: [Effect] = []
    if validations[candidate] == nil, let summary {
      validations[candidate] = Validation(summary.checks)
      let isTaken = chosen == nil && commits.isPendingSelected
      if candidate != summary.pin.id, !isTaken { effects.append(loadKnownChecks(of: candidate)) }
    }
    guard files.key != key else {
      followOverride()
      return effects
    }
    files.key = key
    files.failure = nil
    if key.candidate == summary?.pin.id, key.scope == .sincePin, owed == nil,
      commits.overrides.isEmpty
    {
      // Nothing lies between the pin and itself.
      return effects + show([], for: key)
    }
    if files.remembered[key] != nil { effects.append(.showRememberedFiles(key)) }
    return effects + [.loadFiles(key)]
  }

  /// Asks for the lines of the commits that are seen, where their rows have room for them.
  mutating func countLinesAhead() -> [Effect] {
    let layout = Layout(self)
    var seen: ArraySlice<CommitList.Row> = []
    if let pane = layout.panes[.commits], CommitsView.hasLines(in: pane.inset().width) {
      // As it will be drawn.
      var cursor = commits.cursor
      let visible = layout.rows(of: .commits)
      cursor.settle(count: commits.count, visible: visible)
      seen = commits.rows.dropFirst(cursor.first).prefix(visible)
    }
    return commits.lines.question(among: seen.lazy.map(\.id))
      .map { [.commits(.countLines($0, listing: listing))] } ?? []
  }

  /// Makes the commit under the cursor the candidate, or lets the candidate follow the cursor again.
  mutating func choose() -> [Effect] {
    guard let row = commits.selected else {
      notice = Notice(.warning, "go to a commit past the pin first")
      return []
    }
    chosen = chosen == row.id ? nil : row.id
    notice = Notice(
      .done,
      chosen == nil
        ? "the candidate follows the cursor again"
        : "\(row.id.short) is the candidate; reading others doesn't change that")
    return candidateChanged()
  }

  /// Goes to a commit of the list, or to the pin; the candidate stays what it is.
  mutating func go(toCommit id: ObjectID) -> [Effect] {
    let isPin = id == summary?.pin.id
    guard isPin || commits.isListed(id) else {
      notice = Notice(.warning, "\(id.short) isn't listed here")
      return []
    }
    var effects: [Effect] = []
    // A filter may leave it out.
    if !isPin, !commits.rows.contains(where: { $0.id == id }) { effects += showAllCommits() }
    if chosen == nil, let candidate, candidate != id, commits.isListed(candidate) {
      chosen = candidate
      notice = Notice(.done, "\(candidate.short) stays the candidate")
    }
    focus = .commits
    let row = isPin ? commits.rows.count : commits.rows.firstIndex { $0.id == id }
    return effects + (row.map { select($0, in: .commits) } ?? [])
  }

  /// The pin as a row, for a sync at the same pin after the manifest has changed.
  var pinRow: CommitList.Row? {
    guard let pin = summary?.pin else { return nil }
    return CommitList.Row(
      id: pin.id, parent: nil, time: pin.date, author: "", subject: SafeText(pin.subject),
      counts: GroupCounts())
  }

  /// What a commit's mark as reviewed is kept by.
  static func reviewKey(of commit: ObjectID) -> String { "commit \(commit.hex)" }
}
