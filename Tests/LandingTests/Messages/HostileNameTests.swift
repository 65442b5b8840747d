import Foundation
import Git
import Landing
import Planning
import Rules
import Support
import SystemPackage
import Testing
import Text
import Upstream

/// Commands of messages, with names in them that a shell or git would take for something else.
@Suite struct HostileNameTests {
  /// A message and what its commands have to be, word for word.
  private struct Message {
    let text: SafeText
    let commands: [[String]]

    init(_ text: SafeText, _ commands: [String]...) {
      (self.text, self.commands) = (text, commands)
    }
  }

  private static let names = [
    "plain", "a b", "it's", "$HOME", "$(id)", "`id`", "a;b", "(x)", "-rf", "*", "[a]", "a?", "\\",
    ":(top)x", ":!x", "a\nb", "a\tb", "é\u{202E}x", "a&b|c>d", "#x", "~", "~root", "%s", "\"q\"",
    "!", "{a,b}", "=x", "🧑\u{200D}🚒",
  ]

  @Test(arguments: names)
  func areWordsOfTheCommand(_ name: String) throws {
    let messages = Self.ofPaths(name) + Self.ofSubmodules(name) + Self.ofRemotes(name)
    var script = ["git", "edgesync", "mv", "rm", "chmod", "mkdir"].map {
      "\($0)() { printf '%s\\0' \($0) \"$@\"; printf '\\1\\0'; }\n"
    }.joined()
    for message in messages {
      let commands = message.text.string.matches(of: /`([^`]+)`/).map { String($0.1) }
      script += commands.joined(separator: "\n") + "\nprintf '\\2\\0'\n"
    }
    let outcome = try Program("/bin/sh").run(["-c", script])
    #expect(outcome.status == 0 && outcome.error.isEmpty, "\(outcome.errorText)")
    var found: [[[String]]] = [[]]
    var words: [String] = []
    for word in outcome.output.split(separator: 0, omittingEmptySubsequences: false).dropLast() {
      switch Array(word) {
      case [1]:
        found[found.count - 1].append(words)
        words = []
      case [2]: found.append([])
      default: words.append(String(decoding: word, as: UTF8.self))
      }
    }
    #expect(found.count == messages.count + 1)
    for (message, found) in zip(messages, found) {
      #expect(found == message.commands, "\(message.text)")
    }
  }

  /// A path as a word that is no option, and as a pathspec that is no pattern.
  private static func forms(_ name: String) -> (word: String, spec: String) {
    let word = name.hasPrefix("-") ? "./" + name : name
    let isPattern = name.hasPrefix(":") || name.contains { "*?[\\".contains($0) }
    return (word, isPattern ? ":(literal)" + name : word)
  }

  private static func ofPaths(_ name: String) -> [Message] {
    let (path, (word, spec)) = (RepoPath(name), forms(name))
    let (file, url) = (FilePath("/srv/\(name)"), "/srv/\(name)")
    var messages = [
      Message(
        PlanBlocker.unmerged(path, isInHead: true).remedy, ["git", "checkout", "HEAD", "--", spec]),
      Message(PlanBlocker.unmerged(path, isInHead: false).remedy, ["git", "rm", "--", spec]),
      Message(PlanBlocker.notWritable(path).remedy, ["chmod", "u+w", word]),
      Message(PlanBlocker.notCommitted(path).remedy, ["git", "add", spec], ["git", "commit"]),
      Message(
        SkippedFile(path: path, cause: .converted(.encoding("x"))).text.after("create"),
        ["rm", word], ["git", "checkout", "--", spec]),
      Message(
        UpstreamError.pinCutOff(pin: "x", folder: file).remedy,
        ["git", "-C", url, "fetch", "--unshallow"]),
      Message(
        GitError.damaged(object: "x", repository: file, reason: "x").remedy,
        ["git", "-C", url, "fsck"]),
      Message(
        GitError.promised(object: "x", repository: file, remote: name).remedy,
        ["git", "-C", url, "fetch", "--refetch", "--no-filter", name]),
    ]
    // Where a url is hidden in part, no command has the whole of it.
    if SafeText(name).replaced.isEmpty {
      messages += [
        Message("`\(UpstreamError.asking("\(url)"))`", ["git", "ls-remote", url]),
        Message(
          SkippedFile(
            path: "a", cause: .converted(.filter("lfs")), isAsStored: true, objects: "\(url)"
          ).text,
          ["git", "-c", "remote.edgesync.url=\(url)", "lfs", "pull", "edgesync"]),
      ]
    }
    return messages
  }

  private static func ofSubmodules(_ name: String) -> [Message] {
    let (path, (word, spec)) = (RepoPath(name), forms(name))
    let id = ObjectID.emptyTree
    func remedy(_ trouble: SubmoduleIssue) -> SafeText {
      PlanBlocker.submodule(trouble, at: path, in: path).remedy
    }
    let away = [
      ["mv", word, word + ".kept"], ["git", "submodule", "deinit", spec],
    ]
    return [
      Message(
        remedy(.head(pin: id)),
        ["git", "update-index", "--cacheinfo", "160000,\(id.hex),\(name)"]),
      Message(remedy(.index(pin: id)), ["git", "restore", "--staged", spec]),
      Message(remedy(.checkout), ["git", "submodule", "update", "--checkout", spec]),
      Message(remedy(.missing), ["git", "submodule", "update", "--init", spec]),
      Message(remedy(.foreign), ["git", "submodule", "update", "--init", spec]),
      Message(remedy(.file(.modified)), ["git", "-C", word, "stash"]),
      Message(
        remedy(.filtered), away[0], away[1], ["git", "submodule", "update", "--init", spec]),
      Message(remedy(.notAbsorbed), ["git", "submodule", "absorbgitdirs", spec]),
      Message(
        PlanError.noSubmodule(path, url: "u v").remedy,
        ["git", "config", "-f", ".gitmodules", "submodule.\(name).path", name],
        ["git", "config", "-f", ".gitmodules", "submodule.\(name).url", "u v"]),
      Message(
        PlanError.otherSetUp(was: path, is: nil, pin: id).remedy,
        ["edgesync", "init", "--from-submodule", word]),
      Message(
        PlanError.otherSetUp(was: path, is: RepoPath("\(name)/x"), pin: id).remedy,
        ["mkdir", "-p", word], ["git", "mv", word, "\(word)/x"]),
      Message(
        PlanError.otherSetUp(was: nil, is: path, pin: id).remedy,
        ["git", "submodule", "add", "URL", word], ["git", "-C", word, "checkout", id.hex],
        ["git", "add", spec], ["git", "commit"], ["git", "rm", "edgesync.lock"],
        ["edgesync", "init"]),
      Message(
        LandError.submoduleBehind(path, reason: "x", isMalformed: false).remedy, away[0], away[1]),
    ]
  }

  private static func ofRemotes(_ name: String) -> [Message] {
    let branch = name.hasPrefix("-") ? "refs/heads/" + name : name
    let (same, other) = (PushRoute(from: name, to: name, name), PushRoute(from: name, to: "o", "b"))
    return [
      Message(
        OfferError.badRemote(name: name, reason: "x").remedy,
        ["git", "remote", "set-url", name, "URL"]),
      Message(
        OfferError.badRemoteName(name).remedy, ["git", "remote", "rename", "--", name, "NAME"]),
      Message(
        OfferError.remoteFailed(name: name, operation: "x", reason: "x").remedy,
        ["git", "ls-remote", name]),
      Message(
        OfferError.outOfStep(same, isBehind: true).remedy,
        ["git", "pull", "--ff-only", name, branch]),
      Message(OfferError.outOfStep(same, isBehind: false).remedy, ["git", "push", name, branch]),
      Message(
        OfferError.notPushed(commit: "x", other, reason: "x").remedy,
        ["git", "push", "o", branch + ":b"]),
    ]
  }

  /// A folder that is open to others is closed by the command as it stands.
  @Test(arguments: names)
  func aFolderIsClosedAsTold(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending(name)
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: false)
    #expect(chmod(path.string, 0o777) == 0)
    do throws(GitError) {
      try OwnFolder.refuseForeign(path, in: folder.path)
      Issue.record("it was taken")
    } catch {
      let command = try #require(error.remedy.string.firstMatch(of: /`([^`]+)`/)?.1)
      let outcome = try Program("/bin/sh").run(["-c", String(command)])
      #expect(outcome.status == 0, "\(command): \(outcome.errorText)")
    }
    try OwnFolder.refuseForeign(path, in: folder.path)
  }
}

extension SafeText {
  /// What stands after a word: a path that is told before it may have backticks of its own.
  fileprivate func after(_ word: String) -> SafeText {
    SafeText(string.range(of: word).map { String(string[$0.upperBound...]) } ?? "")
  }
}
