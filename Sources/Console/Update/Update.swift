import Git
import Rules
import Terminal
import Text

/// Changes the model by what happened, and says what work follows; nothing else is done here.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
  let effects = apply(message, to: &model)
  model.unfoldNotice()
  return effects
}

private func apply(_ message: Message, to model: inout Model) -> [Effect] {
  switch message {
  case .input(.key(let key)): return model.press(key)
  case .input(.mouse(let event)): return model.take(event)
  case .input(.paste(let text)): return model.paste(text)
  case .input(.resize(let size)):
    model.size = size
    model.fitLists()
    return []
  case .touched:
    model.isTouched = true
    return []
  case .tick(let now):
    model.now = now
    return model.lookAgain()
  default: return model.take(message)
  }
}

extension Model {
  /// Effects that begin everything.
  package mutating func begin() -> [Effect] {
    activities[.opening] = "opening the repo"
    return [.open]
  }

  /// Gives a notice that is longer than its line a dialog, so that it can be read whole.
  fileprivate mutating func unfoldNotice() {
    guard let notice, notice.width > size.width - 2, size.width >= Layout.least.width else {
      return
    }
    self.notice = nil
    let title: SafeText = notice.kind == .failure ? "It failed" : "Note"
    _ = tell(title: title, notice.text)
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
    return [.look]
  }

  /// Lays all lists out anew, as after a resize.
  mutating func fitLists() {
    let layout = Layout(self)
    commits.cursor.show(count: commits.count, visible: layout.rows(of: .commits))
    files.cursor.show(count: files.rows.count, visible: layout.rows(of: .files))
    scrollDiff(to: diff.first)
    validationCursor.show(
      count: validation?.rows.count ?? 0, visible: layout.rows(of: .validation))
  }

  // MARK: What follows from where the cursor is

  /// Asks for what belongs to the commit under the cursor, if it isn't shown already.
  mutating func candidateChanged() -> [Effect] {
    guard let candidate else { return [] }
    // What an emergency took is told whole: from the pin before it.
    let owed = commits.selectedOwed
    let key = FileList.Key(
      candidate: candidate, scope: owed == nil ? scope : .sincePin, from: owed?.from)
    var effects: [Effect] = []
    if validations[candidate] == nil, let summary {
      validations[candidate] = Validation(summary.checks)
      if candidate != summary.pin.id { effects.append(loadKnownChecks(of: candidate)) }
    }
    guard files.key != key else { return effects }
    files.key = key
    files.failure = nil
    if candidate == summary?.pin.id, scope == .sincePin, owed == nil {
      // Nothing lies between the pin and itself.
      return effects + show([], for: key)
    }
    if let known = files.remembered[key] {
      return effects + show(known, for: key) + [.loadFiles(key)]
    }
    return effects + [.loadFiles(key)]
  }

  /// Shows a candidate's files, with the cursor on the file it was on before, if that is there.
  mutating func show(
    _ changes: [FileChange], for key: FileList.Key, withRenames: Bool = true
  ) -> [Effect] {
    files.hasRenames = withRenames
    if files.shownKey == key, files.files == changes { return [] }
    let previous = files.selected?.shownPath
    files.show(changes, for: key)
    let rows = files.rows
    let same = rows.firstIndex { row in
      if case .file(let index) = row { return changes[index].shownPath == previous }
      return false
    }
    let first = rows.firstIndex { row in
      if case .file = row { return true }
      return false
    }
    files.cursor.move(
      to: same ?? first ?? 0, count: rows.count, visible: Layout(self).rows(of: .files))
    return fileChanged()
  }

  /// Asks for the lines of the file under the cursor, if they aren't shown already.
  mutating func fileChanged() -> [Effect] {
    guard let file = files.selected else {
      diff.change = nil
      diff.show(note: noteWithoutFile, of: nil)
      return []
    }
    guard diff.change != file.change else { return [] }
    diff.change = file.change
    return [.loadDiff(file.change)]
  }

  /// What the diff says where no file is under the cursor.
  private var noteWithoutFile: SafeText {
    guard files.isCurrent else { return "" }
    if files.files.isEmpty {
      return commits.selected == nil
        ? "This is the pinned commit; nothing to compare."
        : "No file differs."
    }
    return "Choose a file to see its lines."
  }

  /// Scrolls the diff to a row, no further than its end.
  mutating func scrollDiff(to row: Int) {
    let visible = Layout(self).rows(of: .diff)
    diff.first = max(0, min(row, diff.rows.count - visible))
  }

  /// Starts looking at everything anew.
  mutating func reload() -> [Effect] {
    activities[.opening] = "reloading"
    files.remembered = [:]
    files.key = nil
    diff.change = nil
    validations = validations.filter(\.value.isRunning)
    verdicts = [:]
    return [.open]
  }
}
