import ArgumentParser
import Checks
import Git
import Journal
import Landing
import Pipeline
import Planning
import Reports
import Rules
import SystemPackage
import Text
import Upstream

/// `edgesync check`: validates a candidate, or the edge repo as it is.
struct CheckCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validate a candidate, or with none given, the edge repo as it is committed.",
    discussion: """
      Checks run the candidate's code as you, in a folder of their own. A result belongs to the exact \
      tree it ran on; the same tree isn't checked twice unless --fresh is given. Once a required check \
      fails, the others are ended unless --keep-going is given. Exits 2 if a required check doesn't pass.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "The candidate.")
  var commit: String?
  @Option(help: "Run only the checks of a stage: pre or post.")
  var stage: CheckDefinition.Stage?
  @Option(help: ArgumentHelp("Run only this check; may be repeated.", valueName: "name"))
  var only: [String] = []
  @Flag(help: "Run checks even if this same tree was checked before.")
  var fresh = false
  @Flag(
    help: "Find the newest candidate that passes, and the commit that broke the one after it.")
  var bisect = false
  @Flag(help: "Run the other checks too once a required one has failed.")
  var keepGoing = false
  @Option(
    name: [.short, .long],
    help: ArgumentHelp("How many checks run side by side at the most.", valueName: "count"))
  var jobs = CheckRunner.defaultJobs
  @Option(help: ArgumentHelp("Write the results as a JUnit report.", valueName: "file"))
  var junit: String?
  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs can't be \(jobs): give a number from 1.") }
    if bisect {
      let other = [
        (fresh, "--fresh"), (keepGoing, "--keep-going"), (junit != nil, "--junit"),
      ].first { $0.0 }
      if let (_, name) = other { throw ValidationError("\(name) can't be combined with --bisect.") }
    }
  }

  func run() async throws {
    let command = self
    let isPassed = try await cancellingOnInterrupt {
      command.bisect ? try await command.search() : try await command.check()
    }
    if !isPassed { throw Ending(status: .checkFailed) }
  }

  private func check() async throws -> Bool {
    let edge = try directory.open()
    let upstream = try await directory.openUpstream(of: edge)
    let builtIn = CheckDefinition.builtInNames.filter {
      stage != .post && (only.isEmpty || only.contains($0))
    }
    let checks = ProposalChecks(
      try selected(of: edge), builtIn: Set(builtIn), isFresh: fresh, jobs: jobs,
      persistence: keepGoing ? .keepsGoing : .stopsEarly)
    let pipeline = SyncPipeline(
      try LockFreeSession(edge, upstream, for: .checks, now: SystemClock.now()),
      clock: SystemClock.now)
    let printer = CheckPrinter(showsOutput: true) { line in StandardError.write(line) }
    let progress: @Sendable (CheckProgress) -> Void = { [json] progress in
      if !json { printer.take(progress) }
    }
    if let commit {
      let request = SyncRequest(to: try upstream.resolveCommit(commit), kind: .weekly)
      let (proposal, results) = try await pipeline.check(request, checks, progress: progress)
      return try tell(results, of: proposal.plan.to.id, tree: proposal.checkedTree)
    }
    try Planner(edge, upstream).refuseUncommittedManifest()
    _ = try edge.history(in: upstream, to: [edge.upstream.tip(in: upstream)])
    let (subject, results) = try await pipeline.checkPresent(checks, progress: progress)
    return try tell(results, of: subject.candidate, tree: subject.tree)
  }

  /// Tells of results; tells whether all that is required passed.
  private func tell(
    _ results: [CheckResult], of candidate: ObjectID, tree: ObjectID
  ) throws -> Bool {
    let output = StandardOutput()
    if let junit { try write(results, to: junit) }
    if let actions = ActionsReport() {
      if !json { for line in actions.annotations(results) { StandardError.write(command: line) } }
      actions.summarize(results, of: candidate.short)
    }
    let isPassed = results.allSatisfy(\.allowsLanding)
    if json {
      let document: JSONValue = [
        "commit": .string(candidate.hex), "tree": .string(tree.hex),
        "passed": .bool(isPassed), "checks": .array(results.map { .check($0) }),
      ]
      try output.write(document.encoded + [0x0A])
    } else {
      try output.line(CheckReport.summary(results, of: candidate, tree: tree))
    }
    try output.flush()
    return isPassed
  }

  private func write(_ results: [CheckResult], to file: String) throws {
    let path = FilePath(directory.folder.string).pushing(FilePath(file))
    try FileSync.replaceFile(path, with: Array(JUnitDocument(results).text.utf8))
  }

  /// The declared checks that were asked for.
  func selected(of edge: EdgeRepo) throws -> [CheckDefinition] {
    let known = edge.manifest.checks.map(\.name) + CheckDefinition.builtInNames
    if let unknown = only.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "There is no check \(unknown); there are \(known.joined(separator: ", ")).")
    }
    return edge.manifest.checks.filter { check in
      (stage.map { $0 == check.stage } ?? true) && (only.isEmpty || only.contains(check.name))
    }
  }
}

extension CheckDefinition.Stage: ExpressibleByArgument {}
