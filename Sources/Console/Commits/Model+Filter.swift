import Git
import Rules
import Text
import Upstream

/// Showing some of the commits alone.
extension Model {
  /// Shows the commits that a filter takes, as they are found; the candidate stays what it is.
  ///
  /// - Parameters:
  ///   - input: The line on which it was typed; nil where it wasn't.
  ///   - origin: The pane to go back to; nil to stay in the commits.
  mutating func filterCommits(
    by filter: CommitFilter, input: TextInput? = nil, origin: Pane? = nil
  ) -> [Effect] {
    let wasFollowing = commits.filtering?.following
    let following = chosen == nil || chosen == wasFollowing ? candidate : nil
    pendingSelection = commits.selected?.id
    filters += 1
    commits.earlierFiltering = commits.filtering
    commits.filtering = CommitFiltering(
      filter, number: filters, input: input, origin: origin, start: pendingSelection,
      following: following)
    // Which one is the candidate is no matter of what is shown.
    if let following, commits.isListed(following) {
      chosen = following
    }
    commits.cursor.move(to: 0, count: commits.count)
    focus = .commits
    return candidateChanged()
  }

  /// Shows all commits again, with the cursor where it is.
  mutating func showAllCommits() -> [Effect] {
    guard let filtering = commits.filtering else { return [] }
    let isBack = filtering.origin != nil || commits.rows.isEmpty
    let selected = isBack ? filtering.start : commits.selected?.id
    let offset = commits.cursor.index - commits.rows.count
    commits.filtering = nil
    let row = selected.flatMap { id in commits.rows.firstIndex { $0.id == id } }
    commits.cursor.move(to: row ?? commits.rows.count + max(0, offset), count: commits.count)
    pendingSelection = row == nil ? selected : nil
    if let origin = filtering.origin { focus = origin }
    followAgain(filtering)
    return candidateChanged()
  }

  /// Forgets the filter, for the cursor goes elsewhere; a candidate that it left as it was follows the cursor again.
  mutating func dropFilter() {
    if let filtering = commits.filtering, chosen == filtering.following { chosen = nil }
    commits.filtering = nil
  }

  /// Has the candidate follow the cursor again, where it did before and the cursor is on it.
  private mutating func followAgain(_ filtering: CommitFiltering) {
    if let following = filtering.following, chosen == following, pointed == following {
      chosen = nil
    }
  }

  /// Lists the commits that touch the file that is read, or is under the list's cursor.
  mutating func listCommitsOfFile() -> [Effect] {
    guard let file = focus == .diff ? readFile : files.selected else { return [] }
    var filter = CommitFilter()
    filter.places = [CommitFilter.Place(edge: file.path, upstream: file.upstreamPath)]
    if let old = file.change.oldPath {
      filter.places.append(CommitFilter.Place(edge: file.oldPath, upstream: old))
    }
    return filterCommits(by: filter, origin: focus)
  }

  /// Asks which of the commits that weren't looked at yet are shown.
  mutating func matchAhead() -> [Effect] {
    // Of a list that is made anew, nothing is asked before it comes.
    freshRows == nil ? commits.nextQuestion().map { [.commits($0)] } ?? [] : []
  }

  /// Takes which of some commits are shown.
  mutating func take(
    _ taken: Set<ObjectID>, among ids: [ObjectID], _ pace: FilterPace, filter number: Int
  ) -> [Effect] {
    guard var filtering = commits.filtering, filtering.number == number else { return [] }
    let wasMoved = commits.cursor.index > 0
    let (selected, offset) = (commits.selected?.id, commits.cursor.index - commits.rows.count)
    filtering.take(taken, among: ids, pace)
    commits.filtering = filtering
    if let row = selected.flatMap({ id in commits.rows.firstIndex { $0.id == id } }) {
      commits.cursor.move(to: row, count: commits.count)
    } else if offset >= 0, wasMoved {
      // On the pin, or what is below it.
      commits.cursor.move(to: commits.rows.count + offset, count: commits.count)
    }
    if wasMoved { pendingSelection = nil }
    goToPending()
    followAgain(filtering)
    if commits.isSearched {
      pendingSelection = nil
      if commits.rows.isEmpty {
        let back = configuration.keys.hint(.back)
        notice = Notice(
          .warning, "no commit matches \(filtering.filter.text); \(back) shows all")
      }
    }
    return candidateChanged()
  }

  /// Takes that a filter can't be asked for: it is to be put right where it was typed, with what was shown before.
  mutating func refuse(_ reason: SafeText, filter number: Int) -> [Effect] {
    guard let filtering = commits.filtering, filtering.number == number else { return [] }
    let effects =
      commits.earlierFiltering.map { goBack(to: $0, from: filtering) } ?? showAllCommits()
    if let input = filtering.input, overlays.isEmpty {
      overlays.append(FilterPrompt(input, refusal: reason))
    } else {
      notice = Notice(.warning, reason)
    }
    return effects
  }

  /// Shows again what an earlier filter takes, with the cursor where it was.
  private mutating func goBack(
    to earlier: CommitFiltering, from filtering: CommitFiltering
  ) -> [Effect] {
    filters += 1
    commits.filtering = earlier
    commits.filtering?.lookAgain(as: filters)
    let row = filtering.start.flatMap { id in commits.rows.firstIndex { $0.id == id } }
    commits.cursor.move(to: row ?? commits.rows.count, count: commits.count)
    pendingSelection = nil
    return candidateChanged()
  }

  /// Brings the cursor to the commit that it was on, once that is there.
  mutating func goToPending() {
    guard let id = pendingSelection, let index = commits.rows.firstIndex(where: { $0.id == id })
    else { return }
    commits.cursor.move(to: index, count: commits.count)
    pendingSelection = nil
  }
}
