import Git
import Rules
import Support
import SystemPackage
import Testing

/// What a repo has to be after a landing, told from git's plumbing alone.
package struct LandingOracle {
  private static let lock = Array("edgesync.lock".utf8)
  private static let changelog = Array("docs/sync-changelog.md".utf8)

  private let repo: AdoptedRepo
  private let before: [[UInt8]: ListedFile]
  private let head: String
  /// The tree of HEAD before the landing.
  package let tree: String
  private let unstaged: [UInt8]
  private let staged: [UInt8]
  private let others: [[UInt8]: RawFiles.Entry]
  private let old: [[UInt8]: ListedFile]

  /// Looks at a repo before a landing from a pin.
  package init(_ repo: AdoptedRepo, from pin: Int) throws {
    self.repo = repo
    head = try repo.git.line("rev-parse", "HEAD")
    tree = try repo.git.line("rev-parse", "HEAD^{tree}")
    before = try repo.git.files(of: "HEAD")
    unstaged = try repo.git.run("diff", "--raw", "--no-renames", "-z").output
    staged = try repo.git.run("diff", "--cached", "--raw", "--no-renames", "-z").output
    old = try repo.synced(at: pin)
    others = Self.others(try repo.everything(), [old])
  }

  /// Everything in the work tree that no sync may touch; folders aside, for those of synced files go.
  private static func others(
    _ all: [[UInt8]: RawFiles.Entry], _ synced: [[[UInt8]: ListedFile]]
  ) -> [[UInt8]: RawFiles.Entry] {
    all.filter { path, entry in
      entry.mode & 0o170000 != 0o040000 && !path.starts(with: Array(".git/".utf8))
        && path != lock && path != changelog && !synced.contains { $0[path] != nil }
    }
  }

  /// The paths that the sync has to change.
  package func changedPaths(to commit: Int) throws -> Set<[UInt8]> {
    let new = try repo.synced(at: commit)
    return Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
  }

  /// Checks that the repo is as it was.
  package func expectUntouched(_ label: Comment) throws {
    #expect(try repo.git.line("rev-parse", "HEAD") == head, label)
    #expect(try repo.git.run("diff", "--raw", "--no-renames", "-z").output == unstaged, label)
    #expect(
      try repo.git.run("diff", "--cached", "--raw", "--no-renames", "-z").output == staged, label)
    #expect(Self.others(try repo.everything(), [old]) == others, label)
    try expectSound(label)
  }

  /// Checks that a commit has landed, whole, and that nothing else has changed.
  ///
  /// - Parameter saved: Synced paths that a person saved at that moment, and what they hold.
  package func expectLanded(
    _ commit: Int, _ label: Comment, saved: [[UInt8]: RawFiles.Entry] = [:]
  ) throws {
    let git = repo.git
    let new = try repo.synced(at: commit)
    #expect(try git.line("log", "-1", "--format=%P") == head, label)

    // The tree: upstream's files, edgesync's two, and all else as it was.
    var after = try git.files(of: "HEAD")
    var wanted = before.filter { old[$0.key] == nil }.merging(new) { _, new in new }
    let lockItem = try #require(after[Self.lock], label)
    let changelogItem = try #require(after[Self.changelog], label)
    #expect(lockItem.mode == "100644" && changelogItem.mode == "100644", label)
    #expect(lockItem != before[Self.lock] && changelogItem != before[Self.changelog], label)
    for path in [Self.lock, Self.changelog] {
      wanted[path] = nil
      after[path] = nil
    }
    #expect(after == wanted, label)
    let changes = RawChange.parse(
      try git.run("diff", "--raw", "--no-renames", "-z", "HEAD^", "HEAD").output)
    #expect(
      Set(changes.map(\.path))
        == (try changedPaths(to: commit)).union([Self.lock, Self.changelog]),
      label)

    // The person's own work, staged and not.
    let stagedAfter = try git.run("diff", "--cached", "--raw", "--no-renames", "-z").output
    #expect(stagedAfter == staged, label)
    let unstagedAfter = RawChange.parse(try git.run("diff", "--raw", "--no-renames", "-z").output)
    let unstagedBefore = RawChange.parse(unstaged)
    #expect(
      Set(unstagedAfter.map(\.path)) == Set(unstagedBefore.map(\.path) + saved.keys), label)
    let entries = try repo.everything()
    #expect(Self.others(entries, [old, new]) == others.filter { new[$0.key] == nil }, label)
    for (path, entry) in saved { #expect(entries[path] == entry, label) }

    // The work tree, read anew by git without what the index remembers of it.
    let fresh = Plumbing(
      repo.root, variables: ["GIT_INDEX_FILE": repo.root.appending(".git/fresh-index").string])
    try fresh.run("read-tree", "HEAD")
    let differing = Set(
      RawChange.parse(try fresh.run("diff", "--raw", "--no-renames", "-z").output).map(\.path))
    for path in new.keys where saved[path] == nil { #expect(!differing.contains(path), label) }
    for path in [Self.lock, Self.changelog] { #expect(!differing.contains(path), label) }
    for path in old.keys where new[path] == nil && saved[path] == nil {
      #expect(entries[path].map { $0.mode & 0o170000 == 0o040000 } ?? true, label)
    }
    #expect(!entries.keys.contains { Self.isTemporary($0) }, label)

    try expectLock(at: commit, new, label)
    try expectSound(label)
  }

  private static func isTemporary(_ path: [UInt8]) -> Bool {
    String(decoding: path, as: UTF8.self).contains(".edgesync-")
  }

  /// The lock's pin and trees, the latter as `git write-tree` makes them of the synced files alone.
  private func expectLock(
    at commit: Int, _ synced: [[UInt8]: ListedFile], _ label: Comment
  ) throws {
    let lock = try Lock(parsing: repo.git.run("cat-file", "blob", "HEAD:edgesync.lock").output)
    #expect(lock.pin.id.hex == repo.id(of: commit), label)
    #expect(lock.mappings.count == repo.rules.mappings.count, label)
    for (state, mapping) in zip(lock.mappings, repo.rules.mappings) {
      var files: [[UInt8]: ListedFile] = [:]
      for (path, file) in synced {
        guard let below = RandomRules.below(mapping.to, path) else { continue }
        files[below.isEmpty ? RandomRules.names(path).last ?? [] : below] = file
      }
      #expect(state.files == files.count, label)
      #expect(try repo.git.treeID(of: files) == state.tree.hex, label)
    }
  }

  private func expectSound(_ label: Comment) throws {
    let check = try repo.git.outcome(["fsck", "--strict", "--no-dangling", "--no-progress"])
    #expect(check.status == 0 && check.output.isEmpty && check.error.isEmpty, label)
    #expect(RawFiles.entry(at: Array(".git/index.lock".utf8), below: repo.root) == nil, label)
  }
}
