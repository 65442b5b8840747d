import SystemPackage

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
    let arguments =
      ["config"] + (file.map { ["--file", $0.string] } ?? [])
      + ["--includes", "--list", "--show-origin", "--null"]
    let answer = try ask(arguments, of: repository, in: folder)
    guard answer.status == 0 else { throw Self.failure(answer, of: arguments) }
    return GitSetting.parse(answer.output)
  }
}
