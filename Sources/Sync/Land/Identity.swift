import Foundation
import Git
import Text

/// Who a sync is by.
package enum Identity {
  /// git doesn't know who the user is.
  package struct Unknown: ActionableError {
    /// What failed.
    package var what: SafeText { "git doesn't know who you are" }
    /// Why it failed.
    package var why: SafeText { "" }
    /// The next step.
    package var remedy: SafeText {
      "Run `git config --global user.name \"Your Name\"` and `git config --global user.email you@example.com`"
    }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .failed }
  }

  /// The user as git knows them: `GIT_COMMITTER_NAME` and `GIT_COMMITTER_EMAIL`, else the configuration.
  ///
  /// - Parameters:
  ///   - repository: The edge repo's repository.
  ///   - now: Seconds since 1970.
  package static func user(of repository: Repository, now: Int) throws -> Signature {
    let environment = ProcessInfo.processInfo.environment
    let name = try environment["GIT_COMMITTER_NAME"] ?? repository.setting("user.name")
    let email = try environment["GIT_COMMITTER_EMAIL"] ?? repository.setting("user.email")
    guard let name, let email, !name.isEmpty, !email.isEmpty else { throw Unknown() }
    let offset =
      TimeZone.current.secondsFromGMT(
        for: Date(timeIntervalSince1970: TimeInterval(now))) / 60
    return Signature(name: name, email: email, time: now, offset: offset)
  }
}
