import Git
import Rules
import Text
import Upstream

extension HelperSetup {
  /// The files of helpers that an earlier edgesync wrote.
  ///
  /// - Parameters:
  ///   - helpers: Those that are looked at: all that lie in the work tree unless given, for git has to be asked where
  ///     hooks are.
  ///   - place: The edge repo.
  ///   - manifest: Its manifest.
  package static func outdated(
    among helpers: Set<Helper> = [.githubActions, .gitlabCI, .scripts], in place: EdgeRepo.Place,
    _ manifest: Manifest
  ) -> [HelperFile] {
    guard let setup = try? HelperSetup(helpers, in: place, manifest) else { return [] }
    return setup.files.filter { file in
      guard let (state, present) = try? setup.standing(of: file) else { return false }
      return state.isOutdated || setup.runsChecksBesideTokens(file, present?.bytes ?? [])
    }
  }

  /// What is to be done about such a file.
  package static func advice(on file: HelperFile) -> SafeText {
    "an earlier edgesync wrote \(file.name). Run `edgesync init --update-helpers`"
  }

  /// Whether what stands in a runner's file has checks run in the job that has the tokens, as those did that
  /// `init` wrote first.
  func runsChecksBesideTokens(_ file: HelperFile, _ bytes: [UInt8]) -> Bool {
    file.helper.isOnRunner && bytes.contains("edgesync".utf8) && !bytes.contains("--results".utf8)
  }
}
