import Git
import Journal
import Planning
import Rules
import Text
import Upstream

/// What was offered for review.
package struct Offer: Hashable, Sendable {
  /// The offered commit.
  package let commit: ObjectID
  /// The branch, by its short name.
  package let branch: String
  /// The remote it was pushed to; nil where there is none and the branch is here alone.
  package let remote: String?
  /// Where the request is to be seen; nil where the forge doesn't say.
  package let url: String?
  /// Whether the very same sync was offered already, so that nothing was pushed.
  package let isUnchanged: Bool
}

/// Offers proposals on branches of their own: pushed, and with a request for review where that is wanted.
/// Neither the current branch nor the work tree is touched.
struct Offerer {
  private let edge: EdgeRepo
  private let git: GitCommand
  private let who: Signature
  private let author: Signature
  private let prompting: Prompting

  init(_ edge: EdgeRepo, git: GitCommand, by who: Identity, prompting: Prompting) {
    self.edge = edge
    self.git = git
    self.who = who.committer
    author = who.author
    self.prompting = prompting
  }

  /// Offers a proposal.
  ///
  /// - Parameters:
  ///   - checks: What its checks came to.
  ///   - notes: What was noted on what it brings, for the request.
  ///   - landing: How it is offered: whether with a request, which is opened or brought up to date.
  /// - Throws: ``OfferError``, ``LandError``; nothing has changed then but where it says so.
  func offer(
    _ proposal: Proposal, checks: [CheckResult], notes: [Note], by landing: Manifest.Landing
  ) async throws -> Offer {
    let branch = OfferedBranch(proposal.kind)
    try await refuseUnpushable(landing, of: proposal.branch, at: proposal.base)
    guard let remote = try await remote(of: proposal.branch) else {
      return try await offerHere(proposal, checks, branch)
    }
    let forge = landing.opensRequest ? try forge(of: remote) : nil
    let message = message(of: proposal, checks)
    let lander = Lander(edge, git: git, by: who, author: author, prompting: prompting)
    let change = Change(proposal, upstream: edge.manifest.upstream)
    /// The text of the request for a commit.
    func text(_ commit: ObjectID) -> RequestText {
      RequestText(
        proposal, checks: checks, notes: notes, commit: commit, branch: branch.name,
        remote: remote.name, forge: forge, upstream: edge.manifest.upstream)
    }
    if forge == .agit {
      let commit = try await lander.makeCommit(change, message: message)
      let text = text(commit)
      try await remote.push(
        commit, to: "refs/for/\(remote.branch)",
        options: [
          "topic=\(branch.name)", "title=\(text.title)", "description=\(oneLine(text.description))",
          "force-push=true",
        ])
      return Offer(
        commit: commit, branch: branch.name, remote: remote.name, url: nil, isUnchanged: false)
    }
    let tip = try await remote.tip(of: branch.name)
    if let tip {
      try await remote.fetch(branch.name)
      try edge.repository.refreshObjects()
      try refuseForeign(tip, branch, proposal)
    }
    let same = try tip.flatMap { try offersTheSame($0, proposal, checks) ? $0 : nil }
    let commit: ObjectID
    if let same {
      commit = same
    } else {
      commit = try await lander.makeCommit(change, message: message)
      let text = text(commit)
      try await PushRecord.keeping(branch.name, of: remote.name, in: edge) {
        try await remote.push(
          commit, to: branch.reference, lease: .some(tip),
          options: forge == .gitlab
            ? [
              "merge_request.create", "merge_request.target=\(remote.branch)",
              "merge_request.title=\(text.title)",
              "merge_request.description=\(text.description.replacing("\n", with: "<br>"))",
            ] : [])
      }
    }
    let url = forge == .gh ? try await request(text(commit), branch, remote) : nil
    return Offer(
      commit: commit, branch: branch.name, remote: remote.name, url: url,
      isUnchanged: same != nil)
  }

  private func request(
    _ text: RequestText, _ branch: OfferedBranch, _ remote: EdgeRemote
  ) async throws -> String {
    do {
      return try await GitHubRequests(remote, edge).offer(
        text, from: branch.name, to: remote.branch)
    } catch let GitError.command(_, status, output) {
      throw OfferError.requestFailed(
        branch: SafeText(branch.name),
        reason: GitError.said(output, status))
    }
  }

  /// Pushes a landed commit, of the current branch, to the remote.
  ///
  /// - Returns: Where it went: `origin/main`.
  func push(_ commit: ObjectID, of reference: String) async throws -> SafeText {
    guard let remote = try await remote(of: reference) else { throw OfferError.noRemote }
    do {
      try await PushRecord.keeping(remote.branch, of: remote.name, in: edge) {
        try await remote.push(commit, to: "refs/heads/\(remote.branch)")
      }
    } catch let error as any ActionableError {
      throw OfferError.notPushed(
        commit: commit.short, route(reference, remote), reason: error.why)
    }
    return SafeText("\(remote.name)/\(remote.branch)")
  }

