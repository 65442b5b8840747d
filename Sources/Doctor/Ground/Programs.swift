import Git
import SystemPackage
import Text

/// Programs of the user's, found outside the repositories, and asked without a terminal and within a time.
struct Programs: Sendable {
  private let surroundings: Surroundings
  private let search: ProgramSearch
  /// Where they are asked.
  let folder: FilePath

  /// The programs that are found outside some folders.
  init(_ surroundings: Surroundings, outside folders: [FilePath], in folder: FilePath) {
    self.surroundings = surroundings
    self.folder = folder
    search = ProgramSearch(outside: folders, in: surroundings.environment["PATH"])
  }

  /// Whether there is a program of a name.
  func has(_ name: String) -> Bool { path(of: name) != nil }

  /// Where a program is; nil where there is none. A path of one's own stands for itself.
  func path(of name: String) -> FilePath? {
    guard name.utf8.contains(UInt8(ascii: "/")) else { return search.find(name) }
    let path = folder.pushing(FilePath(name))
    return ProgramSearch(outside: [], in: path.removingLastComponent().string)
      .find(path.lastComponent?.string ?? "")
  }

  /// Asks a program; nil where there is none.
  func ask(_ name: String, _ arguments: [String]) async -> ProgramAnswer? {
    guard let program = search.program(name) else { return nil }
    var environment = surroundings.environment.filter { name, _ in
      !name.hasPrefix("GIT_") && name != "PATH"
    }
    environment["LC_ALL"] = environment["LC_ALL"] ?? "C"
    return await run(program, arguments, environment)
  }

  /// Asks git something that it knows by itself; it reaches no server, asks nobody and writes nothing.
  func git(_ arguments: String...) async -> ProgramAnswer {
    guard let program = search.program("git") else {
      return ProgramAnswer(isGood: false, output: [], words: ["git isn't installed"])
    }
    var environment = surroundings.environment.filter { name, _ in
      !name.hasPrefix("GIT_") && name != "PATH" || Self.isKept(name)
    }
    for (name, value) in Self.fixed { environment[name] = value }
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "GPG_TTY"] { environment[name] = nil }
    return await run(program, ["-c", "core.fsmonitor=false"] + arguments, environment)
  }

  private func run(
    _ program: Program, _ arguments: [String], _ environment: [String: String]
  ) async -> ProgramAnswer {
    do {
      let output = try await program.runAlone(
        arguments, in: folder, environment: environment, input: [], within: surroundings.patience)
      return ProgramAnswer(isGood: true, output: output, words: [])
    } catch let GitError.command(_, status, output) {
      return ProgramAnswer(isGood: false, output: [], words: output.isEmpty ? [status] : output)
    } catch {
      return ProgramAnswer(
        isGood: false, output: [], words: [(error as? GitError)?.why ?? "it was stopped"])
    }
  }

  /// Variables by which a person configures git, or says who they are.
  private static func isKept(_ name: String) -> Bool {
    ["GIT_CONFIG_", "GIT_AUTHOR_", "GIT_COMMITTER_"].contains { name.hasPrefix($0) }
  }

  private static let fixed = [
    "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0", "SSH_ASKPASS_REQUIRE": "never",
  ]
}
