import Git
import Landing
import Planning
import Rules
import Terminal
import Text

/// A plan, file by file.
enum PlanView {
  static func rows(_ plan: Plan) -> [Line] {
    var rows = [
      Line("\(plan.from.short) → \(plan.to.id.short)  ", .id).adding(plan.summary, .heading),
      Line(),
    ]
    rows += moves(plan)
    let moved = Set(plan.renames.map(\.to))
    let added = Set(plan.steps.filter { $0.old == nil }.map(\.path))
    for step in plan.steps where step.new != nil && !moved.contains(step.path) {
      let letter: SafeText = added.contains(step.path) ? "A" : "M"
      var line = Line("  \(letter) ", .synced).adding(step.path.text)
      if let old = step.old, let new = step.new, old.mode != new.mode {
        line.add("  mode \(old.mode.sixDigits) → \(new.mode.sixDigits)", .dim)
      }
      rows.append(line)
    }
    for path in plan.deletes { rows.append(Line("  D ", .deletion).adding(path.text)) }
    for rename in plan.renames {
      rows.append(Line("  R ", .synced).adding(rename.from.text + " → " + rename.to.text))
    }
    for file in plan.filesInSubmodule {
      let old = file.shownOldPath.map { $0.text + " → " } ?? ""
      rows.append(
        Line("    \(file.status.letter) ", .synced).adding(old + file.shownPath.text))
    }
    rows.append(Line())
    rows.append(Line("edgesync.lock and the changelog are written too.", .dim))
    rows.append(Line("Not touched: \(counted(plan.edgeFiles, "edge-specific file")).", .dim))
    if !plan.overrides.isEmpty {
      rows.append(Line())
      rows.append(Line("Carry over by hand (upstream changed its version):", .override))
      for path in plan.overrides { rows.append(Line("  ! ", .override).adding(path.text)) }
    }
    if !plan.remarks.isEmpty {
      rows.append(Line())
      for remark in plan.remarks { rows.append(Line("note: ", .warning).adding(remark)) }
    }
    rows.append(Line())
    rows.append(Line("Commits", .heading))
    for commit in plan.commits {
      rows.append(
        Line("  \(commit.id.short) ", .id).adding(SafeText(commit.subject))
          .adding("  \(commit.author.name)", .author))
    }
    return rows
  }

  /// The mappings that go along to where upstream moved their files.
  static func moves(_ plan: Plan) -> [Line] {
    (plan.edit?.moves ?? []).map { move in
      Line("  M ", .synced).adding("\(SafeText(Manifest.fileName)): \(SafeText(move.name)) from ")
        .adding(move.text)
    }
  }
}
