import Git
import Rules
import SystemPackage
import Text
import Upstream

/// Whether upstream answers, can be read, and has what the lock and the manifest name.
struct UpstreamFacts {
  /// Upstream as the manifest names it.
  let upstream: Upstream
  /// git's words where it didn't answer; nil where it did, or wasn't asked.
  private(set) var unreachable: SafeText?
  /// Whether git has a program that keeps credentials.
  private(set) var keepsCredentials = false
  /// What keeps it from being read; nil where nothing does.
  private(set) var failure: (any Error)?
  /// The branch that upstream takes for its main one; nil where it doesn't say.
  private(set) var mainBranch: String?
  /// The branch's tip; nil where it can't be read.
  private(set) var tip: ObjectID?
  /// Whether the pin is an ancestor of the tip.
  private(set) var isDescended = true
  /// Upstream, open; nil where it can't be read.
  private(set) var repository: Repository?
  private let pin: ObjectID?
  private let manifestText: ManifestText

  /// Asks upstream, and opens what there is of it here.
  ///
  /// - Parameters:
  ///   - pin: The lock's pin; nil where there is no lock.
  ///   - patience: How long it has for its answer; nil not to ask it.
  init(
    _ upstream: Upstream, pin: ObjectID?, git: GitCommand?, _ programs: Programs,
    _ manifestText: ManifestText, within patience: Duration?
  ) async {
    self.upstream = upstream
    self.pin = pin
    self.manifestText = manifestText
    if upstream.isMirror, let patience, let git {
      do {
        let reach = try await upstream.reach(by: git, within: patience)
        mainBranch = reach.mainBranch
        if !reach.hasBranch {
          failure = UpstreamError.noBranch(
            branch: SafeText(upstream.address.branch), url: upstream.address.shown)
          return
        }
      } catch {
        unreachable = (error as? any ActionableError)?.why ?? SafeText(String(describing: error))
        keepsCredentials = await programs.git("config", "--get-regexp", "^credential[.].*helper$")
          .isGood
      }
    }
    do {
      let repository = try upstream.open()
      self.repository = repository
      if !upstream.isMirror, case .branch(let name, _)? = try? repository.head() {
        mainBranch = String(name.dropFirst("refs/heads/".count))
      }
      let tip = try upstream.tip(in: repository)
      self.tip = tip
      guard let pin else { return }
      guard repository.contains(pin) else {
        throw upstream.pinMissing(pin, from: repository)
      }
      _ = try repository.commit(pin)
      isDescended = try repository.isAncestor(pin, of: tip)
    } catch {
      failure = error
    }
  }

  /// Whether its commits can be read from the pin on.
  var isReadable: Bool { failure == nil && repository != nil }

  var findings: [Finding] {
    var findings: [Finding] = []
    if let unreachable {
      findings.append(
        Finding(
          .upstreamUnreachable,
          "upstream \(upstream.address.shown) can't be reached: \(unreachable)",
          fix: reaching(unreachable.string)))
    }
    if let failure, let finding = finding(of: failure) { findings.append(finding) }
    if !isDescended, let tip {
      findings.append(
        Finding(
          .historyRewritten,
          "upstream's history was rewritten: the pin isn't in that of \(tip.short). Look at what changed before you take it",
          fix: "edgesync pin \(tip.hex) --yes"))
    }
    return findings
  }

  private func finding(of failure: any Error) -> Finding? {
    switch failure {
    case UpstreamError.neverFetched where unreachable != nil: return nil
    case UpstreamError.neverFetched(let url):
      return Finding(
        .upstreamNotFetched, "upstream \(url) hasn't been fetched yet", fix: "edgesync fetch")
    case let error as UpstreamError:
      switch error {
      case .notFound: return Finding(.upstreamMissing, error.cause)
      case .noBranch, .notACommit:
        let hint = mainBranch.map { "; its main branch is \(SafeText($0))" as SafeText } ?? ""
        return Finding(
          .upstreamBranch, error.cause + hint,
          fix: mainBranch.flatMap {
            manifestText.replacing(upstream.address.branch, by: $0, after: "branch:")
          })
      case .pinMissing:
        return Finding(
          .pinMissing,
          error.cause + ". The commit that your files are at is looked for anew",
          fix: "git rm --quiet --force edgesync.lock && edgesync init --yes")
      case .pinCutOff: return Finding(.pinCutOff, error)
      default: return Finding(.upstreamDamaged, error)
      }
    default:
      guard upstream.isMirror else { return Finding(.upstreamDamaged, failure) }
      let cause = (failure as? any ActionableError)?.cause ?? SafeText(String(describing: failure))
      return Finding(
        .upstreamDamaged, "edgesync's clone of upstream can't be read: \(cause)",
        fix: "rm -rf \(word: upstream.folder) && edgesync fetch")
    }
  }

  /// The finding of what failed only once upstream was read further.
  func finding(ofReading failure: any Error) -> Finding? { finding(of: failure) }

  /// What gives git the credentials that it lacks, asking at the terminal; nil where credentials aren't what is
  /// missing.
  private func reaching(_ words: String) -> SafeText? {
    let asking = UpstreamError.asking(upstream.address.shown)
    if [
      "could not read Username", "could not read Password", "terminal prompts disabled",
      "Authentication failed",
    ].contains(where: words.contains) {
      return keepsCredentials
        ? asking : "git config --global credential.helper cache && \(asking)"
    }
    if words.contains("Host key verification failed") { return asking }
    return words.contains("Permission denied (publickey") ? "ssh-add" : nil
  }
}
