import Text

extension CursesScreen {
  /// Why there is no screen.
  package enum Failure: ActionableError {
    /// Standard input or output isn't a terminal.
    case noTerminal
    /// terminfo doesn't know the terminal's type.
    case unknownType(SafeText)
    /// The cursor can't be moved on a terminal of this type.
    case noCursor(SafeText)

    /// What failed.
    package var what: SafeText {
      switch self {
      case .noTerminal: "the console needs a terminal"
      case .unknownType(let type): "the terminal type \(type) is unknown"
      case .noCursor(let type): "the console can't be drawn on a terminal of the type \(type)"
      }
    }
    /// Why it failed.
    package var why: SafeText {
      if case .noCursor = self { return "the cursor can't be moved there" }
      return ""
    }
    /// The next step.
    package var remedy: SafeText {
      switch self {
      case .noTerminal: "`edgesync log`, `edgesync diff` and `edgesync status` say the same as text"
      case .noCursor:
        "Run `edgesync log`, which says the same as text; or set TERM to what the terminal is, such as xterm-256color"
      case .unknownType: "Set TERM to a type that `infocmp` knows, such as xterm-256color"
      }
    }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .usage }
  }
}
