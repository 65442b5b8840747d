import Git
import Journal
import Planning
import Text

/// A screen or a dialog on top of the main screen.
package enum Overlay: Sendable {
  /// Every action by name.
  case palette(Palette)
  /// The pin dialog.
  case pin(PinDialog)
  /// An emergency, or a recovery.
  case urgent(UrgentDialog)
  /// A commit to hold, or a hold to lift.
  case hold(HoldDialog)
  /// What is owed.
  case owed(OwedChooser)
  /// The sync events.
  case changelog(ChangelogScreen)
  /// The themes.
  case themes(ThemePicker)
  /// Which checks to run.
  case choose(CheckChooser)
  /// Whether checks may run.
  case consent(ConsentDialog)
  /// A text to read.
  case text(TextScreen)

  /// Whether it tells or asks something on top of a dialog, which stays as it is meanwhile.
  var isToldOnTop: Bool {
    switch self {
    case .text, .consent: true
    default: false
    }
  }

  /// What can be done in the dialog of a sync.
  package var actions: [Action] {
    switch self {
    case .pin: return [.land, .planDetails, .runMissing, .overrideChecks, .followMoves]
    case .urgent(let dialog):
      if case .emergency = dialog.subject { return [.land, .planDetails] }
      return [.land, .planDetails, .replaceDrift]
    default: return []
    }
  }

  /// The actions that have keys in it, beside those that have them everywhere.
  package var context: Action.Context {
    switch self {
    case .pin, .urgent: .dialog
    case .changelog: .changelog
    case .text(let screen):
      switch screen.content {
      case .event: .changelog
      case .status: .status
      default: .everywhere
      }
    default: .everywhere
    }
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
  /// Whether nothing else stands in the way than that upstream moved mappings' files, which can be followed.
  package var isFollowable = false
  /// The reason for landing past a failed check, while it is typed; nil otherwise.
  package var reasonInput: String?
  /// Whether it lands now.
  package var isLanding = false
  /// Which part of it is seen, where the screen is too small for it.
  package var scroll = Scroll.top

  /// A dialog for a candidate.
  package init(_ candidate: CommitList.Row) {
    self.candidate = candidate
  }
}

/// The list of sync events.
package struct ChangelogScreen: Sendable {
  /// The events; nil until they are known.
  package var events: [SyncEvent]?
  /// The cursor in the list.
  package var cursor = ListCursor()

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
