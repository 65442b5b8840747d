import Git
import Rules
import SystemPackage
import Text
import Upstream

/// Whether edgesync's own files are there, can be read, and are committed.
struct OwnFilesFacts {
  /// One of the two files.
  struct State: Sendable {
    /// Its name.
    let name: SafeText
    /// Whether something stands there.
    let isThere: Bool
    /// Why it can't be read; nil where it can, or isn't there.
    let failure: (any ActionableError)?
    /// The last commit that has it in a form which can be read, as git takes its name; nil where none has.
    let lastReadable: SafeText?

    /// What takes it back to what that commit has.
    var restoring: SafeText? {
      lastReadable.map { "git checkout \(word: $0) -- \(word: name)" }
    }
  }

  /// The manifest, where it can be read.
  let manifest: Manifest?
  /// The lock, where it can be read.
  let lock: Lock?
  private let manifestState: State
  private let lockState: State
  /// Which of both git has no commit of as they are.
  private let uncommitted: [SafeText]

  /// Reads them in a checkout.
  init(_ place: EdgeRepo.Place) {
    let (manifest, manifestState) = Self.read(.manifest, place) { try Manifest(parsing: $0) }
    let (lock, lockState) = Self.read(.lock, place) { try Lock(parsing: $0) }
    (self.manifest, self.manifestState) = (manifest, manifestState)
    (self.lock, self.lockState) = (lock, lockState)
    uncommitted = Self.uncommitted(in: place.repository)
  }

  /// Which of both aren't as HEAD has them. git isn't asked: what it would run on a changed file, libgit2 doesn't.
  private static func uncommitted(in repository: Repository) -> [SafeText] {
    let paths = [RepoPath(Manifest.fileName), RepoPath(Lock.fileName)]
    guard let head = ((try? repository.head()) ?? nil)?.commit,
      let tree = try? repository.commitTree(head),
      let staged = try? repository.stagedChanges(against: tree, under: paths),
      let unstaged = try? repository.unstagedChanges(under: paths)
    else { return paths.map(\.text) }
    let changed = Set((staged + unstaged).map(\.path))
    return paths.filter { path in
      changed.contains(path) || ((try? repository.item(at: path, in: tree)) ?? nil) == nil
    }.map(\.text)
  }

  private static func read<Value>(
    _ file: OwnFile, _ place: EdgeRepo.Place, _ parse: ([UInt8]) throws -> Value
  ) -> (Value?, State) {
    let name = SafeText(file.name)
    do {
      guard let bytes = try file.read(below: place.root) else {
        let last = file.lastReadable(in: place.repository)?.name
        return (nil, State(name: name, isThere: false, failure: nil, lastReadable: last))
      }
      let value = try parse(bytes)
      return (value, State(name: name, isThere: true, failure: nil, lastReadable: nil))
    } catch {
      return (
        nil,
        State(
          name: name, isThere: true, failure: error as? any ActionableError,
          lastReadable: file.lastReadable(in: place.repository)?.name)
      )
    }
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if let failure = manifestState.failure {
      let advice = failure.remedy.isEmpty ? "" : ". \(failure.remedy)" as SafeText
      findings.append(
        Finding(.manifestInvalid, failure.cause + advice, fix: manifestState.restoring))
    } else if !manifestState.isThere {
      findings.append(
        Finding(
          .manifestMissing,
          "there is no edgesync.yml: `edgesync init --upstream URL --map FROM:TO` adopts a repo",
          fix: manifestState.restoring))
    }
    if let failure = lockState.failure {
      findings.append(
        Finding(
          .lockInvalid, failure.cause,
          fix: lockState.restoring
            ?? (manifest == nil ? nil : "rm edgesync.lock && edgesync init --yes")))
    } else if !lockState.isThere, manifestState.isThere {
      findings.append(
        Finding(
          .lockMissing, "there is an edgesync.yml but no edgesync.lock",
          fix: lockState.restoring ?? (manifest == nil ? nil : "edgesync init --yes")))
    }
    if !uncommitted.isEmpty, manifest != nil, lock != nil {
      let names = uncommitted.joined(separator: " ")
      findings.append(
        Finding(
          .ownFilesUncommitted,
          "\(uncommitted.joined(separator: ", ")) has changes that aren't committed, so no sync starts",
          fix: "git add --force " + names + " && git commit --quiet -m 'Set edgesync up' -- "
            + names
        ))
    }
    return findings
  }
}
