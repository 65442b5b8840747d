import Foundation
import SystemPackage
import Text

/// Having git read what somebody else made: its objects, and nothing that stands beside them.
extension GitCommand {
  /// Where git reads commits that somebody else made.
  package struct CommitSource: Sendable {
    /// A git folder of edgesync's own with nothing in it: no configuration, attributes, notes or refs of anybody's
    /// count then.
    let gitFolder: FilePath
    /// The folder of objects that is read.
    let objects: FilePath
    /// The file that says where history is cut off; nil where it isn't.
    let shallow: FilePath?

    /// Reads a repository's objects by way of an empty git folder.
    package init(_ repository: Repository, through gitFolder: FilePath) {
      self.gitFolder = gitFolder
      objects = repository.commonFolder.entry("objects")
      shallow = repository.isShallow ? repository.commonFolder.entry("shallow") : nil
    }
  }

  /// Settings that keep git to objects: what stands beside them may have been made by anybody.
  private static let readingSettings = [
    "core.commitGraph=false", "core.multiPackIndex=false", "core.attributesFile=/dev/null",
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.pager=cat", "color.ui=false",
  ]

  /// What git prints that reads objects alone: by git's defaults, and by no setting of anybody's. Nothing of theirs
  /// runs.
  ///
  /// - Parameters:
  ///   - arguments: The command and what it gets.
  ///   - paths: Arguments behind those, as bytes; they mean themselves.
  ///   - input: What it reads from standard input.
  ///   - isWanted: Asked now and then: where it says no, git is ended.
  /// - Throws: ``GitError/command(words:status:output:)`` with git's words; ``GitError/unwanted``.
  func read(
    _ source: CommitSource, _ arguments: [String], _ paths: [RepoPath], input: [UInt8] = [],
    while isWanted: () -> Bool
  ) throws(GitError) -> [UInt8] {
    let settings = Self.readingSettings.flatMap { ["-c", $0] }
    let answer = try answer(
      to: settings + ["--no-pager", "--literal-pathspecs"] + arguments, paths,
      in: source.gitFolder, environment: readingEnvironment(source), input: input, within: nil,
      while: isWanted)
    guard isWanted() else { throw .unwanted }
    guard answer.status == 0 else { throw Self.failure(answer, of: arguments) }
    return answer.output
  }

  private func readingEnvironment(_ source: CommitSource) -> [String: String] {
    [
      // Letters are letters, whatever language this runs in, and git's words are its own.
      "LC_ALL": "C.UTF-8", "PATH": path,
      "GIT_DIR": source.gitFolder.string, "GIT_OBJECT_DIRECTORY": source.objects.string,
      "GIT_SHALLOW_FILE": source.shallow?.string ?? "",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
      "GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "",
      "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0",
    ]
  }
}
