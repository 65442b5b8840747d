/// What is run on a damaged store.
enum StoreCommand: String, CaseIterable, Sendable {
  case log, ids, diff, patch, show, pin, plan

  /// Its arguments.
  ///
  /// - Parameter tip: The id of upstream's newest commit.
  func arguments(_ tip: String) -> [String] {
    switch self {
    case .log: ["log", "--json", "--files", "--all"]
    case .ids: ["log", "--ids"]
    case .diff: ["diff", "--json"]
    case .patch: ["diff", "--patch"]
    case .show: ["diff", "--commit", "--patch", tip]
    case .plan: ["pin", "--dry-run", "--json", tip]
    case .pin: ["pin", "--yes", tip]
    }
  }
}
