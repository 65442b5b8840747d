import Git
import Rules
import Terminal
import Text

extension Model {
  /// Does what a key is for, where the keys are now.
  mutating func press(_ key: Key) -> [Effect] {
    if let keys = key.withoutAlt(where: takesAsOne(key)) { return keys.flatMap { press($0) } }
    if redraws(key) { return [.screen(.redraw)] }
    wasAskedToLeave = asksToLeave
    asksToLeave = false
    if search?.isTyping == true { return typeSearch(key) }
    if overlays.last?.isTyping == true { return typeInTop(key) }
    guard let action = action(for: key) else {
      notice = unused(key)
      return []
    }
    return overlays.isEmpty ? perform(action) : performInTop(action)
  }

  /// Whether a key has the screen drawn anew, whatever is open.
  func redraws(_ key: Key) -> Bool {
    let isTyping = search?.isTyping == true || overlays.last?.isTyping == true
    return configuration.keys.keys(of: .redraw).contains(key) && !(isTyping && TextInput.takes(key))
  }

  /// What is said of a key that does nothing where the keys are now.
  private func unused(_ key: Key) -> Notice {
    let keys = configuration.keys
    if !overlays.isEmpty, let action = keys.action(for: key, in: focus.context) {
      return Notice(.warning, "\(action.title): \(keys.hint(.back)) goes back first")
    }
    return Notice(
      .warning, "\(SafeText(key.name)) does nothing here; \(keys.hint(.help)) lists the keys")
  }

  /// The action that a key is for, where the keys are now; nil where it is text or does nothing.
  func action(for key: Key) -> Action? {
    if search?.isTyping == true { return nil }
    let keys = configuration.keys
    guard let overlay = overlays.last else { return keys.action(for: key, in: focus.context) }
    if overlay.isTyping { return nil }
    // On the status screen, what it lists can be acknowledged.
    if overlay.context == .status, keys.keys(of: .acknowledge).contains(key) { return .acknowledge }
    return keys.action(for: key, in: overlay.context)
  }

  /// Takes pasted text where text is typed; elsewhere it is nothing.
  mutating func paste(_ text: String) -> [Effect] {
    let line = String(text.prefix { !$0.isNewline })
    guard search?.isTyping == true else { return pasteInTop(line) }
    search?.input.insert(line)
    return searchChanged()
  }

  /// Whether a key with alt means something here; else it is the two keys that a terminal sends for it.
  private func takesAsOne(_ key: Key) -> Bool {
    if search?.isTyping == true || overlays.last?.isTyping == true { return TextInput.edits(key) }
    return Action.allCases.contains { configuration.keys.keys(of: $0).contains(key) }
  }

