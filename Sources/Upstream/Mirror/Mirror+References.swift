import Git
import Rules
import SystemPackage
import Text

/// Upstream's refs beside the branch that is followed: what can be named is there.
extension Mirror {
  /// What upstream says that its refs stand at.
  struct Advertisement {
    /// The branch that is followed.
    let tip: ObjectID
    /// The other branches and the tags, by their full names.
    let others: [String: ObjectID]
  }

  /// Refs that are kept at the most.
  private static let maximumReferences = 200_000
  private static let folders = ["refs/heads/", "refs/tags/"]

  /// Asks upstream for its branches and tags.
  func advertisement(_ fetch: GitInvocation) async throws -> Advertisement {
    let address = upstream.address
    var list = fetch
    list.arguments = [
      "ls-remote", "--heads", "--tags", "--refs", "--end-of-options", address.url,
    ]
    list.environment = [:]
    var found: [String: ObjectID] = [:]
    for line in try await git.run(list).split(separator: 0x0A) {
      let digits = line.prefix { $0 != 0x09 }
      if digits.count == 64 { throw UpstreamError.objectFormat(url: address.shown) }
      guard let id = ObjectID(hex: digits), found.count < Self.maximumReferences,
        let name = String(validating: line.dropFirst(digits.count + 1), as: UTF8.self),
        Self.isName(name)
      else { continue }
      found[name] = id
    }
    guard let tip = found.removeValue(forKey: address.reference) else {
      throw UpstreamError.noBranch(branch: SafeText(address.branch), url: address.shown)
    }
    return Advertisement(tip: tip, others: found)
  }

  /// Whether git would take a name that upstream gives for that of a branch or a tag.
  static func isName(_ name: String) -> Bool {
    folders.contains { name.hasPrefix($0) } && name.utf8.count < 1024
      && ReferenceName.isWellFormed(name.utf8)
  }

  /// Brings what upstream's other branches and its tags lead to, and keeps them as upstream has them.
  ///
  /// - Parameters:
  ///   - others: What upstream says that they stand at.
  ///   - fetch: How the branch was fetched.
  ///   - incoming: The folder that objects come into, until all have been looked at.
  /// - Returns: How many came, moved or went, and why none did.
  func bringOthers(
    _ others: [String: ObjectID], _ fetch: GitInvocation, _ incoming: FilePath,
    progress: (@Sendable (SafeText) -> Void)?
  ) async throws -> (changed: Int, fault: SafeText?) {
    var repository = try Repository(at: upstream.folder)
    let missing = others.filter { !repository.contains($0.value) }
    var fault: SafeText?
    if !missing.isEmpty {
      do {
        try Self.removeTree(incoming)
        try Self.makeFolder(incoming)
        var second = fetch
        second.arguments.removeLast()
        if let place = second.arguments.firstIndex(of: "--end-of-options") {
          second.arguments.insert("--stdin", at: place)
        }
        second.input = Array(missing.keys.sorted().map { $0 + "\n" }.joined().utf8)
        try await git.run(second, progress: progress)
        try await refuseIncomplete(Array(missing.values), after: nil, fetch)
        try Self.adopt(incoming, into: upstream.folder.entry("objects"))
        repository = try Repository(at: upstream.folder)
      } catch let error as GitError {
        switch error {
        case .command(_, let status, let output):
          fault = output.isEmpty ? status : output.joined(separator: " / ")
        case .silent: fault = error.why
        default: throw error
        }
      } catch let error as UpstreamError {
        fault = error.what + ": " + error.why
      }
    }
    let changed = try keep(others.filter { repository.contains($0.value) }, in: repository)
    return (changed, fault)
  }

  /// Keeps some refs beside the branch that is followed, and no others.
  ///
  /// All are in one file: one write, where each ref in its own would have to be synced to disk.
  ///
  /// - Returns: How many weren't as they are now.
  @discardableResult
  func keep(_ others: [String: ObjectID], in repository: Repository) throws -> Int {
    var present: [String: ObjectID] = [:]
    for folder in Self.folders {
      for name in try repository.references(in: folder) where name != upstream.address.reference {
        present[name] = try repository.reference(name)
      }
    }
    let changed = Set(others.keys).union(present.keys).count { others[$0] != present[$0] }
    if changed == 0 { return 0 }
    // A ref's own file would count before the one for all.
    for name in present.keys {
      try FileSync.removeFile(upstream.folder.appending(RepoPath(name)))
    }
    var kept = others
    if let tip = try repository.reference(upstream.address.reference) {
      kept[upstream.address.reference] = tip
    }
    for name in try repository.references(in: Self.leftReferences) {
      kept[name] = try repository.reference(name)
    }
    // The order of bytes, in which they are searched.
    let lines = kept.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\($0.value.hex) \($0.key)\n" }
    try FileSync.replaceFile(
      upstream.folder.entry("packed-refs"),
      with: Array(("# pack-refs with: sorted\n" + lines.joined()).utf8))
    return changed
  }
}
