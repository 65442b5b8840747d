import CGit2
import Foundation
import SystemPackage
import Text

/// Forms of a repository and its index that git reads and libgit2 doesn't: each with what makes it one that both
/// read.
enum RepositoryForm {
  /// Why a repository couldn't be opened, where that is for its form.
  ///
  /// - Parameters:
  ///   - folder: Where it was looked for.
  ///   - words: libgit2's own.
  static func failure(at folder: FilePath, _ words: SafeText) -> GitError? {
    let told = words.string.lowercased()
    if told.contains("extensions.objectformat") { return .objectFormat(folder: folder.text) }
    let formats = ["extension", "repository version", "oid type", "object format"]
    guard formats.contains(where: told.contains) else { return nil }
    if told.contains("extensions.refstorage") { return references(of: folder) }
    if told.contains("extensions.compatobjectformat") {
      return .unsupported(
        folder: folder.text, format: "it has a second format of object ids",
        remedy:
          "Run `git -C / config --file \(word: settings(of: folder)) --unset extensions.compatObjectFormat`"
      )
    }
    let git = try? GitCommand(outside: [folder])
    if let answer = try? git?.ask(["rev-parse", "--git-dir"], of: nil, in: folder),
      answer.status != 0
    {
      return .unsupported(
        folder: folder.text, format: words,
        remedy: "Install a git that knows it: yours says the same to `git \(place(folder))status`")
    }
    let copy = FilePath(bytes: folder.bytes + Array("-plain".utf8))
    return .unsupported(
      folder: folder.text, format: words,
      remedy:
        "Run `git clone --no-local \(word: folder) \(word: copy)`, which makes one in the usual form"
    )
  }

  /// A form of a repository to be read alone that isn't known.
  static func unknown(_ format: SafeText, of folder: FilePath) -> GitError {
    let copy = FilePath(bytes: folder.bytes + Array("-plain".utf8))
    return .unsupported(
      folder: folder.text, format: format,
      remedy:
        "Run `git clone --no-local \(word: folder) \(word: copy)` with a git that knows it, and use that"
    )
  }

  /// Refs that aren't files.
  static func references(of folder: FilePath) -> GitError {
    let git = try? GitCommand(outside: [folder])
    let isThere = git?.hasVersion(2, 46, in: folder) ?? false
    return .unsupported(
      folder: folder.text, format: "its refs are in reftable format",
      remedy: (isThere ? "Run" : "Install git 2.46 or later, and run")
        + " `git \(place(folder))refs migrate --ref-format=files`")
  }

  /// The settings of the repository that a folder is in, from the root: a git that doesn't know the form may refuse to do
  /// anything within the repository, and edits a file that is named from elsewhere.
  private static func settings(of folder: FilePath) -> FilePath {
    let folder = FilePath(FileManager.default.currentDirectoryPath).pushing(folder)
    var place = folder
    while true {
      if let layout = try? RepositoryLayout(at: place) {
        return layout.commonFolder.entry("config")
      }
      guard place.removeLastComponent() else { return folder.entry(".git/config") }
    }
  }

  /// Why an index couldn't be read. libgit2 knows neither of the two extensions that leave entries out
  /// (gitformat-index(5)), nor an index without a checksum.
  ///
  /// - Parameters:
  ///   - file: The index.
  ///   - folder: Whose it is, for people.
  static func failure(
    ofIndex file: FilePath?, of folder: SafeText, _ operation: SafeText, code: Int32
  ) -> GitError {
    let words = lastWords()
    if words.string.contains("extension: 'link'") {
      return .index(
        folder: folder, form: "it is split",
        remedy:
          "Run `git config core.splitIndex false && git update-index --no-split-index`, then the command again"
      )
    }
    if words.string.contains("extension: 'sdir'") {
      return .index(
        folder: folder, form: "it is sparse",
        remedy: "Run `git sparse-checkout reapply --no-sparse-index`, then the command again")
    }
    if words.string.contains("checksum"), let file, lacksChecksum(file) {
      return .index(
        folder: folder, form: "it has no checksum (index.skipHash)",
        remedy:
          "Run `git config index.skipHash false && git update-index --force-write-index`, then the command again"
      )
    }
    return .library(operation: operation, code: code, words: words)
  }

  private static func lacksChecksum(_ file: FilePath) -> Bool {
    guard let bytes = try? FileSync.readFile(file) else { return false }
    return bytes.count > 20 && bytes.suffix(20).allSatisfy { $0 == 0 }
  }

  private static func place(_ folder: FilePath) -> SafeText { "-C \(word: folder) " }
}
