import ArgumentParser
import Engines
import Fleet
import Text

/// `edgesync fleet matrix`: what a CI engine makes a job of for each edge repo.
struct FleetMatrixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "matrix",
    abstract: "Print a matrix for GitHub or GitLab, with a job for each edge repo.",
    discussion: """
      --github prints `{"include":[{"edge","shard"}]}`, and with --workflow the workflow that uses it; \
      --gitlab prints a child pipeline. Each job runs `edgesync fleet run daily --shard I/N`. Where there \
      are more edge repos than an engine makes jobs (\(GitHubMatrix.limit) on GitHub, \
      \(GitLabMatrix.limit) on GitLab), a job has several.
      """)

  /// The engine.
  enum Engine: String, EnumerableFlag {
    case github
    case gitlab
  }

  @OptionGroup var options: FleetOptions
  @Flag(help: "Which engine it is for.")
  var engine: Engine
  @Flag(help: "With --github: print the workflow instead.")
  var workflow = false

  func validate() throws {
    if workflow, engine != .github { throw ValidationError("--workflow goes with --github.") }
  }

  func run() throws {
    let output = StandardOutput()
    if workflow {
      try output.write(Array(GitHubFleetWorkflow.text.utf8))
    } else {
      let fleet = try options.fleet()
      switch engine {
      case .github: try output.write(GitHubMatrix.document(of: fleet).encoded + [0x0A])
      case .gitlab:
        let file = options.file ?? FleetFile.fileName
        try output.write(Array(GitLabMatrix.pipeline(of: fleet, file: file).utf8))
      }
    }
    try output.flush()
  }
}
