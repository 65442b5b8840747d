import Doctor
import Git
import Journal
import Planning
import Rules
import Text

/// A text on top of the main screen that is read and scrolled.
package struct TextScreen: Overlay {
  /// What the text is about.
  package enum Content: Sendable {
    /// The keys that work here.
    case help
    /// A plan, file by file.
    case plan(Plan)
    /// Where the edge repo stands; nil until that is known.
    case status(RepoStatus?)
    /// What is wrong with the set-up; nil until that is known.
    case doctor(Diagnosis?)
    /// An upstream commit's message; nil until it is known.
    case commit(CommitList.Row, CommitText?)
    /// A sync event, and what it brought once that is known.
    case event(SyncEvent, Detail?)
    /// A candidate's check: where it stands and what it printed.
    case log(check: String, candidate: ObjectID)
    /// Something to be read whole.
    case message(title: SafeText, [Line])
  }

  /// What a sync event brought.
  package struct Detail: Sendable {
    /// The event's id.
    package let event: String
    /// The upstream commits.
    package let commits: [Commit]
    /// The upstream files that changed.
    package let files: [FileChange]
    /// What was noted on them.
    package let notes: [Note]
    /// What benchmarks measured for it.
    package let measured: [BenchmarkPoint]

    /// A detail from its parts.
    package init(
      event: String, commits: [Commit], files: [FileChange], notes: [Note] = [],
      measured: [BenchmarkPoint] = []
    ) {
      self.notes = notes
      self.measured = measured
      self.event = event
      self.commits = commits
      self.files = files
    }
  }

  /// What the text is about.
  package var content: Content
  /// Which part of it is seen.
  private var scroll: Scroll

  /// A text at its top; a log at its end.
  package init(_ content: Content) {
    self.content = content
    scroll = .top
    if case .log = content { scroll = .end }
  }

  /// Whether it is the help.
  package var isHelp: Bool {
    if case .help = content { true } else { false }
  }

  package var context: Action.Context {
    switch content {
    case .event: .changelog
    case .status: .status
    case .help, .plan, .doctor, .commit, .log, .message: .everywhere
    }
  }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if case .message = content, action == .open { return .close }
    if action == .recover || action == .acknowledge { return .then { $0.perform(action) } }
    if let movement = action.movement { scroll.move(movement) }
    return .none
  }

  package mutating func draw(_ canvas: inout Canvas) {
    TextView.draw(&canvas, content, &scroll)
  }
}
