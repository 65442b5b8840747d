import ArgumentParser
import Doctor
import Git
import SystemPackage
import Text

/// `edgesync doctor`: what is wrong with this set-up.
struct DoctorCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what is wrong with this set-up, and the command that puts each thing right.",
    discussion: """
      Works where other commands stop: without a manifest, a lock, an upstream, or a repository that git \
      opens. Asks nobody for credentials, and changes nothing. Exits 1 with a finding of level error.

      With --bundle, what helps others to understand the set-up is written into an archive: versions, \
      findings, what manifest and lock say of files, how syncs and checks ended, and settings of git's \
      that change how it handles files. No file of the repo, no log, no command, no variable's value, no \
      address and nothing secret is in it.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Option(
    help: ArgumentHelp(
      "Write an archive for a bug report, with nothing secret in it.", valueName: "file"))
  var bundle: String?
  @Flag(help: "Print one JSON document.")
  var json = false

  func run() async throws {
    let diagnosis = await Diagnosis(at: directory.folder)
    let output = StandardOutput()
    if json {
      let findings = diagnosis.findings.map { finding -> JSONValue in
        [
          "id": .string(finding.kind.rawValue), "level": .string(finding.level.rawValue),
          "text": .string(finding.text.string),
          "fix": finding.fix.map { .string($0.string) } ?? .null,
        ]
      }
      let document: JSONValue = ["findings": .array(findings)]
      try output.write(document.encoded + [0x0A])
    } else {
      try output.lines(DoctorReport.lines(diagnosis))
    }
    if let bundle {
      let path = directory.folder.pushing(FilePath(bundle))
      try await ReportBundle(
        of: diagnosis, at: directory.folder, version: EdgesyncCommand.configuration.version
      ).write(to: path)
      if !json { try output.line(("wrote     ", .good), (path.text, .text)) }
    }
    try output.flush()
    if diagnosis.hasErrors { throw Ending(status: .failed) }
  }
}
