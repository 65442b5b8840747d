import Git
import Text
import Upstream

/// The dialog that tells which commit made or removed a line.
package struct BlameDialog: Overlay {
  /// Bytes of a line that are shown at the most.
  static let mostBytes = 4096

  /// The line, and the range that was looked through.
  let line: LineInRange
  /// What it is in what is read.
  let kind: FilePatch.LineKind
  /// What it says.
  let text: SafeText
  /// Where it comes from, or what it goes with.
  let origin: LineOrigin
  /// The commit that is; nil where there is none.
  let commit: CommitText?

  /// A dialog about a line.
  init(
    of line: LineInRange, _ kind: FilePatch.LineKind, _ text: SafeText, _ origin: LineOrigin,
    _ commit: CommitText?
  ) {
    (self.line, self.kind, self.text) = (line, kind, text)
    (self.origin, self.commit) = (origin, commit)
  }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    guard action == .open else { return .none }
    guard let id = commit?.id else { return .close }
    return .closeThen { $0.go(toCommit: id) }
  }

  package mutating func draw(_ canvas: inout Canvas) { BlameView.draw(&canvas, self) }
}
