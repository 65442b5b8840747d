import Git
import Rules
import Terminal
import Text

extension Model {
  /// Does what a key is for, where the keys are now.
  mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    wasAskedToLeave = asksToLeave
    asksToLeave = false
    if search?.isTyping == true { return typeSearch(key) }
    if let overlay = overlays.last { return press(key, in: overlay) }
    guard let action = configuration.keys.action(for: key, in: .main) else { return [] }
    return perform(action)
  }

  /// Takes pasted text where text is typed; elsewhere it is nothing.
  mutating func paste(_ text: String) -> [Effect] {
    let line = String(text.prefix { !$0.isNewline })
    if search?.isTyping == true {
      search?.query += line
      return searchChanged()
    }
    switch overlays.last {
    case .palette(var palette):
      palette.query += line
      palette.cursor = ListCursor()
      replaceOverlay(.palette(palette))
    case .pin(var dialog) where dialog.reasonInput != nil:
      dialog.reasonInput? += line
      replaceOverlay(.pin(dialog))
    case .urgent(var dialog) where dialog.reasonInput != nil:
      dialog.reasonInput? += line
      replaceOverlay(.urgent(dialog))
    case .hold(var dialog) where dialog.hold == nil && !dialog.isLanding:
      dialog.reason += line
      replaceOverlay(.hold(dialog))
    default: break
    }
    return []
  }

  /// Does an action of the main screen, or says why it can't be done.
  mutating func perform(_ action: Action) -> [Effect] {
    if let blocker = action.blocker(in: self) {
      notice = Notice(.warning, "\(action.title): \(blocker)")
      return []
    }
    switch action {
    case .up, .down, .pageUp, .pageDown, .halfUp, .halfDown, .top, .bottom: return move(action)
    case .left, .right: return moveSideways(action)
    case .nextPane, .previousPane, .commits, .files, .diff, .validation: return moveFocus(action)
    case .open: return open()
    case .back: return back()
    case .quit: return quit()
    case .find: startSearch()
    case .findNext: return find(forward: true)
    case .findPrevious: return find(forward: false)
    case .nextFile: return moveFile(by: 1)
    case .previousFile: return moveFile(by: -1)
    case .nextHunk: moveHunk(forward: true)
    case .previousHunk: moveHunk(forward: false)
    case .scope:
      scope = scope == .sincePin ? .commitAlone : .sincePin
      return candidateChanged()
    case .fold: return fold()
    case .reviewed: return markReviewed()
    case .copy: return copySelected()
    case .edit:
      guard let path = files.selected?.path else { return [] }
      return [.edit(path, line: firstVisibleLine)]
    default: return performScreen(action)
    }
    return []
  }

  /// Does an action that opens a screen or starts work.
  private mutating func performScreen(_ action: Action) -> [Effect] {
    switch action {
    case .message:
      if let review = commits.selectedOwed { return open(review) }
      guard let row = commits.selected ?? pinRow else { return [] }
      overlays.append(.text(TextScreen(.commit(row, nil))))
      return [.loadCommit(row.id)]
    case .validate: return candidate.map { validate($0, only: nil) } ?? []
    case .chooseChecks:
      let names = summary?.checks.map(\.name) ?? []
      overlays.append(.choose(CheckChooser(names: names, chosen: Set(names))))
    case .bisect: return startBisect()
    case .pin:
      guard let row = commits.selected ?? pinRow else { return [] }
      overlays.append(.pin(PinDialog(row)))
      return [loadPlan(to: row.id)]
    case .emergency: return openEmergency()
    case .recover: return openRecovery()
    case .hold: return openHold()
    case .owed: return goToOwed()
    case .acknowledge: return openOwed()
    case .fetch:
      if activities[.fetching] != nil {
        notice = Notice(.warning, "stopping the fetch")
        return [.stopFetch]
      }
      activities[.fetching] = "fetching upstream"
      return [.fetch]
    case .reload: return reload()
    case .changelog:
      overlays.append(.changelog(ChangelogScreen()))
      return [.loadEvents]
    case .status:
      overlays.append(.text(TextScreen(.status(nil))))
      return [.loadStatus]
    case .themes:
      var picker = ThemePicker(names: themeNames, previous: configuration.theme)
      let index = themeNames.firstIndex(of: configuration.theme) ?? 0
      picker.cursor.move(to: index, count: themeNames.count, visible: themeNames.count)
      overlays.append(.themes(picker))
    case .palette: overlays.append(.palette(Palette()))
    case .help: overlays.append(.text(TextScreen(.help)))
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: break
    }
    return []
  }

  /// Shows what an emergency took that is owed a review.
  private mutating func open(_ review: Lock.OwedReview) -> [Effect] {
    let event = review.event
    overlays.append(.text(TextScreen(.event(event, nil))))
    return [.loadEvent(event)]
  }

  /// The pin as a row, for a sync at the same pin after the manifest has changed.
  private var pinRow: CommitList.Row? {
    guard let pin = summary?.pin else { return nil }
    return CommitList.Row(
      id: pin.id, parent: nil, time: pin.date, author: "", subject: SafeText(pin.subject),
      counts: GroupCounts())
  }

  // MARK: Moves

  private mutating func move(_ action: Action) -> [Effect] {
    let rows = Layout(self).rows(of: focus)
    switch focus {
    case .commits:
      move(&commits.cursor, action, count: commits.count, visible: rows)
      return candidateChanged()
    case .files:
      move(&files.cursor, action, count: files.rows.count, visible: rows)
      return fileChanged()
    case .diff:
      let page = max(1, rows - 1)
      let target =
        switch action {
        case .up: diff.first - 1
        case .down: diff.first + 1
        case .pageUp: diff.first - page
        case .pageDown: diff.first + page
        case .halfUp: diff.first - rows / 2
        case .halfDown: diff.first + rows / 2
        case .top: 0
        default: diff.rows.count
        }
      scrollDiff(to: target)
      return []
    case .validation:
      move(
        &validationCursor, action, count: validation?.rows.count ?? 0, visible: rows)
      return []
    }
  }

  /// Moves a list's cursor as an action says.
  func move(_ cursor: inout ListCursor, _ action: Action, count: Int, visible: Int) {
    let page = max(1, visible - 1)
    switch action {
    case .up: cursor.move(by: -1, count: count, visible: visible)
    case .down: cursor.move(by: 1, count: count, visible: visible)
    case .pageUp: cursor.move(by: -page, count: count, visible: visible)
    case .pageDown: cursor.move(by: page, count: count, visible: visible)
    case .halfUp: cursor.move(by: -max(1, visible / 2), count: count, visible: visible)
    case .halfDown: cursor.move(by: max(1, visible / 2), count: count, visible: visible)
    case .top: cursor.move(to: 0, count: count, visible: visible)
    case .bottom: cursor.move(to: count - 1, count: count, visible: visible)
    default: break
    }
  }

  private mutating func moveSideways(_ action: Action) -> [Effect] {
    if focus == .diff {
      if action == .right {
        diff.left += 8
      } else if diff.left > 0 {
        diff.left = max(0, diff.left - 8)
      } else {
        focus = .files
      }
      return []
    }
    if focus == .validation { return [] }
    let next = Pane(rawValue: focus.rawValue + (action == .right ? 1 : -1))
    if let next, next != .validation { focus = next }
    return []
  }

  private mutating func moveFocus(_ action: Action) -> [Effect] {
    let panes = Pane.allCases
    switch action {
    case .nextPane: focus = panes[(focus.rawValue + 1) % panes.count]
    case .previousPane: focus = panes[(focus.rawValue + panes.count - 1) % panes.count]
    case .commits: focus = .commits
    case .files: focus = .files
    case .diff: focus = .diff
    default: focus = .validation
    }
    isValidationOpen = focus == .validation
    fitLists()
    return []
  }

  /// Goes to another file from inside the diff.
  private mutating func moveFile(by step: Int) -> [Effect] {
    let rows = files.rows
    var index = files.cursor.index + step
    while index >= 0, index < rows.count {
      if case .file = rows[index] {
        files.cursor.move(to: index, count: rows.count, visible: Layout(self).rows(of: .files))
        return fileChanged()
      }
      index += step
    }
    notice = Notice(.warning, step > 0 ? "this is the last file" : "this is the first file")
    return []
  }

  private mutating func moveHunk(forward: Bool) {
    let hunks = diff.rows.indices.filter { index in
      if case .hunk = diff.rows[index] { return true }
      return false
    }
    let next =
      forward ? hunks.first { $0 > diff.first } : hunks.last { $0 < diff.first }
    if let next { scrollDiff(to: next) }
  }

  // MARK: Open and back

  private mutating func open() -> [Effect] {
    switch focus {
    case .commits:
      focus = .files
    case .files:
      guard files.cursor.index < files.rows.count else { return [] }
      if case .heading = files.rows[files.cursor.index] { return fold() }
      focus = .diff
    case .diff: break
    case .validation:
      guard let candidate, let rows = validation?.rows, validationCursor.index < rows.count else {
        return []
      }
      let name = rows[validationCursor.index].name
      overlays.append(.text(TextScreen(.log(check: name, candidate: candidate))))
    }
    fitLists()
    return []
  }

  private mutating func back() -> [Effect] {
    if search != nil {
      search = nil
      diff.matches = []
      return []
    }
    switch focus {
    case .commits: break
    case .files: focus = .commits
    case .diff: focus = .files
    case .validation:
      focus = .commits
      isValidationOpen = false
    }
    fitLists()
    return []
  }

  private mutating func quit() -> [Effect] {
    guard focus == .commits else { return back() }
    if activities[.landing] != nil { return leaveLanding() }
    isQuitting = true
    return activities[.checking] == nil ? [] : [.stopChecks]
  }

  /// Leaves while a sync lands, where it was asked for twice in a row.
  mutating func leaveLanding() -> [Effect] {
    guard wasAskedToLeave else {
      asksToLeave = true
      notice = Notice(
        .warning,
        "a sync is landing; press again to leave: the next run finishes it")
      return []
    }
    isQuitting = true
    return []
  }

  // MARK: Things done to what is selected

  private mutating func fold() -> [Effect] {
    let rows = files.rows
    guard focus == .files, files.cursor.index < rows.count else { return [] }
    let group: FileGroup
    switch rows[files.cursor.index] {
    case .heading(let heading): group = heading
    case .file(let index): group = files.files[index].group
    }
    files.fold(group)
    let heading = files.rows.firstIndex(of: .heading(group)) ?? 0
    files.cursor.move(
      to: heading, count: files.rows.count, visible: Layout(self).rows(of: .files))
    return fileChanged()
  }

  private mutating func markReviewed() -> [Effect] {
    let key: String
    if focus == .commits {
      if commits.selectedOwed != nil { return perform(.acknowledge) }
      guard let row = commits.selected else { return [] }
      key = Self.reviewKey(of: row.id)
    } else {
      guard let file = files.selected else { return [] }
      key = file.reviewKey
    }
    let isReviewed = !reviewed.contains(key)
    if isReviewed { reviewed.insert(key) } else { reviewed.remove(key) }
    var effects: [Effect] = [.setReviewed(key, isReviewed)]
    // On to the next, as one reads.
    if isReviewed {
      effects += focus == .commits ? move(.down) : focus == .files ? moveFile(by: 1) : []
      notice = nil
    }
    return effects
  }

  private mutating func copySelected() -> [Effect] {
    let text: String
    if focus == .commits {
      guard let candidate else { return [] }
      text = candidate.hex
    } else {
      guard let file = files.selected else { return [] }
      text = file.shownPath.lineText
    }
    notice = Notice(.done, "copied \(text)")
    return [.copy(text)]
  }

  /// The line of the newer file at the top of the diff, for an editor to open at.
  private var firstVisibleLine: Int? {
    diff.rows.dropFirst(diff.first).lazy.compactMap { row in
      if case .line(let index) = row { return self.diff.patch?.lines[index].newNumber }
      return nil
    }.first
  }
}
