import Checks
import Git
import Journal
import Rules
import Terminal
import Text

extension Model {
  /// Takes what a piece of work brought.
  mutating func take(_ message: Message) -> [Effect] {
    switch message {
    case .opened(let summary, let reviewed): return opened(summary, reviewed)
    case .unfetched(let summary):
      self.summary = summary
      failure = nil
      activities[.opening] = nil
      activities[.fetching] = "fetching upstream for the first time"
      return [.fetch]
    case .openFailed(let reason):
      activities[.opening] = nil
      failure = reason
      // What was read before isn't so any more.
      (summary, position) = (nil, nil)
      return []
    case .commits(let rows, let listing):
      return listing == self.listing ? append(rows) : []
    case .commitCounts(let counts, let first, let listing):
      if listing == self.listing { commits.count(counts, from: first) }
      return []
    case .commitsComplete(let listing):
      guard listing == self.listing else { return [] }
      commits.isComplete = true
      activities[.listing] = nil
      return candidateChanged()
    case .position(let position):
      self.position = position
      return []
    case .positionFailed(let reason):
      return tell(title: "This repo's status can't be read", reason)
    case .filesWithoutRenames(let key, let changes):
      return key == files.key && key != files.shownKey
        ? show(changes, for: key, withRenames: false) : []
    case .files(let key, let changes):
      files.remember(changes, for: key)
      return key == files.key ? show(changes, for: key) : []
    case .filesFailed(let key, let reason):
      if key == files.key {
        files.failure = reason
        files.show([], for: key)
        diff.show(note: reason, of: nil)
      }
      return []
    case .counts(let key, let counts):
      if key == files.shownKey { files.count(counts) }
      return []
    case .diff(let change, let patch):
      guard change == diff.change else { return [] }
      let isSameFile = diff.shownChange?.path == change.path
      let (first, left) = (diff.first, diff.left)
      diff.show(patch, of: change)
      // The same file of another candidate stays where it was read.
      if isSameFile {
        diff.left = left
        scrollDiff(to: first)
      }
      findInDiff()
      return []
    case .diffFailed(let change, let reason):
      if change == diff.change { diff.show(note: reason, of: change) }
      return []
    case .changedOutside: return activities[.landing] == nil ? reload() : []
    case .holds(let holds, let listing):
      if listing == self.listing { commits.holds = holds }
      return []
    case .urgentPlan, .urgentRefused, .urgentCheck: return takeUrgent(message)
    case .reverted(let commit, let revert):
      if case .hold(var dialog) = overlays.last, dialog.commit.id == commit, dialog.hold == nil {
        dialog.revert = revert
        replaceOverlay(.hold(dialog))
      }
      return []
    case .lockChanged, .lockChangeFailed: return takeLockChange(message)
    case .knownChecks, .checking, .check, .checksEnded: return takeChecks(message)
    case .verdicts, .bisecting, .bisected, .bisectStopped, .bisectFailed:
      return takeBisect(message)
    case .plan, .planRefused, .landed, .landedBehind, .landFailed: return takeSync(message)
    default: return takeOther(message)
    }
  }

  private mutating func opened(_ summary: RepoSummary, _ reviewed: Set<String>) -> [Effect] {
    let isSamePin = self.summary?.pin == summary.pin
    let isAllowed = self.summary?.runsChecks == true
    self.summary = summary
    // What was read before the answer was kept doesn't take it back.
    if isAllowed { self.summary?.runsChecks = true }
    self.reviewed = reviewed
    failure = nil
    activities[.opening] = nil
    activities[.listing] = "listing commits"
    listing += 1
    let selected = commits.selected?.id
    if !isSamePin { commits = CommitList() }
    commits.owed = summary.owedReviews.reversed()
    pendingSelection = selected
    freshRows = []
    commits.isComplete = false
    return [.listCommits(listing: listing), .loadPosition, .loadVerdicts]
  }

  /// Adds commits to the list; the first page of a listing takes the place of the old list.
  private mutating func append(_ rows: [CommitList.Row]) -> [Effect] {
    if let fresh = freshRows {
      commits.replace(with: fresh + rows)
      freshRows = nil
    } else {
      commits.rows += rows
    }
    let visible = Layout(self).rows(of: .commits)
    if let id = pendingSelection, let index = commits.rows.firstIndex(where: { $0.id == id }) {
      commits.cursor.move(to: index, count: commits.count, visible: visible)
      pendingSelection = nil
    }
    commits.cursor.show(count: commits.count, visible: visible)
    return candidateChanged()
  }

  private mutating func takeChecks(_ message: Message) -> [Effect] {
    switch message {
    case .knownChecks(let candidate, let tree, let results):
      guard validations[candidate]?.isRunning == false else { return [] }
      forget(candidate, unless: tree)
      for result in results { validations[candidate]?.take(.finished(result), now: now) }
    case .checking(let candidate, let tree): forget(candidate, unless: tree)
    case .check(let candidate, let progress):
      validations[candidate]?.take(progress, now: now)
    case .checksEnded(let candidate, let failure):
      activities[.checking] = nil
      validations[candidate]?.end()
      if let failure { return tell(title: "The checks couldn't run", failure) }
      announceChecks(of: candidate)
    default: break
    }
    return []
  }

