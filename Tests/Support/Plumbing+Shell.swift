extension Plumbing {
  /// Runs a script of several git commands in the repository, with git's own shell and this plumbing's
  /// environment.
  public func shell(_ script: String, input: [UInt8] = []) throws -> Program.Outcome {
    try outcome(["-c", "alias.script=!\(script)", "script"], input: input)
  }
}
