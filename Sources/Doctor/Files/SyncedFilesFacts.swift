import Git
import Journal
import Planning
import Rules
import Text
import Upstream

/// Whether the synced files are upstream's at the pin, and what waits for a person.
struct SyncedFilesFacts {
  /// What differs; nil where that can't be told.
  let verification: Verification?
  /// Strays that git tracks.
  let trackedStrays: Set<RepoPath>
  /// Whether the manifest maps otherwise than the one that made the lock.
  let hasOtherMappings: Bool
  /// That the lock goes with no manifest; nil where it goes with one.
  let mismatch: LockMismatch?
  /// What else kept the files from being read.
  let failure: (any Error)?
  /// Overrides that upstream changed.
  let overrides: [RepoPath]
  private let lock: Lock

  /// Paths in one command at the most, and in one text.
  private static let (mostInCommand, mostInText) = (200, 10)

  /// Compares the files.
  init(_ edge: EdgeRepo, in upstream: Repository) {
    lock = edge.lock
    var verification: Verification?
    var (hasOther, mismatch): (Bool, LockMismatch?) = (false, nil)
    var failure: (any Error)?
    var overrides: [RepoPath] = []
    do {
      let pinned = try PinnedFiles(of: edge, in: upstream)
      hasOther = pinned.manifest.mappings != edge.manifest.mappings
      verification = try Verifier(edge, upstream, pinned).verify()
      overrides = try Overrides(
        of: edge.lock, edge.classifier, at: upstream.commitTree(edge.lock.pin.id), in: upstream,
        places: edge.places
      ).owed.map(\.path)
    } catch let error as LockMismatch {
      mismatch = error
    } catch {
      failure = error
    }
    self.verification = verification
    (hasOtherMappings, self.mismatch) = (hasOther, mismatch)
    self.failure = failure
    self.overrides = overrides
    trackedStrays = Set(
      (verification?.strays ?? []).filter {
        ((try? edge.repository.indexItem(at: $0)) ?? nil) != nil
      })
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if let mismatch {
      findings.append(
        Finding(
          .lockMismatch, mismatch.cause,
          fix:
            "git rm --quiet --force edgesync.lock && edgesync init --pin \(lock.pin.id.hex) --yes"))
    }
    if hasOtherMappings {
      findings.append(
        Finding(
          .mappingsChanged, "edgesync.yml maps otherwise than at the last sync",
          fix: "edgesync pin \(lock.pin.id.hex) --yes"))
    }
    if let verification { findings += drift(verification) + strays(verification.strays) }
    if !overrides.isEmpty {
      findings.append(
        Finding(
          .overridesPending,
          "upstream changed files that are yours: \(Self.names(overrides)). Carry over what you need with `edgesync carry`, then say so",
          fix: "edgesync acknowledge " + Self.words(overrides)))
    }
    if !lock.owed.isEmpty {
      let ids = lock.owed.map { "\($0.to.hex)" as SafeText }
      findings.append(
        Finding(
          .reviewsPending,
          "\(counted(lock.owed.count, "emergency sync")) \(lock.owed.count == 1 ? "waits" : "wait") for a review: read it with `edgesync diff`, then say so",
          fix: "edgesync acknowledge " + ids.joined(separator: " ")))
    }
    return findings
  }

  private func drift(_ verification: Verification) -> [Finding] {
    guard !verification.isIdentical else { return [] }
    let command = verification.blockers.lazy.filter {
      if case .submodule = $0 { true } else { false }
    }.compactMap { Finding.command(in: $0.remedy) }.first
    return [
      Finding(
        .drift,
        "\(counted(verification.drift.count, "synced file")) \(verification.drift.count == 1 ? "differs" : "differ") from upstream at the pin: \(Self.names(verification.drift.map(\.path))). A change belongs upstream; a copy is kept",
        fix: command ?? "edgesync recover --force --to HEAD")
    ]
  }

  private func strays(_ paths: [RepoPath]) -> [Finding] {
    if paths.isEmpty { return [] }
    let tracked = paths.filter(trackedStrays.contains)
    let other = paths.filter { !trackedStrays.contains($0) }
    var commands: [SafeText] = []
    if !other.isEmpty {
      commands.append(
        "git stash push --quiet --include-untracked -- " + Self.words(other))
    }
    if !tracked.isEmpty {
      commands.append(
        "git rm --quiet --force -- \(Self.words(tracked)) && git commit --quiet -m 'Remove strays'"
      )
    }
    return [
      Finding(
        .strays,
        "\(counted(paths.count, "file")) in mapped folders \(paths.count == 1 ? "is" : "are") nobody's: \(Self.names(paths)). List what is yours under `edge:` in edgesync.yml; git keeps what the command puts away",
        fix: commands.joined(separator: " && "))
    ]
  }

  private static func words(_ paths: [RepoPath]) -> SafeText {
    paths.prefix(mostInCommand).map { "\(pathspec: $0)" as SafeText }.joined(separator: " ")
  }

  private static func names(_ paths: [RepoPath]) -> SafeText {
    let more: SafeText = paths.count > mostInText ? ", …" : ""
    return paths.prefix(mostInText).map(\.text).joined(separator: ", ") + more
  }
}
