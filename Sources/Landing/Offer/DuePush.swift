import Git
import Rules
import Text
import Upstream

/// The push that is left to a person once a sync landed on the current branch and nothing more.
package enum DuePush {
  /// The command that pushes it; nil where it was pushed or offered, or the branch goes to no remote that can be used.
  package static func command(after result: SyncResult, in edge: EdgeRepo) async -> SafeText? {
    guard case .landed(_, pushedTo: nil) = result.ending,
      case .branch(let reference, _)? = try? edge.repository.head(),
      let remote = try? await EdgeRemote(
        of: edge, for: reference, git: edge.gitCommand(), prompting: .never)
    else { return nil }
    let branch = String(reference.dropFirst("refs/heads/".count))
    let target = branch == remote.branch ? branch : "\(branch):\(remote.branch)"
    return "git push \(word: remote.name) \(word: target)"
  }
}
