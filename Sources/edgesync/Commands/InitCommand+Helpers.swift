import ArgumentParser
import Git
import Rules
import Setup
import Text
import Upstream

extension InitCommand {
  /// Writes the helpers that were asked for: what is there already stays, and is named.
  ///
  /// - Throws: ``Ending`` with the status of something in the way where one of them couldn't be written.
  func writeHelpers(
    in place: EdgeRepo.Place, _ manifest: Manifest, _ output: StandardOutput
  ) throws {
    let setup = try HelperSetup(helpers.helpers, in: place, manifest)
    let missing = try setup.files.filter { try setup.outcome(of: $0) == .missing }
    if !missing.isEmpty, !yes {
      for file in missing { try output.line(("to write  ", .dim), (file.name, .text)) }
      try output.flush()
      guard Confirmation.canAsk else {
        throw ValidationError(
          "No terminal to confirm on; pass --yes to write \(missing.map(\.name).joined(separator: ", "))."
        )
      }
      guard Confirmation.ask("Write \(counted(missing.count, "file"))?") else {
        throw Ending(status: .failed)
      }
    }
    var written: [HelperFile] = []
    var isComplete = true
    for file in setup.files {
      switch try setup.write(file) {
      case .written, .missing:
        written.append(file)
        try output.line(("wrote     ", .good), (file.name, .text))
      case .alreadyThere:
        try output.line(("there     ", .dim), ("\(file.name), as edgesync writes it", .text))
      case .left(let why, let remedy):
        isComplete = false
        try output.line(("left      ", .warning), ("\(file.name): \(why).", .text))
        try output.line("          \(remedy).")
      }
    }
    for note in try setup.notes() { try output.line(("note      ", .warning), ("\(note).", .text)) }
    let tracked = written.compactMap(\.path).map { "\(pathspec: $0)" as SafeText }
    if !tracked.isEmpty {
      try output.line(
        "Next: git add \(tracked.joined(separator: " ")) && git commit -m \"Set edgesync up\"")
    }
    try output.flush()
    if !isComplete { throw Ending(status: .inTheWay) }
  }
}