  /// Does an action of the main screen, or says why it can't be done.
  mutating func perform(_ action: Action) -> [Effect] {
    if let blocker = action.blocker(in: self) {
      notice = Notice(.warning, "\(action.title): \(blocker)")
      return []
    }
    switch action {
    case .up, .down, .pageUp, .pageDown, .halfUp, .halfDown, .top, .bottom:
      return action.movement.map { move($0) } ?? []
    case .left: moveLeft()
    case .right: moveRight()
    case .nextPane: if !turnLens() { moveFocus(by: 1) }
    case .previousPane: moveFocus(by: -1)
    case .commits: moveFocus(to: .commits)
    case .files: moveFocus(to: .files)
    case .diff: moveFocus(to: .diff)
    case .validation: moveFocus(to: .validation)
    case .open: return open()
    case .back: return back()
    case .quit: return quit()
    case .find: startSearch()
    case .findNext: return find(forward: true)
    case .findPrevious: return find(forward: false)
    case .filter: overlays.append(FilterPrompt(input(for: .filter)))
    case .fileCommits: return listCommitsOfFile()
    case .whereFrom: return askWhereFrom()
    case .nextFile: moveFile(by: 1)
    case .previousFile: moveFile(by: -1)
    case .nextHunk: moveHunk(forward: true)
    case .previousHunk: moveHunk(forward: false)
    case .scope:
      scope = scope == .sincePin ? .commitAlone : .sincePin
      return candidateChanged()
    case .fold: return fold()
    case .candidate: return choose()
    case .pageOn: return move(.pageDown)
    case .zoom: isZoomed.toggle()
    case .widenLists: resizeLists(by: 4)
    case .narrowLists: resizeLists(by: -4)
    case .layout: chooseLayout()
    case .wrap:
      diff.isWrapped.toggle()
      diff.left = 0
      notice = Notice(.done, diff.isWrapped ? "lines are wrapped" : "lines are cut at the edge")
    case .blanks:
      setDiff { $0.ignoresBlanks.toggle() }
      notice = Notice(
        .done,
        diff.settings.ignoresBlanks
          ? "changes of blanks are left out" : "changes of blanks are shown")
    case .moreContext: setContext { $0 < 3 ? $0 + 1 : $0 * 2 }
    case .lessContext: setContext { $0 <= 3 ? $0 - 1 : $0 / 2 }
    case .wholeFile:
      setContext { $0 == DiffSettings.wholeFile ? DiffSettings().context : DiffSettings.wholeFile }
    case .reviewed: return markReviewed()
    case .reviewedHunk: return markHunk()
    case .hideReviewed: hideReviewed()
    case .tree: toggleTree()
    case .nextUnreviewed: goToUnreviewed()
    case .copy: return copySelected()
    case .edit:
      return readFile?.path.map { [.screen(.edit($0, line: lineToEdit))] } ?? []
    case .diffTool: return readFile.map { [.screen(.diffTool($0.change))] } ?? []
    case .message: return openMessage()
    case .validate: return candidate.map { validate($0, only: nil) } ?? []
    case .chooseChecks: overlays.append(CheckChooser(summary?.checks.map(\.name) ?? []))
    case .bisect: return startBisect()
    case .pin: return (candidateRow ?? pinRow).map { open(.weekly($0)) } ?? []
    case .emergency: return candidateRow.map { open(.emergency($0)) } ?? []
    case .recover: return openRecovery()
    case .hold: return openHold()
    case .owed: return goToOwed()
    case .acknowledge: return openOwed()
    case .carry: return carry()
    case .note: openNote()
    case .notes: overlays.append(NotesScreen(self))
    case .fetch: return fetch()
    case .reload: return reload()
    case .changelog:
      overlays.append(ChangelogScreen())
      return [.text(.loadEvents)]
    case .status:
      overlays.append(TextScreen(.status(nil)))
      return [.text(.loadStatus)]
    case .doctor:
      overlays.append(TextScreen(.doctor(nil)))
      return [.text(.loadDiagnosis)]
    case .themes: overlays.append(ThemePicker(themeNames, now: configuration.theme))
    case .palette: overlays.append(Palette(input(for: .command), used: history.lines(of: .command)))
    case .help: overlays.append(TextScreen(.help))
    case .redraw: return [.screen(.redraw)]
    case .suspend: return [.screen(.suspend)]
    case .land, .planDetails, .runMissing, .overrideChecks, .followMoves, .replaceDrift, .tick:
      // Their keys are in dialogs and lists alone.
      return []
    }
    return []
  }

  // MARK: Moves

  private mutating func move(_ movement: Movement) -> [Effect] {
    switch focus {
    case .commits:
      commits.cursor.move(movement, count: commits.count)
      return candidateChanged()
    case .files:
      files.cursor.move(movement, count: files.rows.count)
      followList()
    case .diff:
      diff.move(movement)
      followReading()
    case .validation: validationCursor.move(movement, count: validation?.rows.count ?? 0)
    }
    return []
  }

  private mutating func moveLeft() {
    switch focus {
    case .commits, .validation: break
    case .files: focus = .commits
    case .diff where diff.left > 0: diff.left = max(0, diff.left - Self.sidewaysStep)
    case .diff: focus = .files
    }
  }

  private mutating func moveRight() {
    switch focus {
    case .validation: break
    case .commits: focus = .files
    case .files: focus = .diff
    case .diff where diff.isWrapped:
      notice = Notice(
        .warning, "lines are wrapped; \(configuration.keys.hint(.wrap)) cuts them at the edge")
    case .diff: diff.left += Self.sidewaysStep
    }
  }

  private mutating func moveFocus(by step: Int) {
    let panes = Pane.allCases
    moveFocus(to: panes[(focus.rawValue + panes.count + step) % panes.count])
  }

  private mutating func moveFocus(to pane: Pane) {
    focus = pane
  }

  // MARK: Room

  /// Cells that one step sideways scrolls.
  private static let sidewaysStep = 8

  private mutating func resizeLists(by columns: Int) {
    guard let files = Layout(self).panes[.files], !isZoomed else { return }
    let width = Layout.listWidth(files.width + columns, in: size.width)
    if width == files.width {
      notice = Notice(.warning, "the lists can't be \(columns > 0 ? "wider" : "narrower")")
    }
    splits.lists = width
  }

  private mutating func chooseLayout() {
    diff.chosenLayout = diff.layout == .unified ? .sideBySide : .unified
    notice = Notice(
      .done, diff.chosenLayout == .unified ? "one below the other" : "side by side")
  }

