import ArgumentParser

/// The option that limits the time of a whole command.
struct DeadlineOptions: ParsableArguments {
  /// Seconds unless it is said.
  static let standard = 2 * 3600

  @Option(
    help: ArgumentHelp(
      "End the command after this time: 90s, 30m, 2h. Without a terminal, 2h unless given.",
      valueName: "time"))
  var deadline: TimeLimit?
}

/// A time to be over within, given on the command line.
struct TimeLimit: ExpressibleByArgument {
  /// The longest one, in seconds.
  private static let longest = 30 * 86_400

  let seconds: Int

  init?(argument: String) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = argument.last.flatMap({ units[$0] }),
      let count = Int(argument.dropLast()), count > 0, count <= Self.longest / unit
    else { return nil }
    seconds = count * unit
  }
}
