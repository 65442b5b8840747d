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
    let document = helpers.docs ? EdgeDocument(of: manifest, in: place) : nil
    var missing = try setup.files.filter { try setup.outcome(of: $0) == .missing }.map(\.name)
    if let document, try document.outcome() == .missing { missing.append(document.name) }
    if !missing.isEmpty, !yes {
      for name in missing { try output.line(("to write  ", .dim), (name, .text)) }
      try output.flush()
      guard Confirmation.canAsk else {
        throw ValidationError(
          "No terminal to confirm on; pass --yes to write \(missing.joined(separator: ", "))."
        )
      }
      guard Confirmation.ask("Write \(counted(missing.count, "file"))?") else {
        throw Ending(status: .failed)
      }
    }
    var tracked: [SafeText] = []
    var isComplete = true
    func tell(_ outcome: HelperSetup.Outcome, of name: SafeText, _ path: RepoPath?) throws {
      switch outcome {
      case .written, .missing:
        if let path { tracked.append("\(pathspec: path)") }
        try output.line(("wrote     ", .good), (name, .text))
      case .alreadyThere:
        try output.line(("there     ", .dim), ("\(name), as edgesync writes it", .text))
      case .left(let why, let remedy):
        isComplete = false
        try output.line(("left      ", .warning), ("\(name): \(why).", .text))
        try output.line("          \(remedy).")
      }
    }
    for file in setup.files { try tell(setup.write(file), of: file.name, file.path) }
    if let document { try tell(document.write(), of: document.name, EdgeDocument.path) }
    for note in try setup.notes() + (document?.notes ?? []) {
      try output.line(("note      ", .warning), ("\(note).", .text))
    }
    if !tracked.isEmpty {
      try output.line(
        "Next: git add \(tracked.joined(separator: " ")) && git commit -m \"Set edgesync up\"")
    }
    try output.flush()
    if !isComplete { throw Ending(status: .inTheWay) }
  }
}
