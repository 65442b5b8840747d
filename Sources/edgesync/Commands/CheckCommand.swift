import ArgumentParser
import Checks
import Git
import Journal
import Landing
import Planning
import Reports
import Rules
import SystemPackage
import Text
import Upstream

/// `edgesync check`: validates a candidate, or the edge repo as it is.
struct CheckCommand: AsyncParsableCommand, LimitedCommand {
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
    let definitions = try selected(of: edge)
    let now = SystemClock.now()
    let builtIn = BuiltInChecks(edge, upstream, now: now)
    let proposer = Proposer(
      edge, upstream, by: try Identity.user(of: edge, now: now))
    if let commit {
      return try await proposer.withProposal(of: upstream.resolveCommit(commit)) { proposal in
        try await check(
          CheckSubject(proposal, in: edge), of: edge, definitions, builtIn.check(proposal))
      }
    }
    try Planner(edge, upstream).refuseUncommittedManifest()
    _ = try edge.history(in: upstream, to: [edge.upstream.tip(in: upstream)])
    return try await check(
      CheckSubject(presentOf: edge, proposer), of: edge, definitions, builtIn.checkPresent())
  }

  /// Runs the declared checks, and tells of them and of the built-in ones.
  private func check(
    _ subject: CheckSubject, of edge: EdgeRepo, _ definitions: [CheckDefinition],
    _ builtIn: [CheckResult]
  ) async throws -> Bool {
    var results = stage == .post ? [] : builtIn
    if !only.isEmpty { results = results.filter { only.contains($0.name) } }

    let output = StandardOutput()
    let printer = CheckPrinter(showsOutput: true) { line in StandardError.write(line) }
    if !json { for result in results { printer.take(.finished(result)) } }
    let runner = CheckRunner(
      try StateDatabase(in: edge.state), isFresh: fresh, jobs: jobs,
      persistence: keepGoing ? .keepsGoing : .stopsEarly, clock: SystemClock.now)
    results += try await runner.run(definitions, on: subject) { [json] progress in
      if !json { printer.take(progress) }
    }
    try Task.checkCancellation()
    if let junit { try write(results, to: junit) }
    if let actions = ActionsReport() {
      if !json { for line in actions.annotations(results) { StandardError.write(command: line) } }
      actions.summarize(results, of: subject.candidate.short)
    }
    let isPassed = results.allSatisfy(\.allowsLanding)
    if json {
      let document: JSONValue = [
        "commit": .string(subject.candidate.hex), "tree": .string(subject.tree.hex),
        "passed": .bool(isPassed), "checks": .array(results.map { .check($0) }),
      ]
      try output.write(document.encoded + [0x0A])
    } else {
      try output.line(
        CheckReport.summary(results, of: subject.candidate, tree: subject.tree))
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
