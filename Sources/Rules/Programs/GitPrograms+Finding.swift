import Foundation
import Git
import SystemPackage
import Text

extension GitPrograms {
  /// Files that are asked for alone, because they are included under a condition that doesn't hold now.
  private static let maximumIncludes = 64
  /// Bytes of such a file at the most.
  private static let maximumInclude = 1 << 20

  /// Asks git what it would run and obey in an edge repo's work tree, and in its submodule's.
  package init(
    of repository: Repository, root: FilePath, submodule: RepoPath?, by git: GitCommand
  ) throws(GitError) {
    self.init(root: root)
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"]
    let settings = try git.settings(of: repository.gitFolder, in: root)
    var bases = [root]
    noteOwnFolders(of: repository, root)
    noteUserFiles(home: home, environment)
    try note(settings, bases: bases, home: home, repository, by: git)
    if let submodule {
      let folder = root.appending(submodule)
      bases = [folder]
      var inner = settings
      if case .repository(let checkout) = try repository.submoduleCheckout(at: submodule) {
        inner = try git.settings(of: checkout.gitFolder, in: folder)
        try note(inner, bases: bases, home: home, checkout, by: git)
      } else {
        noteHooks(inner, at: folder, default: nil, home: home)
        noteValues(inner, bases: bases, home: home)
      }
    }
    for name in Self.variables {
      guard let value = environment[name] else { continue }
      for path in CommandWords(Array(value.utf8), home: home).paths {
        note(file: root.pushing(path), PathUse("git would run or read it", byVariable: name))
      }
    }
    // An empty entry is the folder that a command runs in.
    for entry in (environment["PATH"] ?? "").split(separator: ":", omittingEmptySubsequences: false)
    {
      let folder = FilePath(entry.isEmpty ? "." : String(entry))
      note(commandFolder: root.pushing(folder), PathUse(byFolderOfPath: folder))
    }
  }

  /// Variables by which git, and what it asks, are given programs and files.
  private static let variables = [
    "BROWSER", "EDITOR", "GIT_ASKPASS", "GIT_EDITOR", "GIT_EXTERNAL_DIFF", "GIT_PAGER",
    "GIT_PROXY_COMMAND", "GIT_SEQUENCE_EDITOR", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO",
    "GIT_TEMPLATE_DIR", "PAGER", "SSH_ASKPASS", "VISUAL",
  ]

  private mutating func note(
    _ settings: [GitSetting], bases: [FilePath], home: String?, _ repository: Repository,
    by git: GitCommand
  ) throws(GitError) {
    noteHooks(
      settings, at: bases[0], default: repository.commonFolder.entry("hooks"), home: home)
    noteValues(settings, bases: bases, home: home)
    var seen = Set(settings.compactMap(\.file))
    var waiting = settings
    for _ in 0..<Self.maximumIncludes {
      guard let setting = waiting.popLast() else { break }
      guard let file = Self.includedFile(setting, base: bases[0], home: home) else { continue }
      note(file: file, PathUse("git would read it as its configuration", by: setting))
      // One whose condition doesn't hold now may include others in its turn.
      guard seen.insert(file.bytes).inserted,
        (try? FileSync.readFile(file, limit: Self.maximumInclude, followsLinks: true)) != nil,
        let inner = try? git.settings(of: repository.gitFolder, in: bases[0], file: file)
      else { continue }
      noteValues(inner, bases: bases, home: home)
      waiting += inner
    }
  }

  /// The file that a setting includes; nil for another setting (git-config(1), "Includes").
  private static func includedFile(
    _ setting: GitSetting, base: FilePath, home: String?
  ) -> FilePath? {
    guard
      setting.key == "include.path"
        || setting.key.hasPrefix("includeif.") && setting.key.hasSuffix(".path")
    else { return nil }
    let folder =
      setting.file.map { base.pushing(FilePath(bytes: $0)).removingLastComponent() } ?? base
    return path(setting.value, from: folder, home: home)
  }

  /// A path as git's configuration gives one.
  private static func path(_ value: [UInt8], from base: FilePath, home: String?) -> FilePath {
    if let home, value.starts(with: "~/".utf8) {
      return FilePath(home).pushing(FilePath(bytes: value.dropFirst(2)))
    }
    let prefix = Array("%(prefix)/".utf8)
    if value.starts(with: prefix) {
      return FilePath("/usr").pushing(FilePath(bytes: value.dropFirst(prefix.count)))
    }
    if value.first == UInt8(ascii: "~"), let other = CommandWords.homeOfOther(value[...]) {
      return other
    }
    return base.pushing(FilePath(bytes: value))
  }