  /// Shows more lines of context, or fewer: of the file that is read, or of all where a list has the keys.
  private mutating func setContext(_ change: (Int) -> Int) {
    func changed(_ context: Int) -> Int {
      let wanted = change(context)
      return wanted == DiffSettings.wholeFile ? wanted : max(0, min(wanted, 10_000))
    }
    let section = diff.cursor.section
    let context: Int
    if focus == .diff {
      context = changed(diff.context(of: section))
      diff.set(context: context, of: section)
    } else {
      context = changed(diff.settings.context)
      setDiff { $0.context = context }
    }
    let lines: SafeText =
      context == DiffSettings.wholeFile ? "whole" : "with \(counted(context, "line")) of context"
    notice = Notice(
      .done, focus == .diff ? "this file is shown \(lines)" : "all files are shown \(lines)")
  }

  // MARK: Open and back

  private mutating func open() -> [Effect] {
    switch focus {
    case .commits: focus = .files
    case .files:
      guard files.cursor.index < files.rows.count else { return [] }
      switch files.rows[files.cursor.index] {
      case .heading, .folder: return fold()
      case .file: focus = .diff
      }
    case .diff: foldFile()
    case .validation:
      guard let candidate, let rows = validation?.rows, validationCursor.index < rows.count else {
        return []
      }
      let name = rows[validationCursor.index].name
      overlays.append(TextScreen(.log(check: name, candidate: candidate)))
    }
    return []
  }

  private mutating func back() -> [Effect] {
    // What is looked for elsewhere stays until the keys are there, or nothing else is left to go back from.
    if let search, search.pane == (focus == .validation ? .commits : focus) {
      self.search = nil
      return []
    }
    if showsZoom {
      isZoomed = false
      return []
    }
    switch focus {
    case .commits:
      if commits.filtering == nil { search = nil }
      return showAllCommits()
    case .files: focus = .commits
    case .diff: focus = .files
    case .validation: focus = .commits
    }
    return []
  }

  private mutating func quit() -> [Effect] {
    guard focus == .commits, !showsZoom else { return back() }
    if activities[.landing] != nil { return leaveLanding() }
    isQuitting = true
    return activities[.checking] == nil ? [] : [.checks(.stop)]
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

  /// Shows the message of the commit under the cursor, or what an emergency took that has to be reviewed.
  private mutating func openMessage() -> [Effect] {
    if let review = commits.selectedOwed {
      overlays.append(TextScreen(.event(review.event, nil)))
      return [.text(.loadEvent(review.event))]
    }
    guard let row = commits.selected ?? pinRow else { return [] }
    overlays.append(TextScreen(.commit(row, nil)))
    return [.text(.loadCommit(row.id))]
  }

  private mutating func markReviewed() -> [Effect] {
    let key: String
    if focus == .commits {
      if commits.isPendingSelected { return perform(.acknowledge) }
      guard let row = commits.selected else { return [] }
      key = Self.reviewKey(of: row.id)
    } else {
      guard let file = focus == .diff ? readFile : files.selected else { return [] }
      key = file.reviewKey
    }
    let isReviewed = !reviewed.contains(key)
    if isReviewed { reviewed.insert(key) } else { reviewed.remove(key) }
    var effects: [Effect] = [.setReviewed(key, isReviewed)]
    let file = focus == .diff ? diff.sections[diff.cursor.section].file : files.selectedIndex
    files.setReviewed(reviewed)
    if focus != .commits, let file { foldReviewed(file) }
    // On to the next, as one reads; where reviewed files are left out, this one makes room for it.
    if focus == .commits {
      if isReviewed { effects += move(.down) }
    } else if files.hidesReviewed {
      showStream()
      followReading()
    } else if isReviewed {
      moveFile(by: 1)
    }
    if isReviewed { notice = nil }
    return effects
  }

  private mutating func copySelected() -> [Effect] {
    if focus == .diff, let copy = diff.copy {
      guard copy.text.utf8.count <= DiffStream.mostCopied else {
        notice = Notice(.warning, "\(copy.name) is too long to be copied")
        return []
      }
      notice = Notice(.done, "copied \(copy.name)")
      return [.screen(.copy(copy.text))]
    }
    let text: String
    if focus == .commits {
      guard let pointed else { return [] }
      text = pointed.hex
    } else {
      guard let file = focus == .diff ? readFile : files.selected else { return [] }
      text = file.shownPath.lineText
    }
    notice = Notice(.done, "copied \(text)")
    return [.screen(.copy(text))]
  }
}
