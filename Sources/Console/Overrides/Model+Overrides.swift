import Git
import Rules
import Text

/// Files of the edge repo's own that upstream has too: three ways to look at them, and upstream's change merged in.
extension Model {
  /// Looks at an override the next way: what upstream changed, yours against upstream's, all three versions and the
  /// merge; false where there is no other way to look at the file that is read.
  mutating func turnLens() -> Bool {
    guard focus == .diff, let path = readOverride else { return false }
    let section = diff.cursor.section
    switch diff.sections[section].lens {
    case .upstream: diff.set(.yours(path), of: section)
    case .yours:
      guard let target = carryTarget else {
        diff.set(.upstream, of: section)
        return true
      }
      // Side by side, a row read to somebody is no sentence.
      diff.set(
        .merge(path, to: target, showsVersions: !configuration.isAccessible), of: section)
    case .merge: diff.set(.upstream, of: section)
    }
    return true
  }

  /// The override that is read, or whose row is under the cursor; nil where there is none.
  var readOverride: RepoPath? {
    let file: FileChange? =
      switch focus {
      case .commits: pendingFile
      case .files: files.selected
      case .diff: readFile
      case .validation: nil
      }
    guard let file, file.group == .edge, file.change.new != nil else { return nil }
    return file.path
  }

  /// The pending override under the commits' cursor, once its change is on the screen.
  private var pendingFile: FileChange? {
    guard let path = commits.selectedOverride, files.isCurrent else { return nil }
    return files.files.first { $0.path == path }
  }

  /// Whether the override that is read is pending.
  var isReadOverridePending: Bool {
    readOverride.map { position?.owed.contains($0) ?? false } ?? false
  }

  /// Whether conflicts are seen in what is read of an override that aren't resolved.
  var hasUnresolvedConflicts: Bool {
    guard diff.sections.indices.contains(diff.cursor.section) else { return false }
    return switch diff.sections[diff.cursor.section].body?.conflicts {
    case .unresolved: true
    case .merged, nil: false
    }
  }

  /// The commit up to which upstream's change is merged; nil where only a part of it is looked at: a commit alone, or what
  /// an emergency took.
  var carryTarget: ObjectID? {
    guard let key = files.shownKey, key.scope == .sincePin, key.base == nil else { return nil }
    return key.candidate
  }

  /// Merges what upstream changed into the edge repo's own file.
  mutating func carry() -> [Effect] {
    guard let path = readOverride, let target = carryTarget else { return [] }
    activities[.landing] = "merging upstream's change into \(path.text)"
    return [.overrides(.carry(path, to: target))]
  }

  /// Takes what came of it.
  mutating func take(_ message: OverrideMessage) -> [Effect] {
    activities[.landing] = nil
    switch message {
    case .carried(let path, let lines):
      // What is seen of it now is shorter, or longer.
      if readFile?.path == path { diff.goToHeading(of: diff.cursor.section) }
      overlays.append(TextScreen(.message(title: path.text, lines)))
    case .failed(let path, let reason):
      return tell(title: "\(path.text) isn't merged", reason) + reload()
    }
    return reload()
  }

  /// Goes to what is pending, below the pin.
  mutating func goToOwed() -> [Effect] {
    focus = .commits
    commits.cursor.move(to: commits.rows.count + 1, count: commits.count)
    return candidateChanged()
  }

  /// Takes which overrides are pending, and shows them where the pin is looked at.
  mutating func show(pending overrides: [RepoPath]) -> [Effect] {
    guard commits.overrides != overrides else { return [] }
    commits.overrides = overrides
    commits.cursor.move(to: commits.cursor.index, count: commits.count)
    guard let pin = summary?.pin.id else { return [] }
    let key = FileList.Key(candidate: pin, scope: .sincePin)
    files.remembered[key] = nil
    if files.key == key { files.key = nil }
    // Before the first commit is listed, the cursor is on the pin by no choice of anybody's.
    return commits.rows.isEmpty && !commits.isComplete ? [] : candidateChanged()
  }

  /// Brings the list of files to the override under the commits' cursor.
  mutating func followOverride() {
    let path = commits.selectedOverride
    guard path != followedOverride else { return }
    guard let path else {
      followedOverride = nil
      return
    }
    guard files.isCurrent, let file = files.files.firstIndex(where: { $0.path == path }) else {
      return
    }
    followedOverride = path
    if let row = files.row(of: file) { files.cursor.move(to: row, count: files.rows.count) }
    if let section = diff.section(ofFile: file) { diff.jump(to: DiffPlace(section, 1)) }
  }
}
