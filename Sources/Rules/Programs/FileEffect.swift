import Git
import Text

/// What a file does by its name and place alone, before anybody opens it: a reviewer has to hear of it, though
/// nothing is wrong with it.
package struct FileEffect: Hashable, Sendable {
  /// The file.
  package let path: RepoPath
  /// What it does, as in “GitHub runs it as a workflow”.
  package let text: SafeText

  /// What a file does, in words.
  package init(path: RepoPath, text: SafeText) {
    (self.path, self.text) = (path, text)
  }

  /// What a file does by its name; nil for one that is only read by what knows of it.
  package static func text(of path: RepoPath) -> SafeText? {
    let key = PathGuard.key(of: path)
    return table.first { $0.files.match(key) != nil }?.text
  }

  /// The one list, the first that matches counts: patterns as in `.gitignore`, in lower case, from the root of
  /// the repo.
  private static let table: [(files: PatternList, text: SafeText)] = [
    (PatternList(["/.github/workflows/"]), "GitHub runs it as a workflow"),
    (
      PatternList(["/.github/actions/", "/action.yml", "/action.yaml"]),
      "workflows run it as an action"
    ),
    (
      PatternList(["/codeowners", "/docs/codeowners", "/.github/codeowners", "/.gitlab/codeowners"]
      ),
      "the forge requests reviews from whom it names"
    ),
    (
      PatternList([
        "/.github/dependabot.y*ml", "/renovate.json*", "/.github/renovate.json*", "/.renovaterc*",
      ]), "a bot updates dependencies as it says"
    ),
    (
      PatternList([
        "/.gitlab-ci.y*ml", "/.gitlab/ci/", "/.gitea/workflows/", "/.forgejo/workflows/",
        "/.circleci/", "/.travis.y*ml", "/.cirrus.y*ml", "/.drone.y*ml", "/.woodpecker.y*ml",
        "/.woodpecker/", "/.buildkite/", "/.tekton/", "/.semaphore/", "/azure-pipelines*.y*ml",
        "/bitbucket-pipelines.y*ml", "/appveyor.y*ml", "/.appveyor.y*ml", "/buildspec.y*ml",
        "/cloudbuild.y*ml", "/cloudbuild.json", "/jenkinsfile*",
      ]), "a build server runs what it says"
    ),
    (PatternList(["/.gitmodules"]), "git takes submodules from it"),
    (PatternList([".gitattributes"]), "git converts and compares files as it says"),
    (PatternList([".lfsconfig"]), "Git LFS takes its server from it"),
    (PatternList([".envrc"]), "direnv runs it in this folder"),
    (
      PatternList([
        ".mise.toml", "mise.toml", ".mise/", "**/.config/mise/", ".rtx.toml", ".tool-versions",
        ".asdfrc",
        "devbox.json", "rust-toolchain", "rust-toolchain.toml",
      ]), "it chooses which tools are run in this folder"
    ),
    (
      PatternList([".husky/", ".git-hooks/", ".githooks/", ".lefthook/"]),
      "it is run as a hook once hooks are set up"
    ),
    (
      PatternList([
        ".pre-commit-config.y*ml", "/lefthook*.y*ml", "/.lefthook*.y*ml", "/.overcommit.yml",
        "/captainhook.json", "/grumphp.yml", ".lintstagedrc*", ".huskyrc*",
      ]), "hooks run what it says once they are set up"
    ),
    (
      PatternList([
        "**/.vscode/tasks.json", "**/.vscode/launch.json", "**/.vscode/settings.json",
        "*.code-workspace",
        "**/.idea/runconfigurations/", ".run/", ".exrc", ".vimrc", ".nvimrc", ".nvim.lua",
        ".dir-locals.el", ".sublime-project",
      ]), "an editor obeys it in a trusted folder"
    ),
    (
      PatternList([".devcontainer/", ".devcontainer.json", ".gitpod.y*ml", ".gitpod.dockerfile"]),
      "an editor builds and runs containers as it says"
    ),
    (
      PatternList([
        ".npmrc", ".yarnrc", ".yarnrc.yml", ".yarn/", ".pnpmfile.cjs", ".bunfig.toml",
        "bunfig.toml",
        "**/.cargo/config", "**/.cargo/config.toml", ".bazelrc", ".bazelversion", "pip.conf",
        ".pypirc",
        ".gemrc", "**/.bundle/config", ".mvn/", "nuget.config", "gradle-wrapper.properties",
      ]), "a package manager or a build takes servers and programs from it"
    ),
    (PatternList([".gdbinit", ".lldbinit"]), "a debugger runs it"),
    (
      PatternList([
        "/.claude/", "/.cursor/", ".cursorrules", ".mcp.json", "/.gemini/", "/.codex/", "agents.md",
        "claude.md", "gemini.md", "/.github/copilot-instructions.md", "/.github/instructions/",
        ".windsurfrules",
      ]), "coding agents do as it says"
    ),
  ]
}
