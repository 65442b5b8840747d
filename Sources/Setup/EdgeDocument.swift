import Git
import Journal
import Rules
import SystemPackage
import Text
import Upstream

/// The edge repo's own documentation: what it syncs, what is its own and why, how a sync works here, and what checks it.
package struct EdgeDocument {
  /// Where it goes in the work tree.
  package static let path: RepoPath = "docs/edge-modifications.md"

  private let manifest: Manifest
  private let root: FilePath
  private var bytes: [UInt8] { Array(Self.text(manifest).utf8) }

  /// The document of a manifest, in an edge repo.
  package init(of manifest: Manifest, in place: EdgeRepo.Place) {
    self.manifest = manifest
    root = place.root
  }

  /// Where it goes, for people.
  package var name: SafeText { Self.path.text }

  /// What stands where it would go.
  package func outcome() throws(GitError) -> HelperSetup.Outcome {
    let remedy: SafeText = "Keep what is there, or move it away and run this again"
    switch try NewFile.standing(at: Self.path, below: root) {
    case .nothing: return .missing
    case .file(bytes, _): return .alreadyThere
    case .file: return .left(why: "another file is there", remedy: remedy)
    case .other(Self.path): return .left(why: "it exists and isn't a file", remedy: remedy)
    case .other(let folder):
      return .left(
        why: "\(folder.text) isn't a folder, and links aren't followed", remedy: remedy)
    }
  }

  /// Writes it where nothing stands yet.
  package func write() throws(GitError) -> HelperSetup.Outcome {
    let before = try outcome()
    guard before == .missing else { return before }
    return try NewFile.write(bytes, to: Self.path, below: root) ? .written : try outcome()
  }

  /// What a person has to see to, so that no sync ever takes it.
  package var notes: [SafeText] {
    Classifier(manifest).edgeRule(of: Self.path) != nil
      ? []
      : [
        "no mapping will ever take what edgesync.yml lists under `edge:`; add \(Self.path.text)"
      ]
  }

  /// The document, in Markdown, as a manifest has it.
  package static func text(_ manifest: Manifest) -> String {
    let sections = [
      head(manifest), synced(manifest), own(manifest), syncs(manifest), checks(manifest),
    ]
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private static func head(_ manifest: Manifest) -> [String] {
    let upstream = manifest.upstream
    return [
      "# Edge modifications", "",
      "How this repo differs from its platform repo, and how it is kept in step with it. Written by "
        + "`edgesync init --docs` from `edgesync.yml`, and yours from here on: edgesync never changes it.",
      "",
      "Upstream is \(code(upstream.shown)), branch \(code(SafeText(upstream.branch))): it is where service code is changed.",
    ]
  }

  private static func synced(_ manifest: Manifest) -> [String] {
    var lines = ["## What is synced", ""]
    if let submodule = manifest.submodule {
      lines += ["Upstream is held as the submodule \(Markdown.code(submodule)).", ""]
    }
    lines += ["| Mapping | Upstream | Here | Left out |", "| --- | --- | --- | --- |"]
    for mapping in manifest.mappings {
      var leftOut: [String] = []
      if !mapping.include.takesEverything {
        leftOut.append("all but " + list(mapping.include.patterns))
      }
      if !mapping.exclude.isEmpty { leftOut.append(list(mapping.exclude.patterns)) }
      lines.append(
        row([
          Markdown.text(mapping.name), place(mapping.from), place(mapping.to),
          leftOut.joined(separator: "; "),
        ]))
    }
    return lines + [
      "",
      "A synced file is upstream's, byte for byte. A change to it goes to upstream first and comes back with a sync; "
        + "`edgesync verify` names every file that differs.",
    ]
  }

  private static func own(_ manifest: Manifest) -> [String] {
    var lines = [
      "## What is this repo's own", "", "No sync writes, deletes or renames these files.",
    ]
    for mapping in manifest.mappings where !mapping.edge.isEmpty {
      lines += ["", "### In \(place(mapping.to))", ""] + table(mapping.edge)
    }
    if !manifest.edge.isEmpty {
      lines += ["", "### Anywhere in this repo", ""] + table(manifest.edge)
    }
    return lines + [
      "",
      "Where upstream changes its version of such a file, a person carries the change over: `edgesync status` lists what "
        + "is pending, `edgesync carry PATH` merges it in, `edgesync acknowledge PATH` says that it is done.",
    ]
  }

  private static func table(_ list: PatternList) -> [String] {
    ["| Files | Why | Ask |", "| --- | --- | --- |"]
      + list.patterns.map { pattern in
        row([
          cell(code(SafeText(pattern.source))), Markdown.text(pattern.reason ?? ""),
          pattern.owner.map { cell(code(SafeText($0))) } ?? "",
        ])
      }
  }

  private static func syncs(_ manifest: Manifest) -> [String] {
    [
      "## How a sync works here", "",
      "- **Daily**, with nobody there: `edgesync daily` takes upstream's newest commit and runs the checks; what comes of it "
        + "\(way(.daily, manifest)).",
      "- **Weekly**: `edgesync` opens the review. The commit that is chosen there, or named with `edgesync pin COMMIT`, "
        + "\(way(.weekly, manifest)).",
      "- **Emergency**: `edgesync emergency COMMIT --reason TEXT` runs only checks that are marked for it, and what it takes "
        + "\(way(.emergency, manifest)). The next weekly review looks at it.",
      "- **Back**: `edgesync recover` goes back to the last good sync by a new commit.", "",
      "Each is one commit of the synced files, `edgesync.lock`, which names the upstream commit, and "
        + "\(Markdown.code(manifest.changelog)), which lists the syncs.",
    ]
  }

  private static func way(_ kind: SyncKind, _ manifest: Manifest) -> String {
    switch manifest.landing(of: kind) {
    case .commit: "lands as one commit on the branch that is checked out"
    case .push: "lands as one commit on the branch that is checked out, and is pushed"
    case .branch: "is offered on the branch `edgesync/\(kind.rawValue)`"
    case .pullRequest:
      "is offered on the branch `edgesync/\(kind.rawValue)`, with a request for review"
    }
  }

  private static func checks(_ manifest: Manifest) -> [String] {
    var lines = [
      "## Checks", "",
      "Before anything lands: nobody changed a synced file here, edge-specific files are there, and what would land is "
        + "upstream's.",
    ]
    if manifest.checks.isEmpty { return lines + ["", "`edgesync.yml` declares no others."] }
    lines += [
      "", "| Check | What it does | Has to pass | In an emergency |", "| --- | --- | --- | --- |",
    ]
    for check in manifest.checks {
      let work = check.activities.filter { !$0.word.isEmpty }.map { activity in
        "\(activity.word) " + cell(code(activity.what))
      }
      lines.append(
        row([
          Markdown.text(check.name), work.joined(separator: ", "), check.isRequired ? "yes" : "no",
          check.runsInEmergency ? "yes" : "no",
        ]))
    }
    return lines
  }

  // MARK: Cells

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func list(_ patterns: [Pattern]) -> String {
    patterns.map { cell(code(SafeText($0.source))) }.joined(separator: ", ")
  }

  private static func place(_ path: RepoPath) -> String {
    path.isRoot ? "the root" : cell(Markdown.code(path))
  }

  private static func code(_ text: SafeText) -> String { Markdown.code(RepoPath(text.string)) }

  /// Code in a table, where a bar would end the cell (github.github.com/gfm, 4.10).
  private static func cell(_ code: String) -> String { code.replacing("|", with: "\\|") }
}
