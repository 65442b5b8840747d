import Text

/// Why nothing can be told.
package enum AlertError: ActionableError {
  /// The manifest lists no alerts.
  case none
  /// The manifest lists none for something.
  case noneFor(SafeText)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .none: "there is nobody to tell"
    case .noneFor(let kind): "nobody is told of `\(kind)`"
    }
  }
  /// Why it failed.
  package var why: SafeText {
    "edgesync.yml, as it is committed, lists no such alert"
  }
  /// The next step.
  package var remedy: SafeText {
    "List it under `alerts:`, and commit edgesync.yml"
  }
  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .failed }
}
