import Foundation
import Git
import Planning
import Upstream

/// Brings a submodule's checkout to where a landing put its gitlink: a landing of its own inside the
/// submodule, file by file, so that a kill at any instant leaves what the next run can finish.
///
/// No program is run for it and nothing of the submodule's own configuration is obeyed: files are written
/// as git stores them, never over what a person changed. HEAD of the submodule moves last.
struct SubmoduleUpdate {
  private let gitlink: SubmoduleStep
  private let isHeld: Bool
  private let temporary: String
  private let failpoint: () throws -> Void

  /// The update that a step asks for.
  ///
  /// - Parameters:
  ///   - isHeld: Whether HEAD's commit of the edge repo holds the gitlink that the step puts there; where
  ///     it doesn't, only what an earlier run left is taken away.
  ///   - temporary: A name that no other step uses for the files it exchanges.
  ///   - failpoint: Called between two files.
  init(
    _ gitlink: SubmoduleStep, isHeld: Bool, temporary: String,
    failpoint: @escaping () throws -> Void
  ) {
    self.gitlink = gitlink
    self.isHeld = isHeld
    self.temporary = temporary
    self.failpoint = failpoint
  }

  /// Makes the update.
  ///
  /// - Returns: Files that were left as they are, for a person changed them.
  func run() throws -> [SkippedFile] {
    guard let submodule = try gitlink.submodule() else {
      if isHeld { try updateFolder() }
      return []
    }
    let head = try submodule.head().commit
    var skipped: [SkippedFile] = []
    if head != gitlink.new || gitlink.new == nil || gitlink.isForced {
      guard isExpected(head, in: submodule) else {
        return isHeld ? [SkippedFile(path: gitlink.path, cause: .changed)] : []
      }
      skipped = try update(submodule)
    }
    if isHeld, gitlink.new == nil {
      try leaveRepository(of: submodule)
      try removeFolder()
    }
    return skipped
  }

  /// Whether the checkout is where the plan found it, and the commits are there.
  private func isExpected(_ head: ObjectID?, in submodule: Repository) -> Bool {
    guard let old = gitlink.old, head == old || (gitlink.isForced && head == gitlink.new) else {
      return false
    }
    return submodule.contains(old) && gitlink.new.map(submodule.contains) ?? true
  }

  /// Brings files, index and HEAD along.
  private func update(_ submodule: Repository) throws -> [SkippedFile] {
    let steps = try fileSteps(in: submodule)
    let tree = try WorkTree(of: submodule)
    var skipped: [SkippedFile] = []
    for (number, step) in steps.inUpdateOrder {
      try failpoint()
      if try !update(step, in: tree, of: submodule, temporary: "\(temporary)-\(number)") {
        skipped.append(
          SkippedFile(path: gitlink.path.appending(step.path), cause: .changed))
      }
    }
    try failpoint()
    if isHeld, let new = gitlink.new {
      try updateIndex(of: submodule, steps)
      try submodule.detachHead(at: new)
    }
    return skipped
  }

  /// What of the submodule's files changes: what differs between the two commits, and, where that is
  /// replaced, what a person changed.
  private func fileSteps(in submodule: Repository) throws(GitError) -> [Plan.Step] {
    let before = try gitlink.old.map { id throws(GitError) in try submodule.commitTree(id) }
    let after = try gitlink.new.map { id throws(GitError) in try submodule.commitTree(id) }
    var steps: [RepoPath: Plan.Step] = [:]
    for change in try submodule.changes(from: before, to: after) {
      steps[change.path] = Plan.Step(path: change.path, old: change.old, new: change.new)
    }
    for drifted in gitlink.isForced ? try SubmoduleVerifier.driftedSteps(in: submodule) : [] {
      let path = drifted.path
      let wanted = try after.map { tree throws(GitError) in try submodule.item(at: path, in: tree) }
      let file = (wanted ?? nil).flatMap { $0.mode == .folder ? nil : $0 }
      steps[path] = Plan.Step(
        path: path, old: drifted.old, new: file, drifted: drifted.drifted)
    }
    return steps.values.sorted { $0.path < $1.path }
  }

  /// Updates one file.
  ///
  /// - Returns: False where it was left as it is, for a person changed it.
  private func update(
    _ step: Plan.Step, in tree: WorkTree, of submodule: Repository, temporary: String
  ) throws -> Bool {
    let (old, new) = (step.old?.asFile, step.new?.asFile)
    let settled = try tree.settle(temporary: temporary, beside: step.path, old: old, new: new)
    if case .leftAlone = settled, step.drifted == nil { return false }
    guard isHeld else { return true }
    if step.old?.mode == .gitlink { try tree.removeFolderWithoutFiles(at: step.path) }
    var outcome = WorkTree.Outcome.alreadyThere
    if old != nil || new != nil {
      outcome = try tree.replace(
        standing(step, in: tree, of: submodule), with: new, at: step.path, temporary: temporary)
    }
    if step.new?.mode == .gitlink { try tree.makeFolder(at: step.path) }
    if case .leftAlone = outcome { return false }
    return true
  }

  /// What may be replaced at a step: what the commit has there; and where drift is replaced, whatever the
  /// submodule's repository keeps the very bytes of.
  private func standing(
    _ step: Plan.Step, in tree: WorkTree, of submodule: Repository
  ) throws(GitError) -> TreeItem? {
    guard step.drifted != nil else { return step.old?.asFile }
    guard let present = try tree.item(at: step.path) else { return nil }
    guard let id = try tree.contentID(of: present, at: step.path), submodule.contains(id)
    else { return step.old?.asFile }
    return present
  }

  private func updateIndex(of submodule: Repository, _ steps: [Plan.Step]) throws(GitError) {
    // What drifted was saved before, whatever the index holds of it.
    let updates =
      steps.filter { $0.drifted != nil }
      + (try submodule.stepsToIndex(steps.filter { $0.drifted == nil }, from: \.old))
    if updates.isEmpty { return }
    try submodule.updateIndex(updates.map { IndexUpdate(path: $0.path, item: $0.new) })
  }

  /// What a submodule without a checkout leaves: none of it, or the empty folder of one that isn't
  /// initialised, as git has it.
  private func updateFolder() throws {
    if gitlink.new == nil {
      try removeFolder()
    } else if case .missing = try gitlink.repository.submoduleCheckout(at: gitlink.path) {
      try WorkTree(of: gitlink.repository).makeFolder(at: gitlink.path)
    }
  }

  /// Takes the link to the submodule's git folder out of the work tree; the git folder itself stays with
  /// the edge repo's.
  private func leaveRepository(of submodule: Repository) throws {
    guard let root = gitlink.repository.workFolder else { return }
    let link = root.appending(gitlink.path).appending(".git")
    // A git folder of its own holds the history, and is nobody's to remove.
    guard submodule.gitFolder != link.normalized else { return }
    try FileSync.removeFile(link)
  }

  private func removeFolder() throws(GitError) {
    try WorkTree(of: gitlink.repository).removeFolderWithoutFiles(at: gitlink.path)
  }
}

extension TreeItem {
  /// The item where it is a file or a link that can be written; nil for a submodule.
  fileprivate var asFile: TreeItem? { mode == .gitlink ? nil : self }
}
