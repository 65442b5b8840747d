import Foundation
import SystemPackage
import Text

extension GitCommand {
  /// Everything that git's configuration says for a person at work in a repository, included files with it:
  /// git's own answer, without the settings that edgesync runs git with. Nothing that is configured runs.
  ///
  /// - Parameters:
  ///   - repository: The repository's git folder.
  ///   - folder: Its work tree.
  ///   - file: A file that is asked for alone, with what it includes.
  package func settings(
    of repository: FilePath, in folder: FilePath, file: FilePath? = nil
  ) throws(GitError) -> [GitSetting] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program.string)
    process.arguments =
      ["config"] + (file.map { ["--file", $0.string] } ?? [])
      + ["--includes", "--list", "--show-origin", "--null"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.string)
    process.environment = Self.userEnvironment(gitFolder: repository)
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    let words = "git config" as SafeText
    let bytes: Data
    do {
      try process.run()
      bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    } catch {
      throw .command(words: words, status: SafeText(error.localizedDescription), output: [])
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let said = (try? errors.fileHandleForReading.readToEnd()) ?? Data()
      throw .command(
        words: words, status: "exit status \(Int(process.terminationStatus))",
        output: SafeText.lines(String(decoding: said.prefix(4096), as: UTF8.self)))
    }
    return GitSetting.parse(Array(bytes))
  }

  /// The environment with all by which a person configures git, and nothing that leads it to another
  /// repository.
  private static func userEnvironment(gitFolder: FilePath) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { name, _ in
      !name.hasPrefix("GIT_") || name.hasPrefix("GIT_CONFIG")
    }
    // What `git config` itself is to look at, and not what all of git does.
    environment["GIT_CONFIG"] = nil
    environment["GIT_DIR"] = gitFolder.string
    environment["LC_ALL"] = "C"
    return environment
  }
}
