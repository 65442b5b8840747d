import Support

extension PracticePair {
  /// What the console lists: upstream's commits past the pin that concern the service, newest first.
  var commits: [String] {
    get throws {
      try upstream.outcome([
        "rev-list", "--no-merges", "\(pin)..main", "--", "services/forecastingApi",
      ]).lines
    }
  }

  /// The pin, as the lock has it.
  var pin: String {
    get throws {
      let lock = try git.outcome(["show", "HEAD:edgesync.lock"]).text
      return lock.firstMatch(of: /pin: { id: "?([0-9a-f]{40})/).map { String($0.1) } ?? ""
    }
  }

  /// A commit by its subject.
  func commit(_ subject: String) throws -> String {
    try upstream.line("log", "-1", "--format=%H", "--grep=^\(subject)", "main")
  }
}
