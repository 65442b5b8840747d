import Doctor
import Foundation
import Support
import SystemPackage
import Testing
import Text

/// An edge repo that something is wrong with, looked at in the test's process, and put right by a shell.
final class Patient {
  /// The pair.
  let pair: EdgePair
  /// What the diagnosis takes for the present surroundings.
  var surroundings: Surroundings
  /// The folder that is looked at, by its path in the pair's.
  var place = "edge"
  /// Variables that whoever runs the fix has beside.
  var answers: [String: String] = [:]
  /// What has to live on.
  var kept: [AnyObject] = []
  /// Whether the built program is asked: what git says of trust depends on the process's own home.
  var isAskedOfProgram = false

  init(_ pair: EdgePair) {
    self.pair = pair
    var environment = pair.edgesync.variables
    let program = EdgesyncProgram.path.removingLastComponent().string
    environment["PATH"] = "\(program):\(environment["PATH"] ?? "")"
    environment["GIT_CONFIG_SYSTEM"] = "/dev/null"
    surroundings = Surroundings(
      environment: environment, hasTerminal: false, now: EdgesyncProgram.now,
      freeBytes: { _ in 1 << 40 })
    // Beside all other tests an answer that is there is taken late.
    surroundings.patience = .seconds(300)
  }

  /// Runs a script in the pair's folder, as somebody who breaks things.
  func run(_ script: String) throws {
    var variables = pair.edgesync.variables
    variables["PATH"] = "\(EdgesyncProgram.path.removingLastComponent()):\(variables["PATH"] ?? "")"
    for who in ["AUTHOR", "COMMITTER"] {
      variables["GIT_\(who)_NAME"] = "Ana Silva"
      variables["GIT_\(who)_EMAIL"] = "ana@example.com"
      variables["GIT_\(who)_DATE"] = "1790000900 +0000"
    }
    let outcome = try Program("/bin/sh", variables: variables).run(
      ["-ec", script], in: pair.folder.path)
    if outcome.status != 0 {
      throw Plumbing.Failure(description: "\(script): \(outcome.text)\(outcome.errorText)")
    }
  }

  /// Takes all programs off the `PATH` but git, some that are named, and an `apt-get` that installs by a script.
  ///
  /// - Parameters:
  ///   - manager: Another program than `apt-get`, with all that stands before a package's name.
  ///   - script: What it does with a package's name, `$name`, in the folder of programs.
  func isolatePrograms(
    _ names: [String] = ["git"], manager: String = "apt-get install -y", installing script: String
  ) throws {
    let words = manager.split(separator: " ").map(String.init)
    let bin = pair.folder.path.appending("bin").string
    try run("mkdir bin")
    for name in names { try run("ln -s \"$(command -v \(name))\" bin/\(name)") }
    try pair.folder.writeProgram(
      """
      #!/bin/sh
      PATH=/usr/bin:/bin
      case "$*" in '\(words.dropFirst().joined(separator: " ")) '*) ;; *) exit 9 ;; esac
      for name; do :; done
      cd '\(bin)'
      \(script)

      """, to: "bin/\(words[0])")
    try pair.folder.writeProgram("#!/bin/sh\nexec \"$@\"\n", to: "bin/sudo")
    surroundings.environment["PATH"] = bin
  }

  /// What is found, by the names of kinds: with each its fix.
  func findings() async throws -> [(kind: String, level: String, fix: String?)] {
    let folder = pair.folder.path.appending(place)
    if isAskedOfProgram {
      let program = pair.edgesync.with(["GIT_CONFIG_SYSTEM": "/dev/null"])
      let outcome = try program.run(["doctor", "--json"], in: folder)
      return try JSON(parsing: outcome.output)["findings"].elements.map { finding in
        (
          finding["id"].text ?? "", finding["level"].text ?? "", finding["fix"].text
        )
      }
    }
    return await Diagnosis(at: folder, in: surroundings).findings.map { finding in
      (finding.kind.rawValue, finding.level.rawValue, finding.fix?.string)
    }
  }

  /// Runs a fix as it stands, and keeps what it exports.
  func apply(_ fix: String) throws -> Program.Outcome {
    let kept = pair.folder.path.appending("exported").string
    let script = "\(fix)\nstatus=$?; /usr/bin/env -0 > '\(kept)'; exit $status"
    let variables = surroundings.environment.merging(answers) { _, new in new }
    let outcome = try Program("/bin/sh", variables: variables).run(
      ["-c", script], in: pair.folder.path.appending(place))
    for entry in (pair.folder.text(of: "exported") ?? "").split(separator: "\0") {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, ["TERM", "LC_ALL", "TMPDIR"].contains(parts[0]) {
        surroundings.environment[String(parts[0])] = String(parts[1])
      }
    }
    return outcome
  }
}
