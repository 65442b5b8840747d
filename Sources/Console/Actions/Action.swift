import Git
import Rules
import Terminal
import Text

/// Everything that can be done in the console, declared once: keys, help, palette and the README's table
/// all come from here, and why something can't be done now. ``Model/perform(_:)`` does it.
package enum Action: String, CaseIterable, Sendable {
  case up, down, pageUp, pageDown, halfUp, halfDown, top, bottom, left, right
  case nextPane, previousPane, commits, files, diff, validation
  case open, back, quit
  case find, findNext, findPrevious
  case filter, fileCommits, whereFrom
  case nextFile, previousFile, nextHunk, previousHunk
  case zoom, widenLists, narrowLists
  case layout, wrap, blanks, moreContext, lessContext, wholeFile
  case message, scope, candidate, fold, pageOn, validate, chooseChecks, bisect, reviewed,
    reviewedHunk, nextUnreviewed, hideReviewed, tree, pin
  case emergency, hold, owed, acknowledge, carry
  case note, notes
  case land, planDetails, runMissing, overrideChecks, followMoves, replaceDrift
  case tick
  case recover
  case fetch, reload, edit, diffTool, copy
  case changelog, status, doctor, themes, palette, help
  case redraw, suspend

  /// Where an action belongs.
  package enum Context: Sendable {
    /// Everywhere.
    case everywhere
    /// On the main screen.
    case main
    /// On the main screen, where the commits have the keys.
    case commits
    /// On the main screen, where the files have them.
    case files
    /// On the main screen, where the reading pane has them.
    case reading
    /// In the dialog of a sync.
    case dialog
    /// In a list whose entries can be ticked.
    case list
    /// In the changelog, and on one of its events.
    case changelog
    /// On the status screen.
    case status
  }

  /// What it is called, in the palette and in help.
  package var title: String { declaration.title }
  /// Its keys, unless the configuration says otherwise.
  package var defaultKeys: [Key] { declaration.keys.compactMap { Key(name: $0) } }
  /// Where it belongs.
  package var context: Context { declaration.context }

  /// The actions that the palette lists: what does something before what only moves, and the way out
  /// last: an enter too many does no harm.
  package static var listed: [Action] {
    let listed = allCases.filter {
      $0.context.isOnMain || [.help, .quit, .redraw, .suspend].contains($0)
    }
    return listed.filter { !moves.contains($0) && $0 != .quit } + listed.filter(moves.contains)
      + [.quit]
  }

  private static let moves: Set<Action> = [
    .nextPane, .previousPane, .commits, .files, .diff, .validation, .nextFile, .previousFile,
    .nextHunk, .previousHunk, .findNext, .findPrevious, .pageOn,
  ]

  private var declaration: (title: String, keys: [String], context: Context) {
    switch self {
    case .up: ("move up", ["up", "k"], .everywhere)
    case .down: ("move down", ["down", "j"], .everywhere)
    case .pageUp: ("a page up", ["pgup"], .everywhere)
    case .pageDown: ("a page down", ["pgdn"], .everywhere)
    case .halfUp: ("half a page up", ["ctrl-u"], .everywhere)
    case .halfDown: ("half a page down", ["ctrl-d"], .everywhere)
    case .top: ("to the top", ["home", "g"], .everywhere)
    case .bottom: ("to the bottom", ["end", "G"], .everywhere)
    case .left: ("to the left", ["left", "h"], .everywhere)
    case .right: ("to the right", ["right", "l"], .everywhere)
    case .nextPane: ("next pane", ["tab"], .main)
    case .previousPane: ("previous pane", ["shift-tab"], .main)
    case .commits: ("go to commits", ["1"], .main)
    case .files: ("go to files", ["2"], .main)
    case .diff: ("go to the reading pane", ["3"], .main)
    case .validation: ("go to the checks", ["4"], .main)
    case .open: ("open", ["enter"], .everywhere)
    case .back: ("back", ["esc"], .everywhere)
    case .quit: ("quit", ["q", "ctrl-c"], .everywhere)
    case .find: ("find", ["/"], .main)
    case .findNext: ("find the next", ["n"], .main)
    case .findPrevious: ("find the previous", ["N"], .main)
    case .filter: ("filter commits", ["F"], .main)
    case .fileCommits: ("list the commits that touch this file", ["L"], .main)
    case .whereFrom: ("tell which commit made or removed this line", ["B"], .reading)
    case .nextFile: ("next file", ["]"], .main)
    case .previousFile: ("previous file", ["["], .main)
    case .nextHunk: ("next hunk", ["}"], .main)
    case .previousHunk: ("previous hunk", ["{"], .main)
    case .zoom: ("zoom a pane, or all panes again", ["z"], .main)
    case .widenLists: ("widen the lists", [">"], .main)
    case .narrowLists: ("narrow the lists", ["<"], .main)
    case .layout: ("side by side, or one below the other", ["|"], .main)
    case .wrap: ("wrap long lines, or cut them", ["w"], .main)
    case .blanks: ("leave out changes of blanks, or show them", ["W"], .main)
    case .moreContext: ("more lines of context", ["+"], .main)
    case .lessContext: ("fewer lines of context", ["-"], .main)
    case .wholeFile: ("the whole file, or its changes", ["="], .main)
    case .message: ("read the commit's message", ["m"], .main)
    case .scope: ("this commit only, or all since the pin", ["s"], .main)
    case .candidate: ("set the candidate, or let it follow the cursor", ["space"], .commits)
    case .fold: ("fold or unfold a group or a folder", ["space"], .files)
    case .pageOn: ("a page on", ["space"], .reading)
    case .validate: ("validate, or stop it", ["v"], .main)
    case .chooseChecks: ("choose checks to run", ["V"], .main)
    case .bisect: ("find the commit that broke the checks, or stop", ["b"], .main)
    case .reviewed: ("mark as reviewed", ["x"], .main)
    case .reviewedHunk: ("mark the hunk as reviewed", ["."], .reading)
    case .nextUnreviewed: ("go to the next file that isn't reviewed", ["u"], .main)
    case .hideReviewed: ("hide reviewed files, or show them", ["X"], .main)
    case .tree: ("files in their folders, or by their paths", ["t"], .main)
    case .pin: ("pin", ["p"], .main)
    case .emergency: ("emergency: land it now, review it later", ["E"], .main)
    case .hold: ("hold the commit, or lift its hold", ["H"], .main)
    case .owed: ("go to what is pending", ["O"], .main)
    case .acknowledge: ("acknowledge what is pending", ["A"], .main)
    case .carry: ("merge upstream's change into your file", ["a"], .main)
    case .note: ("note something on the commit, file or line", ["i"], .main)
    case .notes: ("list the notes", ["@"], .main)
    case .land: ("land it", ["p"], .dialog)
    case .planDetails: ("show the plan, file by file", ["d"], .dialog)
    case .runMissing: ("run the checks that are missing", ["v"], .dialog)
    case .overrideChecks: ("land past failed checks", ["o"], .dialog)
    case .followMoves: ("follow mappings whose files upstream moved", ["m"], .dialog)
    case .replaceDrift: ("replace drifted files, or not", ["F"], .dialog)
    case .tick: ("tick, or not", ["space"], .list)
    case .recover: ("go back to this sync", ["R"], .changelog)
    case .fetch: ("fetch upstream, or stop it", ["f"], .main)
    case .reload: ("reload", ["r"], .main)
    case .edit: ("open in $EDITOR", ["e"], .main)
    case .diffTool: ("open both versions in your diff tool", ["D"], .main)
    case .copy: ("copy the id, path or text", ["y"], .main)
    case .changelog: ("changelog", ["c"], .main)
    case .status: ("status", ["S"], .main)
    case .doctor: ("tell what is wrong with this set-up", ["!"], .main)
    case .themes: ("themes", ["T"], .main)
    case .palette: ("all commands", [":"], .main)
    case .help: ("help", ["?"], .everywhere)
    case .redraw: ("redraw the screen", ["ctrl-l"], .everywhere)
    case .suspend: ("suspend", ["ctrl-z"], .everywhere)
    }
  }
}

