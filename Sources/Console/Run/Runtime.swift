import Checks
import Doctor
import Foundation
import Git
import Journal
import SystemPackage
import Text

/// Carries out effects off the thread that draws, and answers with messages.
///
/// Belongs to the thread that draws. Looking at commits, files and lines each have a worker of their
/// own, on which newer work replaces older.
package final class Runtime {
  /// Where answers are left.
  let queue: MessageQueue
  /// The folder that the edge repo is found from.
  let folder: FilePath
  /// Seconds since 1970.
  let clock: @Sendable () -> Int
  /// Tells when the repo may have changed; nil where nobody waits for that.
  let watch: RepoWatch?
  /// Counts looks at the repo; handles of an earlier one aren't used any more.
  private(set) var generation = 0

  /// Where checks may run what nobody has reviewed.
  let consents: Consents
  /// Where lines that were typed are kept; nil where they aren't.
  let history: PromptHistoryFiles?
  /// Whether git may ask the person before the screen.
  let prompting: Prompting
  /// What lies between the pin and a candidate, as the files' worker found it last.
  let diffCache = DiffCache()
  /// Lets the list of commits be whole before the files' worker searches for renames.
  let listingGate = ListingGate()
  let listing: Worker
  let matching: Worker
  let files: Worker
  let lines: Worker
  let countingLines: Worker
  let searching: Worker
  let moves: Worker
  let syntax: Worker
  let blaming: Worker
  /// The highlighting that goes on.
  let highlighting = ReplacedTask()
  /// Whether source text is highlighted.
  let wantsSyntax: Bool
  /// Whether what is wrong with the set-up is looked for by itself.
  private let examines: Bool
  let conflicts: Worker
  let known: Worker
  let general: Worker
  var checks: Task<Void, Never>?
  var landing: Task<Void, Never>?
  var planning: Task<Void, Never>?
  var fetching: Task<Void, Never>?
  /// The looks for what is wrong that go on.
  var examining: [Diagnosis.Scope: Task<Void, Never>] = [:]

  /// A runtime for the edge repo that a folder lies in.
  init(
    at folder: FilePath, _ queue: MessageQueue, watch: RepoWatch? = nil,
    consents: Consents = Consents(), prompting: Prompting = .never,
    wantsSyntax: Bool = true, examines: Bool = true, history: PromptHistoryFiles? = nil,
    clock: @escaping @Sendable () -> Int
  ) {
    self.wantsSyntax = wantsSyntax
    self.examines = examines
    self.prompting = prompting
    self.history = history
    self.watch = watch
    self.folder = folder
    self.queue = queue
    self.clock = clock
    self.consents = consents
    func worker(_ name: String, _ niceness: Int32, keepsLatestOnly: Bool = true) -> Worker {
      Worker(name, at: folder, queue, niceness: niceness, keepsLatestOnly: keepsLatestOnly)
    }
    listing = worker("commits", 2)
    matching = worker("filter", 6)
    lines = worker("lines", 4)
    countingLines = worker("commit-lines", 8)
    searching = worker("search", 6)
    moves = worker("moved", 10)
    syntax = worker("syntax", 10)
    blaming = worker("blame", 4)
    files = worker("files", 8)
    conflicts = worker("conflicts", 4)
    known = worker("known-checks", 12)
    general = worker("general", 12, keepsLatestOnly: false)
  }

  /// Starts a piece of work; what the screen itself has to do is none of it.
  package func perform(_ effect: Effect) {
    switch effect {
    case .repo(let effect): perform(effect)
    case .commits(.list(let listing)): listCommits(listing)
    case .commits(.match(let filter, let ids, let number, let pace)):
      match(filter, ids, number, pace)
    case .commits(.countLines(let commits, let listing)): countLines(of: commits, listing)
    case .commits(.loadVerdicts): loadVerdicts()
    case .showRememberedFiles(let key): queue.post(.files(.remembered(key)))
    case .loadFiles(let key): loadFiles(key)
    case .diff(.load(let wanted)): loadDiffs(wanted)
    case .diff(.highlight(let wanted)): highlight(wanted)
    case .diff(.findMoved(let wanted)): findMoved(wanted)
    case .diff(.search(let pattern, let files, let tabs)): search(pattern, files, tabs: tabs)
    case .diff(.blame(let line)): blame(line)
    case .setReviewed(let change, let isReviewed): setReviewed(change, isReviewed)
    case .checks(let effect): perform(effect)
    case .sync(.plan(let sync)): plan(sync)
    case .sync(.land(let sync, let approval)): land(sync, approval)
    case .lock(.loadRevert(let commit)): loadRevert(of: commit)
    case .lock(.findConflicts(let paths)): findConflicts(in: paths)
    case .lock(.change(let change)): changeLock(change)
    case .overrides(.carry(let path, let target)): carry(path, to: target)
    case .notes(let effect): perform(effect)
    case .text(let effect): perform(effect)
    case .remember(let prompt, let line): history?.add(line, to: prompt)
    case .screen: break
    }
  }

  private func perform(_ effect: RepoEffect) {
    switch effect {
    case .open: open()
    case .look: look()
    case .loadPosition: loadPosition()
    case .examine: if examines { examine(.setUp) { .repo(.examined($0)) } }
    case .fetch: fetch()
    case .stopFetch: fetching?.cancel()
    }
  }

  private func perform(_ effect: ChecksEffect) {
    switch effect {
    case .loadKnown(let candidate, let follows): loadKnownChecks(candidate, followsMoves: follows)
    case .run(let candidate, let only, let follows):
      runChecks(candidate, only: only, followsMoves: follows)
    case .bisect(let tip): bisect(to: tip)
    case .stop: checks?.cancel()
    case .allow: allowChecks()
    }
  }

  private func perform(_ effect: TextEffect) {
    switch effect {
    case .loadEvents: loadEvents()
    case .loadEvent(let event): loadEvent(event)
    case .loadCommit(let id): loadCommit(id)
    case .loadStatus: loadStatus()
    case .loadDiagnosis: examine(.all) { .text(.diagnosis($0)) }
    }
  }

  /// Ends all work; waits for checks to be gone, and for a landing that is past its commit point to be done.
  package func finish() async {
    for worker in workers { worker.end() }
    listingGate.askAgain()
    highlighting.cancel()
    checks?.cancel()
    fetching?.cancel()
    planning?.cancel()
    landing?.cancel()
    await landing?.value
    await planning?.value
    await checks?.value
    await fetching?.value
    for task in examining.values { task.cancel() }
    for task in examining.values { await task.value }
    history?.finish()
  }

  private var workers: [Worker] {
    [
      listing, matching, files, lines, countingLines, searching, moves, syntax, blaming,
      conflicts, known, general,
    ]
  }

  /// Waits for the workers' threads, once all work is ended; tells whether they came to their ends in time.
  func isGone(within limit: Duration) -> Bool {
    let deadline = DispatchTime.now() + .milliseconds(Int(limit / .milliseconds(1)))
    return workers.allSatisfy { $0.isGone(by: deadline) }
  }

  /// Begins a new look at the repo: what was opened for an earlier one is opened anew.
  func turn() {
    generation += 1
  }

  /// Adds a job to a worker, with handles of the present look at the repo.
  func submit(
    to worker: Worker,
    _ job: @escaping @Sendable (WorkerContext, _ isWanted: @Sendable () -> Bool) throws -> Void,
    orElse failed: @escaping @Sendable (SafeText) -> Message
  ) {
    let generation = generation
    worker.submit { [queue] context, isWanted in
      context.turn(to: generation, isWanted: isWanted)
      do {
        try job(context, isWanted)
      } catch {
        if isWanted() { queue.post(failed(Self.words(error))) }
      }
    }
  }

  /// Starts work that waits for other processes; the queue knows of it until it ends.
  func start(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    let queue = queue
    queue.begin()
    return Task {
      await work()
      queue.end()
    }
  }

  /// What an error says to a person.
  static func words(_ error: any Error) -> SafeText {
    if let error = error as? any ActionableError { return error.message }
    if error is CancellationError { return "It was stopped." }
    return SafeText(String(describing: error))
  }
}
