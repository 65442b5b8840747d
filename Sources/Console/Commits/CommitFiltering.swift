import Git
import Upstream

/// Which of the commits are shown, as far as they were looked at.
package struct CommitFiltering: Hashable, Sendable {
  /// What is asked for.
  let filter: CommitFilter
  /// Its number; an answer to an earlier one is dropped.
  private(set) var number: Int
  /// The line on which it was typed; nil where it wasn't.
  let input: TextInput?
  /// The pane to go back to; nil to stay in the commits.
  let origin: Pane?
  /// The commit that the cursor was on before; nil for none.
  let start: ObjectID?
  /// The candidate that it leaves as it is: it followed the cursor before.
  let following: ObjectID?
  /// Counts changes of what is shown.
  private(set) var revision = 0
  /// Whether each commit that was looked at is taken.
  private var known: [ObjectID: Bool] = [:]
  /// Commits that were taken before the list was made anew, until they are looked at again.
  private var stale: Set<ObjectID> = []
  /// Whether an answer is awaited.
  private var isAsking = false
  /// How many commits are looked at in one go.
  private var pace = FilterPace()

  /// A filter that begins.
  init(
    _ filter: CommitFilter, number: Int, input: TextInput?, origin: Pane?, start: ObjectID?,
    following: ObjectID?
  ) {
    (self.filter, self.number, self.input) = (filter, number, input)
    (self.origin, self.start, self.following) = (origin, start, following)
  }

  /// Whether a commit is shown.
  func takes(_ id: ObjectID) -> Bool { known[id] ?? stale.contains(id) }

  /// Whether all of some commits were looked at.
  func hasSeenAll(_ rows: [CommitList.Row]) -> Bool { known.count >= rows.count }

  /// Has everything looked at again, as another number: paths may lead elsewhere now.
  mutating func lookAgain(as number: Int) {
    self.number = number
    revision += 1
    isAsking = false
    stale = Set(known.filter(\.value).keys)
    known = [:]
  }

  /// What is to be asked of some commits now; nil where nothing is.
  mutating func question(among rows: [CommitList.Row]) -> CommitsEffect? {
    if isAsking || hasSeenAll(rows) { return nil }
    var ids: [ObjectID] = []
    for row in rows where known[row.id] == nil {
      ids.append(row.id)
      if ids.count == pace.size { break }
    }
    if ids.isEmpty { return nil }
    isAsking = true
    return .match(filter, ids, number: number, pace)
  }

  /// Takes an answer.
  mutating func take(_ taken: Set<ObjectID>, among ids: [ObjectID], _ pace: FilterPace) {
    isAsking = false
    revision += 1
    self.pace = pace
    for id in ids { known[id] = taken.contains(id) }
  }
}
