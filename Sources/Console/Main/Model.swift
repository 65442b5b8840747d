import Checks
import Doctor
import Git
import Journal
import Reading
import Rules
import Terminal
import Text
import Upstream

/// Everything that is on the screen or decides what is: a value that ``update(_:_:)`` changes and views
/// draw.
package struct Model: Sendable {
  /// The terminal's extent.
  package var size: Size
  /// The present moment, in seconds since 1970.
  package var now: Int
  /// What the user set.
  package var configuration: ConsoleConfiguration
  /// How everything looks.
  package var theme: Theme
  /// The names of the themes there are, the terminal's own first.
  package var themeNames: [String]

  /// The edge repo, once it is opened.
  package var summary: RepoSummary?
  /// Where it stands, once that is known.
  package var position: RepoPosition?
  /// What is wrong with the set-up, once that was looked for.
  package var diagnosis: Diagnosis?
  /// Why the edge repo can't be shown.
  package var failure: SafeText?

  /// The upstream commits.
  package var commits = CommitList()
  /// The number of the present listing of commits; what an earlier one still brings is dropped.
  package var listing = 0
  /// Filters that commits were shown by so far.
  package var filters = 0
  /// The candidate, where a person has set it; nil where it is the commit under the cursor.
  package var chosen: ObjectID?
  /// The pending override that the list of files was brought to last; going on from there is the reader's matter.
  var followedOverride: RepoPath?
  /// The commit to go back to when it is listed anew.
  package var pendingSelection: ObjectID?
  /// Not nil while a listing has brought nothing yet, so that the old list stays until it does.
  package var freshRows: [CommitList.Row]?
  /// What files and diff are about.
  package var scope = Scope.sincePin
  /// The candidate's files.
  package var files = FileList()
  /// What is read: the files' lines, one file below the other.
  package var diff = DiffStream()
  /// What the pieces of texts are that were read lately.
  var highlights = HighlightCache(lines: 400_000)
  /// The line that git is asked about; nil where none is.
  var askedLine: LineInRange?
  /// What is known of candidates' checks.
  package var validations: [ObjectID: Validation] = [:]
  /// How checks went before.
  var checkTrends = CheckTrends()
  /// Candidates to which mappings are taken along where upstream moved their files.
  package var followed: Set<ObjectID> = []
  /// What is known of the commits' checks from earlier runs, and from a search.
  package var verdicts: [ObjectID: CommitVerdict] = [:]
  /// The search for the commit that broke the checks, while it runs.
  package var bisect: Bisect?
  /// The cursor in the validation pane.
  package var validationCursor = ListCursor()
  /// Changes and commits marked as reviewed.
  package var reviewed: Set<String> = []
  /// What was noted.
  package var notes = NoteBook()

  /// The pane that has the keys.
  package var focus = Pane.commits
  /// What lies on top of the main screen, the topmost last.
  package var overlays: [any Overlay] = []
  /// What is looked for.
  package var search: Search?
  /// The lines that were typed.
  package var history = PromptHistory()
  /// What happened or what to do; stays until a key.
  package var notice: Notice?
  /// What goes on now, by what it is.
  package var activities: [Activity: SafeText] = [:]
  /// Where borders were moved to, and how files are listed.
  package var splits = Splits() { didSet { files.setTree(splits.isTree) } }
  /// Whether the pane that has the keys has the whole screen.
  package var isZoomed = false
  /// Whether that is so to be seen: where one pane is seen at a time, each has the whole screen.
  package var showsZoom: Bool { isZoomed && Layout(self).tabs == nil }
  /// The border that the mouse drags.
  package var draggedBorder: Splits.Border?
  /// The pane whose scroll bar the mouse drags.
  package var draggedBar: Pane?
  /// When it was last looked whether the repo was changed from outside, in seconds since 1970.
  package var lastLook: Int
  /// Whether something may have changed since.
  package var isTouched = false
  /// Whether the last key asked to leave while a sync lands, and whether the one before did.
  package var (asksToLeave, wasAskedToLeave) = (false, false)
  /// Whether the console ends.
  package var isQuitting = false

  /// What changed last, where it is said on a line of its own.
  package var announcement = Line()

  /// Work that takes a while, one of each kind at a time.
  package enum Activity: Hashable, Sendable, CaseIterable {
    case opening, listing, fetching, checking, landing
  }

  /// A model before anything is known.
  package init(
    size: Size, now: Int, configuration: ConsoleConfiguration = ConsoleConfiguration(),
    theme: Theme = .terminal, themeNames: [String] = [Theme.terminal.name]
  ) {
    self.size = size
    self.now = now
    lastLook = now
    self.configuration = configuration
    self.theme = theme
    self.themeNames = themeNames
    // Side by side, a row read to somebody is no sentence.
    if configuration.isAccessible { diff.chosenLayout = .unified }
  }

  /// The commit that would be pinned: the one that was set, else the one under the cursor.
  package var candidate: ObjectID? { chosen ?? pointed }

  /// The commit under the cursor, or that an owed review under it is of; the pin's where that is the pin.
  package var pointed: ObjectID? {
    commits.selected?.id ?? commits.selectedOwed?.to ?? summary?.pin.id
  }

  /// The candidate as a row of the list; nil where it is the pin, or an owed review.
  package var candidateRow: CommitList.Row? {
    guard let chosen else { return commits.selected }
    return commits.all.first { $0.id == chosen }
  }

  /// The hold that the commit under the cursor falls under.
  package var hold: Lock.Hold? { commits.selected.flatMap { commits.holds[$0.id] } }

  /// Everything that is owed, reviews first.
  package var owedItems: [OwedChooser.Item] {
    commits.owed.map { .review($0) } + (position?.owed ?? []).map { .override($0) }
  }

  /// What is known of the candidate's checks.
  package var validation: Validation? { candidate.flatMap { validations[$0] } }

  /// Whether something runs that the screen shows the time of.
  package var showsTime: Bool { validations.values.contains(where: \.isRunning) }
}
