import Foundation
import Git
import Rules
import Text

extension ManualPage {
  /// The page of the program.
  static func program(_ command: CommandInfo, day: String) -> ManualPage {
    var page = ManualPage("edgesync", section: 1, abstract: command.abstract ?? "", day: day)
    page.heading("Synopsis")
    page.raw("\(bold("edgesync")) [\(italic("command"))] [\(italic("option"))...]")
    page.heading("Description")
    // The exit status has a section of its own.
    page.addParagraphs((command.discussion ?? "").components(separatedBy: "\n\nExit status:")[0])
    page.heading("Commands")
    page.addCommands(command, ["edgesync"])
    page.heading("Options")
    page.item(bold("-C") + " " + italic("dir"), "Work in this folder, for any command.")
    page.item(bold("--version"), "Print the versions of edgesync, libgit2 and git.")
    page.item(bold("-h") + ", " + bold("--help"), "Print help, also for a command.")
    page.heading("Exit status")
    for (status, meaning) in statuses { page.item(bold("\(status.rawValue)"), meaning) }
    page.heading("Files")
    for (file, meaning) in files { page.item(bold(file), meaning) }
    page.heading("Environment")
    for (name, meaning) in variables { page.item(bold(name), meaning) }
    page.heading("Privacy")
    page.paragraph(privacy)
    page.addEnd(
      ["edgesync.yml(5)"] + command.commands.map { "edgesync-\($0.commandName)(1)" } + ["git(1)"])
    return page
  }

  private static let privacy =
    "edgesync reports nothing about you, your repos or their use to anybody: there is no telemetry and no search for newer "
    + "versions. It reaches upstream and your remote by `git`, your forge by `gh`, and the addresses that your manifest "
    + "names for probes and alerts; no others."

  private static let statuses: [(ExitStatus, String)] = [
    (.done, "Done, or nothing to do."), (.failed, "It failed."), (.checkFailed, "A check failed."),
    (.inTheWay, "Drift or uncommitted changes stand in the way."),
    (.locked, "Another edgesync is at work in the repo."),
    (.unreachable, "Upstream can't be reached."), (.usage, "The command line can't be used."),
    (.invalid, "The manifest or the lock is invalid."),
  ]

  private static let files: [(String, String)] = [
    (Manifest.fileName, "What is synced; see `edgesync.yml`(5)."),
    (
      Lock.fileName,
      "The upstream commit that the synced files stand at. Written by edgesync, committed."
    ),
    (
      Manifest.defaultChangelog.text.string,
      "The syncs that landed. Written by edgesync, committed."
    ),
    (
      ".git/edgesync/",
      "What belongs to this clone alone: a clone of upstream, results of checks, notes."
    ),
    (
      "$XDG_CONFIG_HOME/edgesync/",
      "The console's `config.yml` and `themes/`; see `edgesync-review`(1)."
    ),
    ("$XDG_STATE_HOME/edgesync/", "The console's memory: lines typed, borders moved."),
  ]

  private static let variables: [(String, String)] = [
    ("NO_COLOR", "Where it is set and not empty, nothing is coloured."),
    (
      "CLICOLOR_FORCE",
      "Where it is set and not `0`, text is coloured even where nobody reads along at a terminal."
    ),
    ("COLORTERM", "`truecolor` says that the terminal shows 24-bit colours."),
    ("EDITOR", "The editor that the console opens files in."),
    (
      "SOURCE_DATE_EPOCH",
      "Seconds since 1970 that are taken for the present moment."
    ),
    ("EDGESYNC_LOG", "A file that the console writes a log for debugging to."),
  ]
}
