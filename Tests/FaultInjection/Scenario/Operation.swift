import SystemPackage

/// A command that faults are placed in, with what has to be there before it.
enum Operation: String, CaseIterable, Sendable {
  case adopt = "init"
  case fetch, pin, daily, emergency, recover, hold

  /// What stands before the command, and after it, when nothing goes wrong.
  enum Ends {
    /// A local branch moves.
    case landing
    /// A branch of the remote moves.
    case offer
    /// Files are written, and the command has to be run again if it was stopped.
    case files
    /// Nothing of the edge repo changes.
    case nothing
  }

  /// What it does.
  var ends: Ends {
    switch self {
    case .adopt: .files
    case .fetch: .nothing
    case .daily: .offer
    case .pin, .emergency, .recover, .hold: .landing
    }
  }

  /// Whether it means anything on a shape.
  func suits(_ shape: Shape) -> Bool { self != .fetch || shape == .mirrored }

  /// Readies a world for it.
  func prepare(_ world: World) throws {
    if self != .adopt, self != .fetch { try succeed(world, ["fetch"]) }
    switch self {
    case .adopt:
      try world.mustGit("rm", "--quiet", "--force", "edgesync.yml", "edgesync.lock")
      try world.mustGit(
        "commit", "--quiet", "-m", "Not adopted yet", "edgesync.yml", "edgesync.lock")
    case .recover:
      let tip = try world.mustGit("rev-parse", "main", in: world.platform)
      try succeed(world, ["pin", tip, "--yes"])
    case .fetch, .pin, .daily, .emergency, .hold: break
    }
    // A remote that holds what is here, as after a push.
    let branch = try world.mustGit("symbolic-ref", "HEAD")
    try world.mustGit("push", "--quiet", "origin", "HEAD:\(branch)")
    // What a first run leaves in place, such as the database, is there.
    if self != .adopt, self != .fetch { try succeed(world, ["status"]) }
  }

  /// The command's words.
  func arguments(_ world: World) throws -> [String] {
    let tip = try world.mustGit("rev-parse", "main", in: world.platform)
    switch self {
    case .adopt:
      return [
        "init", "--upstream", "../platform", "--branch", "main", "--map",
        "services/api:services/api",
        "--edge", "services/api/Dockerfile", "--edge", "services/api/requirements.txt", "--yes",
      ]
    case .fetch: return ["fetch"]
    case .pin: return ["pin", tip, "--yes"]
    case .daily: return ["daily"]
    case .emergency: return ["emergency", "--reason", "It burns"]
    case .recover:
      return ["recover", "--to", try world.mustGit("rev-parse", "HEAD^"), "--reason", "It burns"]
    case .hold: return ["hold", tip, "--reason", "It breaks"]
    }
  }

  private func succeed(_ world: World, _ arguments: [String]) throws {
    let run = try world.edgesync(arguments)
    guard run.ending.status == 0 else {
      throw SetUpError(
        "edgesync \(arguments.joined(separator: " ")): \(run.ending.errorText)")
    }
  }
}
