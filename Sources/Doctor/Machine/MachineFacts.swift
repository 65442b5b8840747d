import Git
import SystemPackage
import Text

/// The terminal and the disk.
struct MachineFacts {
  /// The smallest room that is enough, in bytes.
  static let enough = 256 << 20
  /// Colours that the console's themes make sense with.
  private static let fewColours = 8

  /// What `TERM` names; nil where there is no terminal.
  let terminal: String?
  /// How many colours that has; nil where the machine doesn't know it.
  let colours: Int?
  /// Whether it is known to tell of the mouse.
  let hasMouse: Bool
  /// The locale, by the variable that counts; nil where there is no terminal.
  let locale: (variable: String, value: String)?
  /// Bytes that are free where the repository is, and where checks run; nil where that isn't known.
  let free: (repository: Int?, temporary: Int?)
  /// The place for temporary files.
  let temporary: FilePath
  /// Another place for them that has room; nil where none has.
  let roomier: FilePath?

  /// Looks at the machine.
  ///
  /// - Parameter gitFolder: Where the repository is; nil where there is none.
  init(_ surroundings: Surroundings, _ programs: Programs, gitFolder: FilePath?) async {
    let environment = surroundings.environment
    temporary = surroundings.temporaryFolder
    free = (gitFolder.flatMap(surroundings.freeBytes), surroundings.freeBytes(temporary))
    roomier = ["/var/tmp", "/tmp"].map { FilePath($0) }.first {
      (surroundings.freeBytes($0) ?? 0) >= Self.enough
    }
    guard surroundings.hasTerminal else {
      (terminal, colours, hasMouse, locale) = (nil, nil, true, nil)
      return
    }
    let name = environment["TERM"] ?? ""
    terminal = name
    let answer = name.isEmpty ? nil : await programs.ask("tput", ["-T", name, "colors"])
    // Where there is no tput, nothing is known against the terminal.
    colours = !name.isEmpty && !programs.has("tput") ? .max : answer.flatMap { Int($0.line) }
    hasMouse =
      colours == nil || !programs.has("tput")
      ? true : await programs.ask("tput", ["-T", name, "kmous"])?.isGood == true
    let variable = ["LC_ALL", "LC_CTYPE", "LANG"].first { environment[$0]?.isEmpty == false }
    locale = (variable ?? "LANG", variable.flatMap { environment[$0] } ?? "")
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if let terminal {
      if let colours {
        if colours < Self.fewColours {
          findings.append(
            Finding(
              .terminalColours, "the terminal \(SafeText(terminal)) has no colours",
              fix: "export TERM=xterm-256color"))
        }
        if !hasMouse {
          findings.append(
            Finding(.terminalMouse, "the terminal \(SafeText(terminal)) doesn't tell of the mouse"))
        }
      } else {
        let name: SafeText = terminal.isEmpty ? "TERM is unset" : "TERM names \(SafeText(terminal))"
        findings.append(
          Finding(
            .terminalUnknown, name + ", which this machine doesn't know: the console can't draw",
            fix: "export TERM=xterm-256color"))
      }
    }
    if let locale {
      let value = locale.value.lowercased().replacing("-", with: "")
      if !value.contains("utf8") {
        let shown: SafeText = locale.value.isEmpty ? "isn't set" : "is \(SafeText(locale.value))"
        findings.append(
          Finding(
            .localeNotUTF8, "\(SafeText(locale.variable)) \(shown), which isn't UTF-8",
            fix: "export LC_ALL=C.UTF-8"))
      }
    }
    if let bytes = free.repository, bytes < Self.enough {
      findings.append(
        Finding(
          .diskOfRepository, "\(bytes >> 20) MiB are left where the repository is",
          fix: "git gc --quiet --prune=now"))
    }
    if let bytes = free.temporary, bytes < Self.enough {
      findings.append(
        Finding(
          .diskOfTemporary, "\(bytes >> 20) MiB are left in \(temporary.text), where checks run",
          fix: roomier.map { "export TMPDIR=\(word: $0)" }))
    }
    return findings
  }
}
