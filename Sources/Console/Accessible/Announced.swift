import Git
import Text

/// What of a model is said where it changes, in one line, for those to whom the screen is read.
struct Announced {
  private let notice: Notice?
  private let activities: [Model.Activity: SafeText]
  /// How many commits there are, once all are listed.
  private let commits: Int?
  /// What the files are of, and how many there are.
  private let files: FileList.Key?
  private let fileCount: Int
  private let candidate: ObjectID?
  private let checks: [Validation.Row]

  /// What a model says.
  init(_ model: Model) {
    notice = model.notice
    activities = model.activities
    commits = model.commits.isComplete ? model.commits.rows.count : nil
    files = model.files.shownKey
    fileCount = model.files.files.count
    candidate = model.candidate
    checks = model.validation?.rows ?? []
  }

  /// The line on what changed since; nil where nothing did that is said.
  func line(since before: Announced, in model: Model) -> Line? {
    if let notice, notice != before.notice { return notice.line }
    var said = [Model.Activity.opening, .fetching, .landing].compactMap { kind in
      before.activities[kind] == nil ? activities[kind].map { $0 + "…" } : nil
    }
    if let commits, commits != before.commits { said.append(counted(commits, "commit")) }
    if files != before.files { said.append(counted(fileCount, "file")) }
    if candidate == before.candidate {
      for (row, old) in zip(checks, before.checks) where row != old {
        switch row.state {
        case .running, .ended:
          said.append("\(row.name): \(ValidationView.explanation(row, model))")
        case .unknown, .waiting: break
        }
      }
    }
    return said.isEmpty ? nil : Line(said.joined(separator: "; "))
  }
}
