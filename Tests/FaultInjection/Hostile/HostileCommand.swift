/// What is run on it.
enum HostileCommand: String, CaseIterable {
  case log, diff, plan, pin, check, verify

  /// The program's arguments.
  var arguments: [String] {
    switch self {
    case .log: ["log", "--json", "--all", "--files"]
    case .diff: ["diff", "--json"]
    case .plan: ["pin", "main", "--dry-run", "--json"]
    case .pin: ["pin", "main", "--yes"]
    case .check: ["check", "main"]
    case .verify: ["verify"]
    }
  }
}
