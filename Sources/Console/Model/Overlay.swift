import Git
import Sync
import Text

/// A screen or a dialog on top of the main screen.
package enum Overlay: Sendable {
  /// The keys that work here.
  case help(ListCursor)
  /// Every action by name.
  case palette(Palette)
  /// The pin dialog.
  case pin(PinDialog)
  /// A plan, file by file.
  case plan(Plan, ListCursor)
  /// What landed and what is left to do.
  case landed([SafeText])
  /// The sync events.
  case changelog(ChangelogScreen)
  /// Where the edge repo stands.
  case status(RepoStatus?, ListCursor)
  /// The themes.
  case themes(ThemePicker)
  /// A check's log.
  case log(check: String, candidate: ObjectID, LogScroll)
  /// Which checks to run.
  case choose(CheckChooser)
  /// Something to be read whole.
  case message(title: SafeText, [SafeText], ListCursor)

  /// The place of a log: at its end as it grows, or at a line.
  package struct LogScroll: Hashable, Sendable {
    /// The first line that is seen; nil to follow the end.
    package var first: Int?
  }
}

/// Every action by name, narrowed by what was typed.
package struct Palette: Sendable {
  /// What was typed.
  package var query = ""
  /// The cursor in the matches.
  package var cursor = ListCursor()

  /// Everything.
  package init() {}

  /// The actions that match, best first.
  package var matches: [Action] {
    if query.isEmpty { return Action.listed }
    return Action.listed.compactMap { action in
      FuzzyMatch.score(query, in: action.title).map { (action, $0) }
    }.sorted { $0.1 > $1.1 }.map(\.0)
  }
}

/// The dialog in which a candidate is pinned.
package struct PinDialog: Sendable {
  /// Where the plan stands.
  package enum PlanState: Sendable {
    case loading
    case ready(Plan)
    /// Something stands in the way: what, and what to do.
    case refused(SafeText)
  }

  /// The candidate.
  package let candidate: CommitList.Row
  /// The plan.
  package var plan = PlanState.loading
  /// The reason for landing past a failed check, while it is typed; nil otherwise.
  package var reasonInput: String?
  /// Whether it lands now.
  package var isLanding = false

  /// A dialog for a candidate.
  package init(_ candidate: CommitList.Row) {
    self.candidate = candidate
  }
}

/// The list of sync events, and the one that is open.
package struct ChangelogScreen: Sendable {
  /// What an event brought.
  package struct Detail: Sendable {
    /// The event's id.
    package let event: String
    /// The upstream commits.
    package let commits: [Commit]
    /// The upstream files that changed.
    package let files: [FileChange]

    /// A detail from its parts.
    package init(event: String, commits: [Commit], files: [FileChange]) {
      self.event = event
      self.commits = commits
      self.files = files
    }
  }

  /// The events; nil until they are known.
  package var events: [SyncEvent]?
  /// The cursor in the list.
  package var cursor = ListCursor()
  /// The event that is open.
  package var open: SyncEvent?
  /// What it brought; nil until known.
  package var detail: Detail?
  /// The cursor in the open event.
  package var detailCursor = ListCursor()

  /// Nothing known yet.
  package init() {}
}

/// The themes to choose from.
package struct ThemePicker: Sendable {
  /// Their names, the terminal's own first.
  package let names: [String]
  /// The theme that goes on if none is chosen.
  package let previous: String
  /// The cursor.
  package var cursor = ListCursor()
}

/// The checks, with those marked that shall run.
package struct CheckChooser: Sendable {
  /// The declared checks' names.
  package let names: [String]
  /// Those that shall run.
  package var chosen: Set<String>
  /// The cursor.
  package var cursor = ListCursor()
}
