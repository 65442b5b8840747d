import Foundation
import Support
import SystemPackage
import Testing

/// `edgesync manual` writes a page for each command and completions that shells take; a package has both.
@Suite struct ManualCommandTests {
  private static func isThere(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }

  private struct Written {
    let folder: TemporaryFolder
    let program: EdgesyncProgram
    var pages: [String] {
      get throws {
        try FileManager.default.contentsOfDirectory(atPath: path("man").string).sorted()
      }
    }

    init() throws {
      folder = try TemporaryFolder()
      program = EdgesyncProgram(home: folder.path, temporary: folder.path)
      let outcome = try program.run(["manual", "made"], in: folder.path)
      try #require(outcome.status == 0, "\(outcome.errorText)")
    }

    func path(_ name: String) -> FilePath { folder.path.appending("made").appending(name) }
  }

  @Test func everyCommandHasAPage() throws {
    let written = try Written()
    let pages = try written.pages
    let help = try written.program.run(["--help"], in: written.folder.path).lines
    let commands = help.drop { $0 != "SUBCOMMANDS:" }.dropFirst().compactMap { line in
      line.hasPrefix("  ") && !line.hasPrefix("   ")
        ? line.split(separator: " ").first.map(String.init) : nil
    }
    #expect(commands.count > 20 && commands.contains("pin"))
    // The last line is a sentence.
    for command in commands where command != "help" && command != "See" {
      #expect(pages.contains("edgesync-\(command).1"), "\(command)")
    }
    #expect(pages.contains("edgesync.1") && pages.contains("edgesync.yml.5"))
    #expect(!pages.contains("edgesync-manual.1"))
    let program = written.folder.text(of: "made/man/edgesync.1") ?? ""
    #expect(program.contains("no telemetry") && program.contains("CLICOLOR_FORCE"))
    // The declared keys, and those of the manifest.
    let review = written.folder.text(of: "made/man/edgesync-review.1") ?? ""
    #expect(review.contains("mark as reviewed (\\fBreviewed\\fR)"))
    let manifest = written.folder.text(of: "made/man/edgesync.yml.5") ?? ""
    #expect(manifest.contains("\\fBmappings[].edge[].reason\\fR"))
  }

  @Test(.enabled(if: isThere("mandoc"), "mandoc isn't installed"))
  func mandocFindsNothing() throws {
    let written = try Written()
    let pages = try written.pages.map { "made/man/" + $0 }
    let outcome = try Program("/usr/bin/env").run(
      ["mandoc", "-Tlint", "-W", "warning"] + pages, in: written.folder.path)
    #expect(outcome.status == 0 && outcome.text.isEmpty, "\(outcome.text)")
  }

  @Test func bashCompletesACommand() throws {
    let written = try Written()
    let outcome = try Program("/bin/bash", variables: written.program.variables).run(
      ["--norc", "--noprofile"], in: written.folder.path,
      input: Array(
        """
        PATH=\(EdgesyncProgram.path.removingLastComponent().string):$PATH
        source made/completions/edgesync.bash
        COMP_WORDS=(edgesync pi) COMP_CWORD=1 COMP_LINE='edgesync pi' COMP_POINT=11
        _edgesync edgesync pi edgesync
        echo "${COMPREPLY[@]}"
        """.utf8))
    #expect(outcome.text == "pin", "\(outcome.text)\(outcome.errorText)")
  }

  @Test(.enabled(if: isThere("zsh"), "zsh isn't installed"))
  func zshReadsIts() throws { try expectReadable("_edgesync", by: "zsh") }

  @Test(.enabled(if: isThere("fish"), "fish isn't installed"))
  func fishReadsIts() throws { try expectReadable("edgesync.fish", by: "fish") }

  private func expectReadable(_ file: String, by shell: String) throws {
    let written = try Written()
    let outcome = try Program("/usr/bin/env").run(
      [shell, "-n", "made/completions/" + file], in: written.folder.path)
    #expect(outcome.status == 0, "\(outcome.errorText)")
  }

  @Test func theVersionSaysWhatItIsMadeOf() throws {
    let folder = try TemporaryFolder()
    let program = EdgesyncProgram(home: folder.path, temporary: folder.path)
    let lines = try program.run(["--version"], in: folder.path).lines
    #expect(lines.count == 3, "\(lines)")
    #expect(lines[0].wholeMatch(of: /edgesync \d+\.\d+\.\d+ \(commit [-0-9a-z]+\)/) != nil)
    #expect(lines[1].wholeMatch(of: /libgit2 \d+\.\d+\.\d+/) != nil)
    #expect(lines[2] == (try Program("/usr/bin/env").run(["git", "--version"]).text))
  }

  /// https://no-color.org and https://bixense.com/clicolors, where nobody reads along.
  @Test(
    arguments: [
      ([:], false), (["CLICOLOR_FORCE": "1"], true), (["CLICOLOR_FORCE": "0"], false),
      (["CLICOLOR_FORCE": ""], false), (["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
      (["CLICOLOR_FORCE": "1", "NO_COLOR": ""], true),
    ] as [([String: String], Bool)])
  func coloursAreForcedWhereAsked(_ variables: [String: String], _ isColoured: Bool) throws {
    let folder = try TemporaryFolder()
    let program = EdgesyncProgram(home: folder.path, temporary: folder.path, variables: variables)
    let outcome = try program.run(["review", "--keys"], in: folder.path)
    #expect(outcome.output.contains(0x1B) == isColoured)
  }
}
