import Text

/// Which branch here goes to which branch of a remote.
package struct PushRoute: Hashable, Sendable {
  private let remote: String
  private let local: String
  private let branch: String

  /// A route from its ends.
  ///
  /// - Parameters:
  ///   - local: The short name of the branch here.
  ///   - remote: The remote's name.
  ///   - branch: The short name of the branch there.
  package init(from local: String, to remote: String, _ branch: String) {
    (self.local, self.remote, self.branch) = (local, remote, branch)
  }

  /// The branch here.
  var localText: SafeText { SafeText(local) }
  /// The remote.
  var remoteText: SafeText { SafeText(remote) }
  /// The branch there, as git tells it: `origin/main`.
  var text: SafeText { "\(remote)/\(branch)" }

  /// What git pushes it by.
  var push: SafeText {
    let names = local == branch ? Self.typed(local) : "\(Self.typed(local)):\(branch)"
    return "git push \(word: remote) \(word: names)"
  }

  /// What git brings the branch here forward by.
  var pull: SafeText { "git pull --ff-only \(word: remote) \(word: Self.typed(branch))" }

  /// A branch's name that is no option.
  private static func typed(_ name: String) -> String {
    name.utf8.first == UInt8(ascii: "-") ? "refs/heads/" + name : name
  }
}
