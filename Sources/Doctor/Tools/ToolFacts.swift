import Text

/// Which git there is.
struct ToolFacts: Sendable {
  /// The oldest git that knows all that is asked of it: `GIT_CONFIG_GLOBAL`, and settings by variables.
  static let oldest = (major: 2, minor: 32)

  /// What `git version` prints; nil where there is no git, or none that runs.
  let gitVersion: String?
  /// What a git said that doesn't run; nil where there is none at all.
  let gitFailure: SafeText?
  /// What installs packages.
  let installer: Installer

  /// Looks for git.
  init(_ programs: Programs, _ installer: Installer) async {
    let answer = programs.has("git") ? await programs.git("version") : nil
    self.init(
      gitVersion: answer.flatMap { $0.isGood ? $0.line : nil },
      gitFailure: answer.flatMap { $0.isGood ? nil : $0.words.first }, installer: installer)
  }

  /// What was found.
  init(gitVersion: String?, gitFailure: SafeText? = nil, installer: Installer) {
    (self.gitVersion, self.gitFailure, self.installer) = (gitVersion, gitFailure, installer)
  }

  /// Whether git can be asked anything.
  var isUsable: Bool { gitVersion != nil }

  var findings: [Finding] {
    guard let gitVersion else {
      let text: SafeText = gitFailure.map { "git can't be run: \($0)" } ?? "git isn't installed"
      return [Finding(.gitMissing, text, fix: installer.installing("git"))]
    }
    let numbers = gitVersion.drop { !$0.isNumber }.split(separator: ".").prefix(2)
      .compactMap { Int($0) }
    guard numbers.count == 2, (numbers[0], numbers[1]) < Self.oldest else { return [] }
    return [
      Finding(
        .gitTooOld,
        "\(gitVersion) is too old: edgesync needs \(Self.oldest.major).\(Self.oldest.minor) or later",
        fix: installer.installing("git"))
    ]
  }
}
