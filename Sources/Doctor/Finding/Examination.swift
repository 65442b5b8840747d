import Foundation
import Git
import Journal
import Rules
import SystemPackage
import Text
import Upstream

/// The order in which a set-up is looked at: what everything needs first, and of the rest whatever can be told.
struct Examination {
  private let folder: FilePath
  private let surroundings: Surroundings
  private let scope: Diagnosis.Scope

  init(_ folder: FilePath, _ surroundings: Surroundings, _ scope: Diagnosis.Scope) {
    (self.folder, self.surroundings) = (folder, surroundings)
    self.scope = scope
  }

  func findings() async -> [Finding] {
    let place = CheckoutPlace(from: folder)
    let outside = [place?.root, place?.gitFolder].compactMap(\.self)
    let programs = Programs(surroundings, outside: outside, in: place?.root ?? folder)
    let installer = Installer(programs, isAdministrator: surroundings.isAdministrator)
    let tools = await ToolFacts(programs, installer)
    let machine = await MachineFacts(surroundings, programs, gitFolder: place?.gitFolder)
    var findings = tools.findings + machine.findings
    guard tools.isUsable else { return findings }
    let answer = await programs.git("rev-parse", "--git-dir")
    let ofGit = RepositoryFacts(place: place, git: answer, failure: nil).findingsOfGit
    findings += ofGit
    if !ofGit.isEmpty { return findings }
    findings += await IdentityFacts(programs, installer, surroundings.environment)
      .findings
    let checkout: EdgeRepo.Place
    do throws(GitError) {
      checkout = try EdgeRepo.Place(at: folder, makesFolders: false)
    } catch {
      let failed = RepositoryFacts(place: place, git: answer, failure: error)
      return findings + failed.findingsOfLibrary
    }
    return findings + (await self.findings(in: checkout, programs, installer))
  }

  /// What is found in a checkout that can be opened.
  private func findings(
    in checkout: EdgeRepo.Place, _ programs: Programs, _ installer: Installer
  ) async -> [Finding] {
    var findings = UnfinishedFacts(checkout.repository).findings
    findings += LeftoverFacts(checkout, surroundings).findings
    if let failure = indexFailure(of: checkout.repository) {
      findings.append(Finding(.repositoryFormat, failure))
      return findings
    }
    let state = StateFacts(checkout.state)
    findings += state.findings
    let own = OwnFilesFacts(checkout)
    findings += own.findings
    guard let manifest = own.manifest else { return findings }
    let helpers = HelperFacts(checkout, manifest)
    findings += helpers.findings
    findings += await LandingFacts(manifest, programs, installer).findings
    findings += await CheckToolFacts(manifest, programs, installer).findings
    if let database = state.database {
      findings += CheckRunFacts(manifest, database).findings
    }
    let text = ManifestText(below: checkout.root)
    let upstream = await UpstreamFacts(
      checkout.upstream(manifest.upstream), pin: own.lock?.pin.id,
      git: try? checkout.gitCommand(beside: manifest.upstream.url), programs, text,
      within: scope == .all ? surroundings.patience : nil)
    findings += upstream.findings
    guard let lock = own.lock else { return findings }
    let edge = EdgeRepo(checkout, manifest: manifest, lock: lock)
    return findings
      + self.rest(edge, upstream, text, state.database, hasWorkflow: helpers.hasWorkflow)
  }

  /// What needs manifest and lock, and as far as it can be read, upstream.
  private func rest(
    _ edge: EdgeRepo, _ upstream: UpstreamFacts, _ text: ManifestText, _ database: StateDatabase?,
    hasWorkflow: Bool
  ) -> [Finding] {
    var findings: [Finding] = []
    let log = try? EventLog(edge).events(with: database, limit: ScheduleFacts.eventsLookedAt)
    let syncs = SyncFacts(log?.events ?? [], (try? database?.runs()) ?? [])
    findings += syncs.findings
    if let cutOff = log?.cutOff { findings.append(ScheduleFacts.finding(of: cutOff)) }
    guard scope == .all, upstream.isReadable, let repository = upstream.repository,
      let tip = upstream.tip
    else {
      return findings
    }
    let mappings = MappingFacts(edge, in: repository, at: tip, text)
    findings += mappings.findings
    if mappings.failure == nil, mappings.nowhere == nil {
      let files = SyncedFilesFacts(edge, in: repository)
      findings += files.findings
      if let failure = files.failure {
        findings += [upstream.finding(ofReading: failure)].compactMap(\.self)
      }
    }
    if let failure = mappings.failure {
      findings += [upstream.finding(ofReading: failure)].compactMap(\.self)
    }
    findings +=
      ScheduleFacts(
        edge, lastUnattended: syncs.lastUnattended, waitingSince: mappings.waitingSince,
        hasWorkflow: hasWorkflow, now: surroundings.now
      ).findings
    return findings
  }

  /// Why the index can't be read, where that is for its form.
  private func indexFailure(of repository: Repository) -> GitError? {
    do throws(GitError) {
      _ = try repository.unmergedPaths()
      return nil
    } catch {
      if case .index = error { return error }
      return nil
    }
  }
}
