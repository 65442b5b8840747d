import Text

/// Why a note can't be made, or can't be found.
package enum NoteError: ActionableError {
  /// What it is to be about is neither a commit nor a file of upstream's.
  case nothing(SafeText)
  /// The file has no such line.
  case noLine(Int, path: SafeText, lines: Int)
  /// No note has an id that begins so.
  case unknown(SafeText)
  /// Several notes' ids begin so.
  case ambiguous(SafeText, [SafeText])
  /// There is nothing to be done about a note.
  case noFollowUp(SafeText)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .nothing(let name): "nothing of upstream's is called \(name)"
    case .noLine(let line, let path, _): "\(path) has no line \(line)"
    case .unknown(let id): "no note is called \(id)"
    case .ambiguous(let id, _): "\(id) matches several notes"
    case .noFollowUp(let id): "\(id) is no follow-up"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .nothing: "it is neither a commit nor a file there"
    case .noLine(_, _, let lines): "upstream's newest version has \(counted(lines, "line"))"
    case .ambiguous(_, let ids): ids.joined(separator: ", ")
    case .unknown: ""
    case .noFollowUp: "a note is never done"
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .nothing: "See `edgesync log --files`"
    case .noLine: "Give a line of that version, or none"
    case .unknown, .ambiguous: "See `edgesync notes`"
    case .noFollowUp: "See `edgesync notes --open`"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .failed }
}
