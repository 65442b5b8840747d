import Git
import Rules
import Text
import Upstream

/// Telling which commit made or removed a line.
extension Model {
  private static let asking = Notice(.done, "asking git…")

  /// Why that can't be told of what is under the cursor; nil where it can.
  var lineBlocker: SafeText? {
    if focus == .diff, readLineInRange != nil { return nil }
    return files.key?.scope == .sincePin && rangeBase == files.key?.candidate
      ? "what is pending lies before the pin" : "go to a line of upstream's change first"
  }

  /// Asks git which commit made or removed the line under the cursor.
  mutating func askWhereFrom() -> [Effect] {
    guard let line = readLineInRange else { return [] }
    askedLine = line
    notice = Self.asking
    return [.diff(.blame(line))]
  }

  /// Takes what git says; of a line that was left it is of no use any more.
  mutating func take(_ origin: LineOrigin, _ commit: CommitText?, of line: LineInRange) {
    guard isAwaited(line), let patch = diff.sections[diff.cursor.section].body?.patch,
      let shown = lineUnderCursor
    else { return }
    let text = SafeText(
      bytes: patch.bytes(of: shown).prefix(BlameDialog.mostBytes), tabs: configuration.tabs)
    overlays.append(BlameDialog(of: line, shown.kind, text, origin, commit))
  }

  /// Takes that git can't say it, and why.
  mutating func refuse(_ reason: SafeText, of line: LineInRange) {
    if isAwaited(line) { notice = Notice(.failure, reason) }
  }

  /// Ends the wait for a line; tells whether it is still the one under the cursor.
  private mutating func isAwaited(_ line: LineInRange) -> Bool {
    guard askedLine == line else { return false }
    askedLine = nil
    if notice == Self.asking { notice = nil }
    return overlays.isEmpty && focus == .diff && readLineInRange == line
  }

  /// Where the range begins whose files are shown; nil where they are of a commit alone.
  private var rangeBase: ObjectID? {
    guard let key = files.key, key.scope == .sincePin else { return nil }
    return key.base ?? summary?.pin.id
  }

  /// The line under the reading pane's cursor with the range whose files are shown; nil where there is none, and where
  /// what is read isn't upstream's change.
  private var readLineInRange: LineInRange? {
    guard let file = readFile, let line = lineUnderCursor, let key = files.key,
      files.shownKey == key, diff.sections[diff.cursor.section].lens == .upstream,
      rangeBase != key.candidate
    else { return nil }
    if let number = line.newNumber {
      return LineInRange(number, of: file.change.path, from: rangeBase, to: key.candidate)
    }
    return line.oldNumber.map {
      LineInRange(
        $0, of: file.change.oldPath ?? file.change.path, isRemoved: true, from: rangeBase,
        to: key.candidate)
    }
  }
}