extension Action.Context {
  /// Whether it is the main screen, or a pane of it.
  var isOnMain: Bool {
    switch self {
    case .main, .commits, .files, .reading: true
    case .everywhere, .dialog, .list, .changelog, .status: false
    }
  }

  /// Whether a key can't mean two things in both.
  func overlaps(_ other: Action.Context) -> Bool {
    self == other || self == .everywhere || other == .everywhere
      || (isOnMain && other.isOnMain && (self == .main || other == .main))
  }
}

extension Pane {
  /// Where actions belong that work in it alone.
  var context: Action.Context {
    switch self {
    case .commits: .commits
    case .files: .files
    case .diff: .reading
    case .validation: .main
    }
  }
}

extension Action {
  /// Why the action can't be used now; nil where it can.
  package func blocker(in model: Model) -> SafeText? {
    switch self {
    case .message, .validate, .chooseChecks, .bisect, .pin, .scope, .reviewed, .reviewedHunk, .edit,
      .diffTool, .copy, .find, .findNext, .findPrevious, .filter, .fileCommits, .whereFrom, .fetch,
      .emergency, .hold, .owed, .acknowledge, .carry, .recover, .note, .notes:
      // Why not is what the screen says then.
      if model.summary == nil {
        return model.failure == nil
          ? "the repo is still being opened"
          : "this repo can't be reviewed; \(model.configuration.keys.hint(.reload)) tries again"
      }
    default: break
    }
    switch self {
    case .pin: return model.landingBlocker
    case .emergency:
      if let blocker = model.landingBlocker { return blocker }
      return model.candidateRow == nil ? "go to the commit to land first" : nil
    case .hold:
      if model.activities[.landing] != nil { return "a sync is landing" }
      return model.commits.selected == nil ? "go to a commit past the pin first" : nil
    case .owed where !model.commits.owed.isEmpty: return nil
    case .owed, .acknowledge:
      if model.activities[.landing] != nil { return "a sync is landing" }
      if model.position == nil { return "status is still loading" }
      return model.owedItems.isEmpty ? "nothing is pending" : nil
    case .carry:
      if model.activities[.landing] != nil { return "a sync is landing" }
      if model.readOverride == nil { return "go to one of your files that upstream changed" }
      return model.carryTarget == nil
        ? "only all of upstream's change since the pin is merged" : nil
    case .note:
      return model.pointedSubject == nil ? "go to a commit, a file or a line first" : nil
    case .recover: return model.recoveryBlocker
    case .validate:
      if model.chosen == nil, model.commits.isPendingSelected {
        return "go to a commit past the pin first"
      }
      if model.validation?.isRunning == true { return nil }
      if model.activities[.checking] != nil { return "another commit's checks are running" }
      return nil
    case .bisect:
      if model.bisect != nil { return nil }
      if model.summary?.checks.isEmpty == true { return "edgesync.yml declares no checks" }
      if model.candidateRow == nil { return "go to a commit past the pin first" }
      return model.activities[.checking] != nil ? "checks are running" : nil
    case .chooseChecks:
      if model.chosen == nil, model.commits.isPendingSelected {
        return "go to a commit past the pin first"
      }
      if model.activities[.checking] != nil { return "checks are running" }
      return model.summary?.checks.isEmpty == true ? "edgesync.yml declares no checks" : nil
    case .fetch:
      return model.summary?.isFetched == true
        ? nil
        : "upstream is a local path, read in place; \(model.configuration.keys.hint(.reload)) looks again"
    case .findNext, .findPrevious:
      return model.search == nil
        ? "no search yet; start one with \(model.configuration.keys.hint(.find))" : nil
    case .fileCommits:
      let file = model.focus == .diff ? model.readFile : model.files.selected
      return model.focus == .commits || model.focus == .validation || file == nil
        ? "go to a file first" : nil
    case .whereFrom: return model.lineBlocker
    case .nextFile, .previousFile, .nextHunk, .previousHunk, .wholeFile, .nextUnreviewed,
      .hideReviewed:
      return model.files.files.isEmpty ? "there are no files" : nil
    case .zoom, .widenLists, .narrowLists:
      return Layout(model).tabs == nil ? nil : "one pane has the screen here"
    case .scope:
      return model.chosen == nil && model.commits.isPendingSelected
        ? "go to a commit past the pin first" : nil
    case .reviewed:
      return model.focus == .validation ? "go to a commit or a file first" : nil
    case .reviewedHunk:
      return model.readsHunks ? nil : "go to a hunk of upstream's change first"
    case .diffTool:
      guard let change = model.readFile?.change else { return "go to a file first" }
      return change.old?.id == change.new?.id ? "both versions hold the same" : nil
    case .edit:
      return model.readFile?.path == nil ? "go to a file of this repo first" : nil
    default: return nil
    }
  }
}
