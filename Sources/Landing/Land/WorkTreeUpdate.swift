import Git
import Planning

/// Brings work tree and index to what a landing put where HEAD holds it: the planned paths and no other.
///
/// Files change only where they are what the plan found. Temporary files that a killed run left are dealt
/// with in any case, wherever HEAD is now.
struct WorkTreeUpdate {
  private let intent: Intent
  private let repository: Repository
  private let lock: IndexLock?
  private let failpoint: (Lander.Failpoint) throws -> Void
  private let steps: [Plan.Step]
  private let tree: WorkTree
  private let sparse: SparseCheckout
  private let objects: UpstreamObjects
  private var head: HeadFiles
  /// Files of attributes that the index doesn't hold yet.
  private var pendingAttributes: [Plan.Step]
  private var skipped: [SkippedFile] = []

  /// The update that an intent asks for.
  ///
  /// - Parameters:
  ///   - lock: The lock of the index, which is released; nil where the sync hasn't landed.
  ///   - failpoint: Called before each file and before the index is written.
  init(
    _ intent: Intent, of repository: Repository, holding lock: IndexLock?,
    failpoint: @escaping (Lander.Failpoint) throws -> Void
  ) throws {
    self.intent = intent
    self.repository = repository
    self.lock = lock
    self.failpoint = failpoint
    steps = intent.planSteps
    pendingAttributes = steps.filter(\.isOfAttributes)
    tree = try WorkTree(of: repository)
    head = try HeadFiles(of: repository)
    sparse = try SparseCheckout(of: repository)
    objects = UpstreamObjects(of: repository)
  }

  /// Makes the update.
  ///
  /// - Returns: Files that were left as they are.
  mutating func run() throws -> [SkippedFile] {
    try tree.syncingOnce {
      for (number, step) in steps.inUpdateOrder {
        if !step.goesFirst { try publishAttributes() }
        try failpoint(.betweenFiles)
        try update(step, temporary: intent.temporaryName(number))
      }
    }
    try failpoint(.beforeIndex)
    if let lock { try finish(lock) }
    return skipped
  }

  /// Writes what the steps put into the index, and releases it.
  private mutating func finish(_ lock: IndexLock) throws {
    // A checkout moves HEAD after it has released the index: one may have been about to.
    head = try HeadFiles(of: repository)
    let undone = try Rollback(intent, repository).run(holding: lock)
    skipped += undone.leftAlone
    if try updateIndex(lock, steps) || undone.isIndexChanged {
      try lock.commit()
    } else {
      try lock.release()
    }
  }

  /// Has the index know the attributes before the files that they convert are written, for it is asked
  /// about those that aren't in the work tree.
  private mutating func publishAttributes() throws {
    if pendingAttributes.isEmpty { return }
    if let lock, try updateIndex(lock, pendingAttributes) { try lock.publish() }
    pendingAttributes = []
  }

  /// Puts the steps' entries that HEAD holds into the index, without writing it.
  ///
  /// - Returns: Whether there were any.
  private func updateIndex(_ lock: IndexLock, _ steps: [Plan.Step]) throws -> Bool {
    let outdated = try repository.stepsToIndex(steps.filter(isHeld), from: \.indexed)
    try repository.update(
      lock,
      with: outdated.map {
        IndexUpdate(path: $0.path, item: $0.new, skipsWorkTree: try isLeftOut($0))
      })
    return !outdated.isEmpty
  }

  /// Whether HEAD's commit holds at a path what the step puts there: another commit or branch may hold
  /// something else.
  private func isHeld(_ step: Plan.Step) throws -> Bool {
    try lock != nil && head.item(at: step.path) == step.new
  }

  /// Whether the work tree goes without a step's file, and has nothing in its place.
  private func isLeftOut(_ step: Plan.Step) throws -> Bool {
    guard step.new != nil, tree.firstFile(on: step.path) == nil else { return false }
    if try repository.skipsWorkTree(at: step.path) { return true }
    return step.indexed == nil && sparse.leavesOut(step.path)
  }

  private mutating func update(_ step: Plan.Step, temporary: String) throws {
    if let gitlink = SubmoduleStep(step, of: repository) {
      skipped += try SubmoduleUpdate(gitlink, isHeld: isHeld(step), temporary: temporary) {
        [failpoint] in try failpoint(.betweenFiles)
      }.run()
    } else {
      try updateFile(step, temporary: temporary)
    }
  }

  private mutating func updateFile(_ step: Plan.Step, temporary: String) throws {
    let settled = try tree.settle(
      temporary: temporary, beside: step.path, old: step.standing, new: step.new)
    // Whatever the temporary file held is kept by now; the path itself may be as it was.
    if case .leftAlone = settled, try !tree.same(tree.item(at: step.path), step.standing) {
      try skip(step)
      return
    }
    guard try isHeld(step), try !isLeftOut(step) else { return }
    let outcome = try tree.replace(
      step.standing, with: step.new, at: step.path, temporary: temporary)
    switch outcome {
    case .leftAlone: try skip(step)
    case .done(let conversion?): try noteConversion(conversion, of: step)
    case .done(nil), .alreadyThere: break
    }
  }

  private mutating func skip(_ step: Plan.Step) throws {
    var cause = SkippedFile.Cause.changed
    // Only what git wrote itself may be thrown away again by what the text says to do.
    if let conversion = try repository.foreignConversion(at: step.path),
      try repository.isAsIndexed(step.path)
    {
      cause = .converted(conversion)
    }
    skipped.append(SkippedFile(path: step.path, cause: cause, isRemoved: step.new == nil))
  }

  /// Notes a file that was written as git stores it, for its conversion is left to git.
  private mutating func noteConversion(
    _ conversion: Repository.ForeignConversion, of step: Plan.Step
  ) throws {
    skipped.append(
      SkippedFile(
        path: step.path, cause: .converted(conversion), isAsStored: true,
        objects: try objects.place))
  }
}
