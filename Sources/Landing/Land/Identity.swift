import Git
import Text
import Upstream

/// Who a sync is by, as git has it.
package struct Identity: Sendable {
  /// Who its commit names as its author.
  package let author: Signature
  /// Who makes its commit, and answers for the sync.
  package let committer: Signature

  /// Somebody who is both.
  package init(_ who: Signature) {
    (author, committer) = (who, who)
  }

  /// The user as `git commit` would name them, at a moment.
  ///
  /// - Parameters:
  ///   - answers: What git says of the edge repo.
  ///   - now: Seconds since 1970, where the environment names no moment.
  package init(_ answers: GitAnswers, now: Int) throws {
    func signature(_ person: GitAnswers.Person) throws -> Signature {
      do throws(GitError) {
        var signature = try answers.signature(of: person)
        if !person.hasDate { signature.time = now }
        return signature
      } catch {
        guard case .command(_, let status, let output) = error else { throw error }
        throw Unknown(
          why: output.last { $0.string.hasPrefix("fatal: ") || $0.string.hasPrefix("error: ") }
            ?? output.last ?? status)
      }
    }
    committer = try signature(.committer)
    author = try signature(.author)
  }

  /// git doesn't know who the user is.
  package struct Unknown: ActionableError {
    /// Whether git can't read the moment that the environment names.
    private var isOfDate: Bool { why.string.contains("invalid date") }
    /// What failed.
    package var what: SafeText {
      isOfDate ? "git can't tell when you are" : "git doesn't know who you are"
    }
    /// Why it failed: git's own words.
    package let why: SafeText
    /// The next step.
    package var remedy: SafeText {
      isOfDate
        ? "Run `unset GIT_AUTHOR_DATE GIT_COMMITTER_DATE`, or write a date that git reads"
        : "Run `git config --global user.name \"Your Name\" && git config --global user.email you@example.com`"
    }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .failed }
  }

  /// Who the user is, where that is all that is needed.
  package static func user(of edge: EdgeRepo, now: Int) throws -> Signature {
    try Identity(edge.answers, now: now).committer
  }
}
