import Git
import Rules
import Testing

/// Files that do something by their names alone.
@Suite struct FileEffectTests {
  @Test(arguments: [
    ".github/workflows/x.yml", ".GitHub/Workflows/x.yml", ".gitlab-ci.yml", ".gitmodules",
    ".gitattributes",
    "a/b/.gitattributes", ".envrc", "services/api/.envrc", ".husky/pre-commit", "a/.husky/pre-push",
    ".pre-commit-config.yaml", "lefthook.yml", ".vscode/tasks.json",
    "a/.devcontainer/devcontainer.json",
    ".npmrc", "a/.npmrc", ".mise.toml", ".tool-versions", "Jenkinsfile", ".circleci/config.yml",
    ".forgejo/workflows/a.yaml", ".cargo/config.toml", ".lfsconfig", "CODEOWNERS",
    ".claude/settings.json",
    "a/AGENTS.md", ".gdbinit", ".github/dependabot.yml", "a/.e\u{200C}nvrc", ".ENVRC.",
    "action.yml",
  ])
  func whatDoesSomethingIsSaid(_ path: String) {
    #expect(FileEffect.text(of: RepoPath(path)) != nil)
  }

  @Test(arguments: [
    "Makefile", "conftest.py", "package.json", "docs/.github/workflows/x.yml", "a/.gitlab-ci.yml",
    ".gitignore",
    "envrc", ".envrc.example", "src/workflows/x.yml", "README.md", "a/Jenkinsfile/x/y",
    "requirements.txt",
    "a/action.yml", "Dockerfile", ".editorconfig", "vscode/tasks.json",
  ])
  func whatIsOnlyReadIsNot(_ path: String) {
    #expect(FileEffect.text(of: RepoPath(path)) == nil)
  }
}
