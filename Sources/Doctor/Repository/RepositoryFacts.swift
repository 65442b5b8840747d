import Foundation
import Git
import SystemPackage
import Text

/// Whether git, and then libgit2, can open the checkout.
struct RepositoryFacts: Sendable {
  /// Where it seems to be; nil where nothing is.
  let place: CheckoutPlace?
  /// What git said of it.
  let git: ProgramAnswer?
  /// What kept libgit2 from it; nil where nothing did, or where it wasn't asked.
  let failure: GitError?

  /// What is so before libgit2 is asked; empty where git takes it for a repository.
  var findingsOfGit: [Finding] {
    guard let place else {
      // A bare repository has no `.git` in it.
      if git?.isGood == true { return [] }
      return [
        Finding(.repositoryMissing, "this folder is in no git repository: go into the edge repo")
      ]
    }
    guard let git, !git.isGood else { return [] }
    if let fix = Self.trusting(git.words) {
      return [
        Finding(
          .repositoryOwner,
          "\(place.root.text) belongs to another user, and git doesn't trust it; where you do, say so",
          fix: fix)
      ]
    }
    if let (line, file) = Self.badLine(in: git.said, place) {
      return [
        Finding(
          .repositoryConfig,
          "git stops at line \(line) of \(file.text); the line goes, and a copy of the file stays beside it",
          fix: "sed -i.broken \(word: "\(line)d") \(word: file)")
      ]
    }
    if git.said.contains("not a git repository"), place.hasObjects {
      let branch = place.likelyBranch ?? "main"
      let head = place.gitFolder.entry("HEAD")
      return [
        Finding(
          .repositoryHead, "\(head.text) doesn't name a branch, so git sees no repository",
          fix: "echo \(word: "ref: refs/heads/\(branch)") > \(word: head)")
      ]
    }
    return [
      Finding(
        .repositoryDamaged,
        "git can't open \(place.root.text): \(git.words.joined(separator: " / "))")
    ]
  }

  /// What is so once libgit2 was asked.
  var findingsOfLibrary: [Finding] {
    switch failure {
    case nil: []
    case .bare(let folder)?:
      [Finding(.repositoryBare, "\(folder) is bare: name a checkout of it with -C")]
    case .foreignOwner?: failure.map { [Finding(.repositoryOwner, $0)] } ?? []
    case .unsupported?, .objectFormat?, .index?:
      failure.map { [Finding(.repositoryFormat, $0)] } ?? []
    case .foreignFolder?: failure.map { [Finding(.stateFolder, $0)] } ?? []
    default: failure.map { [Finding(.repositoryDamaged, $0.cause)] } ?? []
    }
  }

  /// The command by which git itself says that a repository is trusted.
  private static func trusting(_ words: [SafeText]) -> SafeText? {
    let command = "git config --global --add safe.directory "
    for line in words {
      guard let range = line.string.range(of: command) else { continue }
      return SafeText(String(line.string[range.lowerBound...]))
    }
    return nil
  }

  /// The line and the file of `bad config line 7 in file .git/config`.
  private static func badLine(in words: String, _ place: CheckoutPlace) -> (Int, FilePath)? {
    guard let start = words.range(of: "bad config line ") else { return nil }
    let rest = words[start.upperBound...].prefix { $0 != "\n" }
    guard let number = Int(rest.prefix { $0.isNumber }),
      let file = rest.range(of: " in file ")
    else { return nil }
    return (number, place.root.pushing(FilePath(String(rest[file.upperBound...]))))
  }
}
