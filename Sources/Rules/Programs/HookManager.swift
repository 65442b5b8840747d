import Text

/// Programs that run other commands as hooks, by a file of the work tree that says which.
struct HookManager {
  /// Its name.
  let name: SafeText
  /// What stands in a hook that it installed.
  let marks: [String]
  /// Its files, from the root of the work tree.
  let files: [String]
  /// Its folders.
  var folders: [String] = []

  /// Bytes of a hook that are looked through.
  static let maximumHook = 1 << 18

  /// Those that are known.
  static let all = [
    HookManager(
      name: "pre-commit", marks: ["pre_commit", "pre-commit.com", "hook-impl"],
      files: [".pre-commit-config.yaml", ".pre-commit-config.yml", ".pre-commit-hooks.yaml"]),
    HookManager(
      name: "lefthook", marks: ["lefthook"],
      files: ["lefthook", ".lefthook", "lefthook-local", ".lefthook-local", ".config/lefthook"]
        .flatMap { name in ["yml", "yaml", "toml", "json"].map { "\(name).\($0)" } },
      folders: [".lefthook", ".lefthook-local"]),
    HookManager(
      name: "husky", marks: ["husky"],
      files: [".huskyrc", ".huskyrc.json", ".huskyrc.js", ".huskyrc.yml", "husky.config.js"],
      folders: [".husky"]),
    HookManager(
      name: "overcommit", marks: ["overcommit"], files: [".overcommit.yml"], folders: [".git-hooks"]
    ),
    HookManager(name: "CaptainHook", marks: ["captainhook"], files: ["captainhook.json"]),
    HookManager(name: "GrumPHP", marks: ["grumphp"], files: ["grumphp.yml", "grumphp.yml.dist"]),
    HookManager(
      name: "simple-git-hooks", marks: ["simple-git-hooks"],
      files: [".simple-git-hooks.json", ".simple-git-hooks.cjs", "simple-git-hooks.json"]),
    HookManager(name: "yorkie", marks: ["yorkie"], files: ["package.json"]),
    HookManager(name: "rusty-hook", marks: ["rusty-hook"], files: [".rusty-hook.toml"]),
  ]
}
