import Text

/// What would be written isn't what was shown any more.
struct PlanChanged: ActionableError {
  /// What failed.
  var what: SafeText { "the plan has changed since it was shown" }
  /// Why it failed.
  var why: SafeText { "the edge repo, its manifest or upstream changed meanwhile" }
  /// The next step.
  var remedy: SafeText { "Open the dialog again and look at it" }
  /// The exit status it leads to.
  var exitStatus: ExitStatus { .failed }
}