  /// Refuses where a landing couldn't be pushed afterwards, before anything else takes time.
  func refuseUnpushable(
    _ landing: Manifest.Landing, of reference: String, at base: ObjectID
  ) async throws {
    guard landing.isOffered || landing.isPushed else { return }
    guard let remote = try await remote(of: reference) else {
      // A branch can be offered here as well.
      guard landing.isPushed || landing.opensRequest else { return }
      throw OfferError.noRemote
    }
    if landing.opensRequest { _ = try forge(of: remote) }
    guard let tip = try await remote.tip(of: remote.branch), tip != base else { return }
    let isAhead = try edge.repository.contains(tip) && edge.repository.isAncestor(tip, of: base)
    if !isAhead || !landing.isPushed { throw outOfStep(reference, remote, isBehind: !isAhead) }
  }

  /// Pushes a sync that landed but that an ended run didn't push; nil where there is none.
  func pushLeftBehind(of reference: String, at base: ObjectID) async throws -> SafeText? {
    guard let remote = try await remote(of: reference),
      let tip = try await remote.tip(of: remote.branch), tip != base,
      edge.repository.contains(tip), try edge.repository.isAncestor(tip, of: base),
      Trailers(parsing: try edge.repository.commit(base).message) != nil
    else { return nil }
    return try await push(base, of: reference)
  }

  private func remote(of reference: String) async throws -> EdgeRemote? {
    try await EdgeRemote(of: edge, for: reference, git: git, prompting: prompting)
  }

  private func outOfStep(_ reference: String, _ remote: EdgeRemote, isBehind: Bool) -> OfferError {
    .outOfStep(route(reference, remote), isBehind: isBehind)
  }

  private func route(_ reference: String, _ remote: EdgeRemote) -> PushRoute {
    PushRoute(
      from: String(reference.dropFirst("refs/heads/".count)), to: remote.name, remote.branch)
  }

  private func refuseForeign(
    _ tip: ObjectID, _ branch: OfferedBranch, _ proposal: Proposal
  ) throws {
    let foreign = try branch.foreignCommits(
      at: tip, base: proposal.base, in: edge.repository)
    if !foreign.isEmpty {
      throw OfferError.foreignCommits(branch: SafeText(branch.name), commits: foreign)
    }
  }

  /// Whether a branch offers the very same already: the same files on the same commit, with the same
  /// outcome of each check.
  private func offersTheSame(
    _ tip: ObjectID, _ proposal: Proposal, _ checks: [CheckResult]
  ) throws -> Bool {
    let commit = try edge.repository.commit(tip)
    guard commit.parents == [proposal.base], let trailers = Trailers(parsing: commit.message),
      trailers.to == proposal.plan.to.id,
      trailers.checks.map(\.name) == checks.map({ Trailers.name($0.name) }),
      trailers.checks.map(\.state) == checks.map(\.state)
    else { return false }
    return try edge.checkedTree(of: commit.tree) == proposal.checkedTree
  }

  /// Offers on a branch of this repo, where there is no remote.
  private func offerHere(
    _ proposal: Proposal, _ checks: [CheckResult], _ branch: OfferedBranch
  ) async throws -> Offer {
    let present = try edge.repository.reference(branch.reference)
    if case .branch(branch.reference, _) = try edge.repository.head() {
      throw OfferError.checkedOut(branch: SafeText(branch.name))
    }
    if let present {
      try refuseForeign(present, branch, proposal)
      if try offersTheSame(present, proposal, checks) {
        return Offer(
          commit: present, branch: branch.name, remote: nil, url: nil, isUnchanged: true)
      }
    }
    let change = Change(proposal, upstream: edge.manifest.upstream)
    let lander = Lander(edge, git: git, by: who, author: author, prompting: prompting)
    let commit = try await lander.makeCommit(change, message: message(of: proposal, checks))
    try edge.repository.moveReference(
      branch.reference, from: present, to: commit, message: "edgesync: \(change.title)", by: who)
    return Offer(commit: commit, branch: branch.name, remote: nil, url: nil, isUnchanged: false)
  }

  private func message(of proposal: Proposal, _ checks: [CheckResult]) -> String {
    SyncMessage.text(
      of: proposal, checks: checks, reason: nil, upstream: edge.manifest.upstream,
      reviewer: proposal.kind.isReviewed ? who.mailbox : nil, isOffered: true)
  }

  /// How a request is opened: as the manifest says, else told by the remote's host.
  private func forge(of remote: EdgeRemote) throws -> Manifest.Forge {
    if let forge = edge.manifest.forge { return forge }
    if let host = remote.forgeAddress.host, let forge = Manifest.Forge(host: host) { return forge }
    throw OfferError.unknownForge(url: SafeText(remote.url))
  }
}
