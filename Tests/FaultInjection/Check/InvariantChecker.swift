import Foundation
import SystemPackage

/// Says what a fault left of a world, by git's plumbing and plain reads alone.
struct InvariantChecker: Sendable {
  /// Which of the two a world is.
  enum Side: Hashable, Sendable { case before, after }

  /// The world before the command.
  let before: Observation
  /// The world after it, when nothing goes wrong.
  let after: Observation
  /// Commits that stand for themselves.
  let known: Set<String>
  /// What the command does.
  let ends: Operation.Ends

  /// Which of the two a world is, and what there is to say against it.
  ///
  /// What a remote holds may be ahead of what this repo knows of it, and a branch that has landed here
  /// may not have been pushed yet: two repositories have no commit point in common.
  func side(of world: World) throws -> (side: Side?, fault: String?) {
    let seen: Observation
    do {
      seen = try Observation(world, known: known)
    } catch {
      return (nil, "git can't read the repo: \(error)")
    }
    if isSame(seen, after), before != after { return (.after, nil) }
    if isSame(seen, before) { return (.before, nil) }
    if isSame(seen, after) { return (.after, nil) }
    return (
      nil,
      "between: from before it differs in \(seen.difference(from: before)); from after in \(seen.difference(from: after))"
    )
  }

  private func isSame(_ seen: Observation, _ wanted: Observation) -> Bool {
    var seen = seen
    guard seen.remote == before.remote || seen.remote == after.remote else { return false }
    seen.remote = wanted.remote
    for name in Set(seen.refs.keys).union(after.refs.keys) where name.hasPrefix("refs/remotes/") {
      guard seen.refs[name] == before.refs[name] || seen.refs[name] == after.refs[name] else {
        return false
      }
      seen.refs[name] = wanted.refs[name]
    }
    return seen == wanted
  }

  /// Whether a world is all after, the remote too.
  func isWhollyAfter(_ world: World) throws -> String? {
    let seen = try Observation(world, known: known)
    if isSame(seen, after), seen.remote == after.remote { return nil }
    return "the command run again leaves \(seen.difference(from: after))"
  }

  /// Names of what must not be left in a world once edgesync has run again: locks of git's, and
  /// temporary files in a checkout.
  ///
  /// - Parameter hasFetched: Whether it has fetched: only that deals with locks in its own clone.
  func leftovers(in world: World, hasFetched: Bool) -> [String] {
    var found: [String] = []
    let names = FileManager.default.enumerator(atPath: world.gitFolder.string)
    while let name = names?.nextObject() as? String {
      guard name.hasSuffix(".lock") else { continue }
      // A lock of a pack that libgit2 was about to write, whose name it uses never again, and the file
      // that edgesync's own lock is taken on.
      if name.contains("objects/pack/") || name == "edgesync/fetch.lock" { continue }
      if !hasFetched, name.hasPrefix("edgesync/mirror.git/") { continue }
      found.append(name)
    }
    for checkout in Set(["edge", world.checkout]) {
      let folder = world.folder.appending(checkout)
      let names = FileManager.default.enumerator(atPath: folder.string)
      while let name = names?.nextObject() as? String {
        if name == ".git" { names?.skipDescendants() }
        if name.contains(".edgesync-") { found.append(name) }
      }
    }
    return found.sorted()
  }

  /// What git's own check says against a world's repositories.
  func unsoundness(of world: World) throws -> String? {
    let check = try world.git(["fsck", "--strict", "--no-dangling", "--no-progress"])
    guard check.status == 0, check.output.isEmpty,
      check.error.isEmpty || check.errorText.allSatisfy(\.isWhitespace)
    else {
      return "git fsck: \(check.text)\(check.errorText)"
    }
    return nil
  }
}
