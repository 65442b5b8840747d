import Support
import SystemPackage

/// Everything of an edge repo that a sync could change, as git and the file system tell it.
package struct EdgeSnapshot: Equatable, Sendable {
  /// A ref's commit.
  package struct Commit: Hashable, Sendable {
    /// Its id, empty for another object's ref.
    package let id: String
    /// Its parents' ids.
    package let parents: [String]
  }

  /// Each ref's commit by the ref's full name.
  package let refs: [String: Commit]
  /// What HEAD's file says.
  package let headFile: [UInt8]
  /// The files of HEAD's tree.
  package let head: [[UInt8]: ListedFile]
  /// The files of the index.
  package let index: [[UInt8]: ListedFile]
  /// Paths that `git diff` takes for changed against the index.
  package let unstaged: Set<[UInt8]>
  /// Files that git neither tracks nor ignores.
  package let untracked: Set<[UInt8]>
  /// The files and links of the work tree.
  package let files: [[UInt8]: RawFiles.Entry]
  /// HEAD's `edgesync.lock`.
  package let lock: [UInt8]
  /// HEAD's changelog.
  package let changelog: [UInt8]

  private static let mark = Array("\n=~=~= next =~=~=\n".utf8)

  /// Looks at a repo.
  package init(of git: Plumbing) throws {
    let next = "printf '\\n=~=~= next =~=~=\\n'"
    let script = [
      "git for-each-ref '--format=%(refname) %(objectname) %(parent)'", "cat .git/HEAD",
      "git ls-tree -r -z --full-tree HEAD", "git ls-files -s -z",
      "git diff --raw -z --no-renames --no-ext-diff",
      "git ls-files --others --exclude-standard -z",
      "printf 'HEAD:edgesync.lock\\nHEAD:docs/sync-changelog.md\\n' | git cat-file --batch",
    ].joined(separator: " && \(next) && ")
    let outcome = try git.shell("set -e; \(script)")
    let parts = Self.split(outcome.output)
    guard outcome.status == 0, parts.count == 7 else {
      throw Plumbing.Failure(description: "a look at the repo failed: \(outcome.errorText)")
    }
    var refs: [String: Commit] = [:]
    for line in String(decoding: parts[0], as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      if words.count > 1 { refs[words[0]] = Commit(id: words[1], parents: Array(words[2...])) }
    }
    self.refs = refs
    headFile = parts[1]
    head = Plumbing.listing(parts[2], idField: 2)
    index = Plumbing.listing(parts[3], idField: 1)
    unstaged = Set(RawChange.parse(parts[4]).map(\.path))
    untracked = Set(parts[5].split(separator: 0).map { Array($0) })
    var blobs = parts[6][...]
    lock = Self.blob(&blobs)
    changelog = Self.blob(&blobs)
    files = try RawFiles.all(below: git.folder, except: [".git"])
      .filter { $0.value.mode & 0o170000 != 0o040000 }
  }

  /// Takes the next object off what `git cat-file --batch` printed; empty for a missing one.
  private static func blob(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let head = rest.prefix { $0 != 0x0A }
    rest = rest.dropFirst(head.count + 1)
    guard
      let size = String(decoding: head, as: UTF8.self).split(separator: " ").last.flatMap({
        Int($0)
      })
    else { return [] }
    let content = Array(rest.prefix(size))
    rest = rest.dropFirst(size + 1)
    return content
  }

  private static func split(_ output: [UInt8]) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = output[...]
    while let range = rest.firstRange(of: mark) {
      parts.append(Array(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [Array(rest)]
  }

  /// What differs from another, a word each; empty where nothing does.
  package func differences(to other: EdgeSnapshot) -> [String] {
    var found: [String] = []
    if refs != other.refs { found.append("refs") }
    if headFile != other.headFile { found.append("HEAD") }
    if head != other.head { found.append("HEAD's tree") }
    if index != other.index { found.append("the index") }
    if unstaged != other.unstaged { found.append("what git takes for changed") }
    for path in Set(files.keys).union(other.files.keys) where files[path] != other.files[path] {
      found.append("the file \(RawPath.shown(path))")
    }
    return found
  }
}
