import Text

/// Which git there is.
struct ToolFacts: Sendable {
  /// The oldest git that knows all that is asked of it: `GIT_CONFIG_GLOBAL`, and settings by variables.
  static let oldest = (major: 2, minor: 32)

  /// What `git version` prints; nil where there is no git.
  let gitVersion: String?
  /// What installs packages.
  let installer: Installer

  /// Looks for git.
  init(_ programs: Programs, _ installer: Installer) async {
    let answer = programs.has("git") ? await programs.git("version") : nil
    self.init(gitVersion: answer.map(\.line), installer: installer)
  }

  /// What was found.
  init(gitVersion: String?, installer: Installer) {
    (self.gitVersion, self.installer) = (gitVersion, installer)
  }

  /// Whether git can be asked anything.
  var isUsable: Bool { gitVersion != nil }

  var findings: [Finding] {
    guard let gitVersion else {
      return [Finding(.gitMissing, "git isn't installed", fix: installer.installing("git"))]
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
