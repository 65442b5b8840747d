import Git
import Landing
import Planning
import Rules
import Text
import Upstream

/// A plan as text: every path, and what a reviewer should know.
enum PlanText {
  static func write(
    _ plan: Plan, _ edge: EdgeRepo, kind: SyncKind, to output: StandardOutput
  ) throws {
    let direction: SafeText =
      kind == .recovery
      ? "back from \(edge.lock.pin.id.short): edge-specific files stay"
      : plan.isStepBack ? "a step back: it doesn't descend from the pin" : ""
    try output.line(
      ("Pin \(plan.to.id.short) ", .bold), ("“\(plan.to.subject)” ", .plain),
      (SafeText(plan.to.author.name), .cyan))
    try output.line(
      "\(counted(plan.commits.count, "commit")) past \(plan.from.short): \(plan.summary)")
    if !direction.isEmpty { try output.line((direction, .yellow)) }
    for move in plan.edit?.moves ?? [] {
      try output.line(
        ("  M ", .green),
        ("\(SafeText(Manifest.fileName)): \(SafeText(move.name)) from \(move.text)", .plain))
    }
    for path in plan.replaced {
      try output.line(
        ("  ! ", .red), (path.text + "   replaced, after a copy is saved", .plain))
    }
    let moved = Set(plan.renames.map(\.to))
    for step in plan.steps where step.new != nil && !moved.contains(step.path) {
      try output.line((step.old == nil ? "  A " : "  M ", .green), (step.path.text, .plain))
    }
    for path in plan.deletes { try output.line(("  D ", .red), (path.text, .plain)) }
    for rename in plan.renames {
      try output.line(("  R ", .green), (rename.from.text + " → " + rename.to.text, .plain))
    }
    for file in plan.filesInSubmodule {
      let old = file.shownOldPath.map { $0.text + " → " } ?? ""
      try output.line(
        ("    \(file.status.letter) ", .green), (old + file.shownPath.text, .plain))
    }
    try output.line(
      ("not touched: \(counted(plan.edgeFiles, "edge-specific file"))", .dim))
    for path in plan.overrides {
      try output.line(("  ! ", .red), (path.text + "   upstream changed its version", .plain))
    }
    for remark in plan.remarks { try output.line(("note: " + remark, .yellow)) }
    try output.line(try place(kind, edge))
  }

  /// Where a sync of a kind lands.
  private static func place(_ kind: SyncKind, _ edge: EdgeRepo) throws -> SafeText {
    let name = try edge.repository.head().name
    return switch edge.manifest.landing(of: kind) {
    case .commit: "lands as one commit on \(name)"
    case .push: "lands as one commit on \(name), and is pushed"
    case .branch: "is offered as one commit on \(OfferedBranch(kind).name), for \(name)"
    case .pullRequest:
      "is offered as one commit on \(OfferedBranch(kind).name), with a request to take it to \(name)"
    }
  }
}
