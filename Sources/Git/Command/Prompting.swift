/// Whether git, and what it runs in its turn, may ask the person at the terminal: for a passphrase, a password, or
/// whether a host is the right one.
package enum Prompting: Sendable {
  /// Nobody is there: what would have to ask fails, and doesn't wait.
  case never
  /// It has the terminal.
  case atTerminal
  /// Something is drawn on the terminal: it is asked for it where the work fails without.
  case lent(by: any TerminalLender)

  /// Whether somebody can be asked at all.
  package var canAsk: Bool {
    if case .never = self { return false }
    return true
  }
}

/// What draws on the terminal, and steps aside for a while.
package protocol TerminalLender: Sendable {
  /// Gives the terminal back as it was, has the work done, and takes it again.
  func lend<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result
}
