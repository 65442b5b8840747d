import Git
import Rules
import SystemPackage
import Text
import Upstream

/// Writes helpers into an edge repo, each only where nothing stands yet.
package struct HelperSetup {
  /// What is to become of a file, or became of it.
  package enum Outcome: Hashable, Sendable {
    /// Nothing stands there: it is to be written.
    case missing
    /// It was written.
    case written
    /// It stands there already, as edgesync writes it.
    case alreadyThere
    /// Something else stands there, and stays; with what to do about it.
    case left(why: SafeText, remedy: SafeText)
  }

  /// The files, in their order.
  package let files: [HelperFile]
  private let helpers: Set<Helper>
  private let place: EdgeRepo.Place
  private let manifest: Manifest

  /// What some helpers write.
  ///
  /// - Parameters:
  ///   - helpers: The helpers that are wanted.
  ///   - place: The edge repo.
  ///   - manifest: Its manifest.
  package init(
    _ helpers: Set<Helper>, in place: EdgeRepo.Place, _ manifest: Manifest
  ) throws(GitError) {
    self.helpers = helpers
    self.place = place
    self.manifest = manifest
    var files: [HelperFile] = []
    for template in HelperTemplate.allCases where helpers.contains(template.helper) {
      if let path = template.path {
        files.append(HelperFile(template, at: RepoPath(path), root: place.root))
      } else {
        let answers = place.answers(beside: manifest.upstream.url)
        files.append(HelperFile(hook: template, in: try answers.hooksFolder(), of: place))
      }
    }
    self.files = files
  }

  /// What stands where a file would go.
  package func outcome(of file: HelperFile) throws(GitError) -> Outcome {
    let (state, present) = try standing(of: file)
    switch state {
    case .missing: return .missing
    case .blocked(let why): return .left(why: why, remedy: Self.remedy(for: file))
    case .current:
      if present?.isExecutable == true || !file.isExecutable { return .alreadyThere }
      return .left(
        why: "it is there already, but isn't executable",
        remedy: "Run `chmod +x \(word: file.location)`")
    case .outdated:
      return .left(
        why: "an earlier edgesync wrote it", remedy: "Run `edgesync init --update-helpers`")
    case .changed, .changedOutdated, .newer, .foreign:
      let why: SafeText =
        runsChecksBesideTokens(file, present?.bytes ?? [])
        ? "an earlier edgesync wrote it: checks run beside its tokens" : "another file is there"
      return .left(why: why, remedy: Self.remedy(for: file))
    }
  }

  /// What stands where a file would go, and a file's bytes.
  package func standing(
    of file: HelperFile
  ) throws(GitError) -> (state: HelperState, file: (bytes: [UInt8], isExecutable: Bool)?) {
    guard let (base, path) = file.place else {
      let why: SafeText = "git looks for hooks there (core.hooksPath), outside of this repo"
      return (.blocked(why: why), nil)
    }
    do {
      switch try NewFile.standing(at: path, below: base, limit: Self.maximumBytes) {
      case .nothing: return (.missing, nil)
      case .other(path): return (.blocked(why: "it exists and isn't a file"), nil)
      case .other(let folder):
        return (.blocked(why: "\(folder.text) isn't a folder, and links aren't followed"), nil)
      case .file(let bytes, let isExecutable):
        return (HelperState(of: bytes, for: file), (bytes, isExecutable))
      }
    } catch .unfit(_, let reason) {
      return (.blocked(why: reason), nil)
    }
  }

  /// Bytes of a file at the most that is taken for a helper.
  private static let maximumBytes = 1 << 20

  /// Writes a file where nothing stands yet.
  package func write(_ file: HelperFile) throws(GitError) -> Outcome {
    let before = try outcome(of: file)
    guard before == .missing, let (base, path) = file.place else { return before }
    let isWritten = try NewFile.write(
      file.bytes, isExecutable: file.isExecutable, to: path, below: base)
    return isWritten ? .written : try outcome(of: file)
  }

  static func remedy(for file: HelperFile) -> SafeText {
    file.helper == .hook
      ? "Add this line to your hook: \(PreCommitHook.line)"
      : "Keep what is there, or move it away and run this again"
  }

  // MARK: What is left to do

  /// What a person has to see to before the helpers work.
  package func notes() throws(GitError) -> [SafeText] {
    var notes: [SafeText] = []
    let classifier = Classifier(manifest)
    let claimable = files.compactMap(\.path).filter { classifier.edgeRule(of: $0) == nil }
    if !claimable.isEmpty {
      let isScripts: (RepoPath) -> Bool = { $0.isInside(RepoPath("scripts")) }
      let entries =
        (claimable.contains(where: isScripts) ? ["scripts/" as SafeText] : [])
        + claimable.filter { !isScripts($0) }.map(\.text)
      notes.append(
        "no mapping will ever take what edgesync.yml lists under `edge:`; add \(entries.joined(separator: ", "))"
      )
    }
    if helpers.contains(where: \.isOnRunner) {
      let landing = manifest.landing(of: .daily)
      if !landing.isOffered, !landing.isPushed {
        notes.append(
          "a daily sync lands by a commit in the runner's own clone, which is lost with it: write `land: { daily: pull-request }`, or push or branch, in edgesync.yml"
        )
      }
      if case .local(let path) = manifest.upstream.transport {
        notes.append(
          "upstream is \(SafeText(path)), a path on this machine that no runner reaches: give upstream.url in edgesync.yml as a url"
        )
      }
    }
    if helpers.contains(.gitlabCI), try !isIncluded() {
      notes.append(
        "GitLab reads \(GitLabPipeline.path) once .gitlab-ci.yml has: include: [{ local: \(GitLabPipeline.path) }]"
      )
    }
    let programs = files.filter(\.isExecutable).compactMap(\.path).map {
      "\(pathspec: $0)" as SafeText
    }
    if !programs.isEmpty, try place.repository.flag("core.fileMode") == false {
      notes.append(
        "git doesn't look at modes here (core.fileMode): stage the scripts with `git add --chmod=+x \(programs.joined(separator: " "))`"
      )
    }
    return notes
  }

  /// Whether the pipeline that is there names the file to be included.
  private func isIncluded() throws(GitError) -> Bool {
    guard
      case .file(let bytes, _) = try NewFile.standing(
        at: RepoPath(".gitlab-ci.yml"), below: place.root)
    else { return false }
    return bytes.contains(GitLabPipeline.path.utf8)
  }
}
