import ArgumentParser
import SystemPackage

/// Checks in one run, offering in another: so that checks run where no token is.
struct HandOverOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fetch nothing and offer nothing: check, and write the results for --results.",
      valueName: "file"))
  var saveResults: String?
  @Option(
    help: ArgumentHelp(
      "Run no checks: take the results that --save-results wrote, of exactly this tree.",
      valueName: "file"))
  var results: String?

  func validate() throws {
    if saveResults != nil, results != nil {
      throw ValidationError("--results can't be combined with --save-results.")
    }
  }

  /// Whether upstream is fetched: a run that only checks takes what `edgesync fetch` brought.
  var fetches: Bool { saveResults == nil }

  /// What is asked for, with paths from a folder; nil where nothing is.
  func handOver(from folder: FilePath) -> HandOver? {
    if let saveResults { return .saving(folder.pushing(FilePath(saveResults))) }
    return results.map { .taking(folder.pushing(FilePath($0))) }
  }
}

/// What becomes of checks' results.
enum HandOver {
  /// They are written to a file, and nothing is offered.
  case saving(FilePath)
  /// They are read from a file.
  case taking(FilePath)
}
