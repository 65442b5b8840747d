import ArgumentParser

/// A command whose end is counted, and after which alerts are looked at where nobody is there to see it.
protocol WatchedCommand: LimitedCommand, ParsableCommand {
  /// Whether it is one: not where it only shows what it would do.
  var isWatched: Bool { get }
  /// Whether alerts are looked at after it.
  var isFollowedByAlerts: Bool { get }
}

extension WatchedCommand {
  var isWatched: Bool { true }
  var isFollowedByAlerts: Bool { true }

  /// Its name on the command line.
  var name: String { Self._commandName }
}
