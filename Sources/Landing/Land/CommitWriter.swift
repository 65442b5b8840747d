import Git
import SystemPackage
import Text
import Upstream

/// Writes the commit of a change as `git commit` would: by whom git says, and signed where it would be.
struct CommitWriter {
  /// How long signing may take where nobody is there to be asked, or before somebody is.
  private static let patience = Duration.seconds(30)

  private let edge: EdgeRepo
  private let git: GitCommand
  private let who: Signature
  private let author: Signature
  private let prompting: Prompting

  init(
    _ edge: EdgeRepo, git: GitCommand, by who: Signature, author: Signature, prompting: Prompting
  ) {
    self.edge = edge
    self.git = git
    self.who = who
    self.author = author
    self.prompting = prompting
  }

  /// Writes the commit's object.
  ///
  /// - Throws: ``LandError/notSigned(reason:remedy:)`` where it can't be signed.
  func write(_ change: Change, _ message: String) async throws -> ObjectID {
    guard try edge.answers.flag("commit.gpgSign") == true else {
      return try edge.repository.writeCommit(
        tree: change.tree, parents: [change.base], author: author, committer: who,
        message: message)
    }
    var invocation = GitInvocation(
      ["commit-tree", "-S", "-F", "-", "-p", change.base.hex, change.tree.hex],
      gitFolder: edge.repository.gitFolder, folder: edge.root)
    invocation.input = Array(message.utf8)
    // The message is UTF-8 whatever the user writes theirs in.
    invocation.settings = [("i18n.commitEncoding", "UTF-8")]
    invocation.environment = [
      "GIT_AUTHOR_NAME": author.name, "GIT_AUTHOR_EMAIL": author.email,
      "GIT_AUTHOR_DATE": Self.date(author),
      "GIT_COMMITTER_NAME": who.name, "GIT_COMMITTER_EMAIL": who.email,
      "GIT_COMMITTER_DATE": Self.date(who),
    ]
    invocation.prompting = prompting
    invocation.asksInSilence = true
    if case .atTerminal = prompting {} else { invocation.patience = Self.patience }
    let output: [UInt8]
    do {
      output = try await git.run(invocation)
    } catch let error as GitError {
      switch error {
      case .command(_, let status, let said):
        throw LandError.notSigned(
          reason: GitError.said(said, status), remedy: try remedy())
      case .silent: throw LandError.notSigned(reason: error.why, remedy: try remedy())
      default: throw error
      }
    }
    guard let id = ObjectID(hex: output.prefix(40)) else {
      throw GitError.command(words: "git commit-tree", status: "it gave no commit", output: [])
    }
    try edge.repository.refreshObjects()
    return id
  }

  /// What makes signing possible: where nobody was there to be asked for a passphrase, an agent that holds the
  /// key; else git's own attempt at it says what is missing.
  private func remedy() throws -> SafeText {
    let answers = edge.answers
    let isSSH = try answers.setting("gpg.format")?.lowercased() == "ssh"
    if !prompting.canAsk, isSSH, let key = try answers.path("user.signingKey") {
      return "Run `ssh-add \(word: key)`, so that an agent holds the key"
    }
    // An agent of GnuPG's is told by this variable alone which terminal to ask at.
    let test: SafeText =
      isSSH
      ? "git commit-tree -S -m test HEAD^{tree}"
      : "export GPG_TTY=$(tty) && git commit-tree -S -m test HEAD^{tree}"
    return prompting.canAsk
      ? "See what is missing with `\(test)`"
      : "Run `\(test)` at a terminal, so that the agent holds the key's passphrase"
  }

  private static func date(_ signature: Signature) -> String {
    "@\(signature.time) \(signature.line.split(separator: " ").last ?? "+0000")"
  }
}
