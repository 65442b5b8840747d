import Testing

extension TerminalSession {
  /// Waits until the panes are as a condition says.
  @discardableResult
  func shows(
    _ what: String = "what was expected", _ location: SourceLocation = #_sourceLocation,
    where condition: (Panes) -> Bool
  ) throws -> Panes {
    Panes(rows: try waits(for: what, location) { condition(Panes(rows: $0)) })
  }

  /// Waits until a commit is under the cursor, by its id or `pin`.
  func isAt(_ commit: String, _ location: SourceLocation = #_sourceLocation) throws {
    let id = String(commit.prefix(7))
    try shows("the cursor on \(id)", location) { $0.candidate == id }
  }

  /// Waits until a file is under the cursor, by its name in the pane.
  func isAtFile(_ name: String, _ location: SourceLocation = #_sourceLocation) throws {
    try shows("the cursor on \(name)", location) { $0.file == name }
  }

  /// Waits until the console looks as when it is just opened and settled: the hints tell of keys
  /// that work in the list of commits.
  func isAtTheTop(_ location: SourceLocation = #_sourceLocation) throws {
    try shows("the hints of the commits", location) { $0.footer.contains("q quit") }
  }
}