  /// Forgets what is known of a candidate's checks if it belongs to another tree than the one that would
  /// land now: a result is never shown for a tree it isn't of.
  ///
  /// - Returns: Whether something was forgotten.
  @discardableResult
  private mutating func forget(_ candidate: ObjectID, unless tree: ObjectID) -> Bool {
    guard let known = validations[candidate], let summary else { return false }
    validations[candidate]?.tree = tree
    guard let old = known.tree, old != tree else { return false }
    var fresh = Validation(summary.checks)
    fresh.tree = tree
    if known.isRunning { fresh.begin(nil) }
    validations[candidate] = fresh
    return true
  }

  private mutating func announceChecks(of candidate: ObjectID) {
    guard let validation = validations[candidate] else { return }
    let (failed, missing) = (validation.failed, validation.missing)
    if !failed.isEmpty {
      let names = failed.map { SafeText($0.name) }.joined(separator: ", ")
      let key = configuration.keys.hint(.validation)
      notice = Notice(.failure, "\(candidate.short): \(names) failed; \(key) shows why")
    } else if !missing.isEmpty {
      notice = Notice(
        .warning,
        "\(candidate.short): \(counted(validation.passed, "check")) passed, \(missing.count) not run"
      )
    } else {
      notice = Notice(.done, "\(candidate.short): \(counted(validation.passed, "check")) passed")
    }
  }

  private mutating func takeSync(_ message: Message) -> [Effect] {
    switch message {
    case .plan(let candidate, let plan, let tree):
      withPinDialog(of: candidate) { $0.plan = .ready(plan) }
      if validations[candidate]?.isRunning == false, forget(candidate, unless: tree) {
        return [loadKnownChecks(of: candidate)]
      }
    case .planRefused(let candidate, let reason, let isFollowable):
      withPinDialog(of: candidate) { dialog in
        dialog.plan = .refused(reason)
        dialog.isFollowable = isFollowable
      }
    case .landed(let title, let lines):
      activities[.landing] = nil
      overlays = [.text(TextScreen(.message(title: title, lines)))]
      return reload()
    case .landedBehind(let reason):
      activities[.landing] = nil
      overlays = []
      return tell(title: "It landed, but the work tree is behind", reason) + reload()
    case .landFailed(let reason):
      activities[.landing] = nil
      overlays.removeAll { overlay in
        switch overlay {
        case .pin, .urgent: true
        default: false
        }
      }
      return tell(title: "Nothing landed", reason) + [.loadPosition]
    default: break
    }
    return []
  }

  private mutating func takeOther(_ message: Message) -> [Effect] {
    switch message {
    case .progress(let activity, let text): activities[activity] = text
    case .fetched(let text):
      activities[.fetching] = nil
      notice = Notice(.done, text)
      return reload()
    case .fetchFailed(let reason):
      activities[.fetching] = nil
      return tell(title: "The fetch failed", reason)
    case .events(let events):
      withChangelog { $0.events = events }
    case .commit(let commit):
      withTexts { content in
        if case .commit(let row, _) = content, row.id == commit.id {
          content = .commit(row, commit)
        }
      }
    case .eventDetail(let detail):
      withTexts { content in
        if case .event(let event, _) = content, event.id == detail.event {
          content = .event(event, detail)
        }
      }
    case .status(let status):
      withTexts { content in
        if case .status = content { content = .status(status) }
      }
    case .edited(let path):
      if files.files.contains(where: { $0.path == path && $0.group == .synced }), notice == nil {
        notice = Notice(
          .warning, "\(path.text) is synced: what you change here is drift; change it upstream")
      }
      return [.loadPosition]
    case .theme(let theme): self.theme = theme
    case .notice(let notice): self.notice = notice
    case .failed(let title, let reason): return tell(title: title, reason)
    default: break
    }
    return []
  }

  /// Says something that has to be read whole.
  mutating func tell(title: SafeText, _ text: SafeText) -> [Effect] {
    // What keeps two things from being known is said once.
    for case .text(let screen) in overlays {
      if case .message(_, [Line(text)]) = screen.content { return [] }
    }
    overlays.append(.text(TextScreen(.message(title: title, [Line(text)]))))
    return []
  }

  /// Changes the pin dialog of a candidate, if it is open.
  mutating func withPinDialog(of candidate: ObjectID? = nil, _ change: (inout PinDialog) -> Void) {
    for index in overlays.indices {
      if case .pin(var dialog) = overlays[index],
        candidate == nil || dialog.candidate.id == candidate
      {
        change(&dialog)
        overlays[index] = .pin(dialog)
      }
    }
  }

  /// Changes what the texts that are open are about.
  private mutating func withTexts(_ change: (inout TextScreen.Content) -> Void) {
    for index in overlays.indices {
      guard case .text(var screen) = overlays[index] else { continue }
      change(&screen.content)
      overlays[index] = .text(screen)
    }
  }

  /// Changes the changelog, if it is open.
  mutating func withChangelog(_ change: (inout ChangelogScreen) -> Void) {
    for index in overlays.indices {
      if case .changelog(var screen) = overlays[index] {
        change(&screen)
        overlays[index] = .changelog(screen)
      }
    }
  }
}