  /// What git would run as a hook: what lies in the folder, what a hook is a link to, and what the program
  /// that a hook calls goes by.
  private mutating func noteHooks(
    _ settings: [GitSetting], at base: FilePath, default standard: FilePath?, home: String?
  ) {
    let effect = "git would run it as a hook" as SafeText
    let setting = settings.last { $0.key == "core.hookspath" && !$0.value.isEmpty }
    let folder: FilePath
    if let setting {
      folder = Self.path(setting.value, from: base, home: home)
      note(folder: folder, PathUse(effect, by: setting))
      // What husky makes there calls what lies beside it.
      if folder.lastComponent?.string == "_" {
        note(folder: folder.removingLastComponent(), PathUse(effect, by: setting))
      }
    } else if let standard {
      folder = standard
      note(folder: folder, PathUse(effect, byLink: folder))
    } else {
      return
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    for name in names {
      let hook = folder.appending(RepoPath(name))
      if LinkTrail.target(of: hook) != nil { note(file: hook, PathUse(effect, byLink: hook)) }
      if !name.hasSuffix(".sample") { noteText(of: hook, at: base) }
    }
  }

  private mutating func noteText(of hook: FilePath, at base: FilePath) {
    let limit = HookManager.maximumHook
    guard let bytes = try? FileSync.readFile(hook, limit: limit, followsLinks: true) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    if !bytes.contains(0) {
      let use = PathUse(namedBy: hook)
      for line in text.split(separator: "\n") where !line.drop(while: \.isWhitespace).hasPrefix("#")
      {
        for path in CommandWords(Array(line.utf8), home: nil).paths {
          note(mentioned: base.pushing(path), use)
        }
      }
    }
    for manager in HookManager.all where manager.marks.contains(where: { text.contains($0) }) {
      let use = PathUse(managedBy: manager.name, hook: hook)
      for name in manager.files { note(file: base.appending(name), use) }
      for name in manager.folders { note(folder: base.appending(name), use) }
    }
  }

  /// Notes every file that the value of a setting could name, whatever the setting is: git learns new ones.
  private mutating func noteValues(_ settings: [GitSetting], bases: [FilePath], home: String?) {
    for setting in settings where !Self.isHarmless(setting.key) {
      let words = CommandWords(setting.value, home: home)
      if let program = words.program { note(command: program) }
      let use = PathUse("git would run or read it", by: setting)
      for base in bases {
        for path in words.paths { note(file: base.pushing(path), use) }
        if setting.key == "init.templatedir" {
          note(folder: Self.path(setting.value, from: base, home: home), use)
        }
      }
    }
  }

  /// Whether a setting's value names nothing that is run or obeyed: what is fetched, lists of commits, names.
  private static func isHarmless(_ key: String) -> Bool {
    let last = key.split(separator: ".").last ?? ""
    if key.hasPrefix("remote.") {
      return ["url", "pushurl", "fetch", "push", "tagopt", "promisor", "prune"].contains(last)
    }
    if key.hasPrefix("submodule.") { return last != "update" }
    return ["url.", "branch.", "author.", "committer.", "safe.", "color.", "advice.", "includeif."]
      .contains { key.hasPrefix($0) }
      || [
        "user.name", "user.email", "blame.ignorerevsfile", "mailmap.file", "mailmap.blob",
        "diff.orderfile", "core.worktree", "core.hookspath", "include.path",
      ].contains(key)
  }

  /// Git's own folders, where a file, a link or `commondir` leads from `.git` into the work tree, and its own
  /// files that are links.
  private mutating func noteOwnFolders(of repository: Repository, _ root: FilePath) {
    let effect = "it would be among git's own files" as SafeText
    let dotGit = root.entry(".git")
    for folder in Set([dotGit, repository.gitFolder, repository.commonFolder]) {
      note(folder: folder, PathUse(effect, byFile: dotGit))
      for name in Self.ownNames {
        guard LinkTrail.isLink(name, below: folder) else { continue }
        let link = folder.appending(name)
        note(folder: link, PathUse(effect, byLink: link))
      }
    }
    let list = repository.commonFolder.entry("objects/info/alternates")
    let lines = (try? FileSync.readFile(list, limit: 1 << 16)) ?? []
    for line in lines.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
      let objects = repository.commonFolder.entry("objects").pushing(FilePath(bytes: line))
      note(folder: objects, PathUse("git would take objects from it", byFile: list))
    }
  }

  /// Names in a git folder by which git is led, or led elsewhere.
  private static let ownNames: [RepoPath] = [
    "HEAD", "commondir", "config", "config.worktree", "hooks", "index", "info", "info/attributes",
    "info/exclude", "info/grafts", "info/sparse-checkout", "modules", "objects", "objects/info",
    "objects/info/alternates", "objects/pack", "packed-refs", "refs", "rebase-apply",
    "rebase-merge", "sequencer", "shallow", "worktrees",
  ]

  /// The user's own files that git, and what it runs, are configured by, whether they are there or not: the
  /// home folder may be the work tree, or a link may lead there from it.
  private mutating func noteUserFiles(home: String?, _ environment: [String: String]) {
    let effect = "git would read it as its configuration" as SafeText
    for name in ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG"] {
      guard let path = environment[name], path.hasPrefix("/") else { continue }
      note(file: FilePath(path), PathUse(effect, byVariable: name))
    }
    var folders: [FilePath] = []
    if let place = environment["XDG_CONFIG_HOME"], place.hasPrefix("/") {
      folders.append(FilePath(place).entry("git"))
    }
    if let home, home.hasPrefix("/") {
      let home = FilePath(home)
      folders += ([".config/git", ".ssh", ".gnupg"] as [RepoPath]).map { home.appending($0) }
      for name in [".gitconfig", ".git-credentials", ".netrc"] as [RepoPath] {
        let file = home.appending(name)
        note(file: file, PathUse(effect, byFile: file))
      }
    }
    for folder in folders {
      note(folder: folder, PathUse(effect, byFile: folder))
      for name in ["config", "attributes", "ignore", "credentials"] as [RepoPath] {
        let file = folder.appending(name)
        note(file: file, PathUse(effect, byFile: file))
      }
    }
  }
}
