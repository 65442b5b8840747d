import Foundation
import Git
import Journal
import Planning
import SystemPackage
import Text
import Upstream

/// What killed runs left behind: locks, half a landing, refs, folders.
struct LeftoverFacts: Sendable {
  /// Locks of git's that nobody holds.
  let gitLocks: [FilePath]
  /// What an ended edgesync left in its own lock; nil where it was done.
  let edgesyncLock: SafeText?
  /// The file of that lock.
  let lockFile: FilePath
  /// The title of a landing that was cut short; nil where none was.
  let landing: SafeText?
  /// Refs of proposals whose processes have ended.
  let proposals: [String]
  /// Refs of replaced files, as far as they are old.
  let rescued: [String]
  /// Folders of checks that nobody has written to for a day.
  let checkFolders: [FilePath]

  /// Seconds after which a folder of a check has no owner any more: no check may run for longer.
  private static let oldFolder = 86_400
  /// Seconds after which replaced files are spoken of.
  private static let oldRescue = 30 * 86_400
  /// Names in one command at the most.
  private static let most = 50

  /// Looks at a checkout and at the place for temporary files.
  init(_ place: EdgeRepo.Place, _ surroundings: Surroundings) {
    let repository = place.repository
    gitLocks = StaleGitLocks(repository, state: place.state).leftBehind
    edgesyncLock = SyncLock.leftBehind(in: place.state)
    lockFile = place.state.entry("lock")
    landing = ((try? Intent.read(in: place.workTreeState)) ?? nil).map { SafeText($0.title) }
    proposals = (try? ProposalReference.leftBehind(in: repository)) ?? []
    rescued = ((try? repository.references(in: WorkTree.rescueReferences)) ?? []).filter { name in
      guard let id = (try? repository.reference(name)) ?? nil,
        let commit = try? repository.commit(id)
      else { return false }
      return surroundings.now - commit.committer.time > Self.oldRescue
    }
    let folder = surroundings.temporaryFolder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    let old = Int(Date().timeIntervalSince1970) - Self.oldFolder
    checkFolders = names.filter { $0.hasPrefix("edgesync-check-") }.sorted()
      .map { folder.appending($0) }.filter { (FileStat.modification(of: $0) ?? .max) < old }
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if !gitLocks.isEmpty {
      let words = gitLocks.map { "\(word: $0)" as SafeText }.joined(separator: " ")
      findings.append(
        Finding(
          .gitLockLeft,
          "\(gitLocks.map(\.text).joined(separator: ", ")) is left of a git that has ended",
          fix: "rm -f " + words))
    }
    if let edgesyncLock, landing == nil {
      findings.append(
        Finding(
          .edgesyncLockLeft, "an edgesync was killed that had the lock: \(edgesyncLock)",
          fix: ": > \(word: lockFile)"))
    }
    if let landing {
      findings.append(
        Finding(
          .landingUnfinished,
          "“\(landing)” was killed while it landed; any command of edgesync finishes or undoes it",
          fix: "edgesync status"))
    }
    if !proposals.isEmpty {
      findings.append(
        Finding(
          .proposalsLeft,
          "proposals of ended processes are kept by \(counted(proposals.count, "ref"))",
          fix: Self.deleting(proposals)))
    }
    if !rescued.isEmpty {
      findings.append(
        Finding(
          .rescuedFiles,
          "files that were replaced over 30 days ago are kept by \(counted(rescued.count, "ref")) below refs/edgesync/rescue: look at them with git log, then let them go",
          fix: Self.deleting(rescued)))
    }
    if !checkFolders.isEmpty {
      let words = checkFolders.prefix(Self.most).map { "\(word: $0)" as SafeText }
      findings.append(
        Finding(
          .checkFoldersLeft,
          "checks left \(counted(checkFolders.count, "folder")) over a day ago",
          fix: "rm -rf " + words.joined(separator: " ")))
    }
    return findings
  }

  private static func deleting(_ references: [String]) -> SafeText {
    let words = references.prefix(most).map { "\(word: $0)" as SafeText }.joined(separator: " ")
    return "printf 'delete %s\\n' " + words + " | git update-ref --stdin"
  }
}
