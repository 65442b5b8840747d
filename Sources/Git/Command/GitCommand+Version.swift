import SystemPackage
import Text

extension GitCommand {
  /// What git calls itself: `git version 2.39.5`.
  package func version() throws(GitError) -> SafeText {
    let arguments = ["--version"]
    let answer = try answer(
      to: arguments, in: "/", environment: ["PATH": path, "LC_ALL": "C.UTF-8"], within: .seconds(10)
    )
    guard answer.status == 0 else { throw Self.failure(answer, of: arguments) }
    return SafeText.lines(answer.output).first ?? ""
  }
}
