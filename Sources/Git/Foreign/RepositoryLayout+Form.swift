import SystemPackage
import Text

extension RepositoryLayout {
  private static let settingsSize = 1 << 20
  /// Extensions that leave objects and refs as they are, with what is read here (gitrepository-layout(5), `setup.c`).
  private static let known: Set<String> = [
    "noop", "noop-v1", "preciousobjects", "partialclone", "worktreeconfig", "relativeworktrees",
  ]

  /// Refuses a repository whose settings say that it is in a form that git doesn't know, or that isn't read here: what
  /// would be read of it may be something else than it holds.
  ///
  /// - Throws: ``GitError/malformed(object:reason:)`` where git stops at a line of the settings,
  ///   ``GitError/objectFormat(folder:)``, ``GitError/unsupported(folder:format:remedy:)``.
  func refuseUnknownForm(of folder: FilePath) throws(GitError) {
    guard FileStat(at: commonFolder.entry("config")) != nil else { return }
    guard
      let bytes = BoundedFile.read("config", below: commonFolder, atMost: Self.settingsSize),
      let file = GitConfigFile(parsing: bytes)
    else {
      throw .malformed(
        object: "\(folder.text)'s settings",
        reason: "git stops at a line of them; `git -C \(word: folder) config -l` names it")
    }
    let version = file.value(of: "core.repositoryformatversion").map { Int($0) } ?? 0
    guard let version, 0...1 ~= version else {
      throw RepositoryForm.unknown("its format is none of versions 0 and 1", of: folder)
    }
    for (name, value) in file.settings where name.hasPrefix("extensions.") {
      let value = value?.lowercased()
      switch String(name.dropFirst("extensions.".count)) {
      case "objectformat": if value != "sha1" { throw .objectFormat(folder: folder.text) }
      case "refstorage": if value != "files" { throw RepositoryForm.references(of: folder) }
      case let other where version > 0 && !Self.known.contains(other):
        throw RepositoryForm.unknown("it has the extension \(SafeText(other))", of: folder)
      default: break
      }
    }
  }
}
