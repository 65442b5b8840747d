import Foundation
import SystemPackage

/// A command on a shape of repo, ready to be run as often as it takes: the world it starts from, and the
/// judge of what it leaves.
struct Scene: Sendable {
  /// The command.
  let deed: Deed
  /// The shape.
  let shape: Shape
  /// The world before the command; it is copied for each run.
  let world: World
  /// The command's words.
  let arguments: [String]
  /// The judge.
  let judge: Judge
  /// The tip of the branch before the command.
  let tip: String
  /// How many calls that write the command makes when nothing goes wrong.
  let calls: Int

  /// `pin-plain`.
  static func name(_ deed: Deed, _ shape: Shape) -> String { "\(deed.rawValue)-\(shape.rawValue)" }

  /// `pin-plain`.
  var name: String { Self.name(deed, shape) }

  /// Prepares a scene in a world of its own.
  init(_ deed: Deed, _ shape: Shape, in world: World) throws {
    self.deed = deed
    self.shape = shape
    self.world = world
    let folder = world.folder.removingLastComponent()
    try deed.prepare(world)
    arguments = try deed.arguments(world)
    tip = try world.mustGit("rev-parse", "HEAD")
    let known = try Observation.tips(world)
    let before = try Observation(world, known: known)
    let trial = try world.copy(to: try Scratch(folder.appending("trial")).folder.appending("world"))
    let run = try trial.edgesync(arguments)
    guard run.ending.status == 0 else {
      throw TortureError(
        "edgesync \(arguments.joined(separator: " ")) on \(shape): \(run.ending.errorText)")
    }
    calls = run.calls
    judge = Judge(
      before: before, after: try Observation(trial, known: known), known: known, ends: deed.ends)
    let isToChange = deed.ends != .nothing
    guard (judge.before != judge.after) == isToChange else {
      throw TortureError("\(deed) on \(shape) changes the wrong things")
    }
    try Scratch(folder.appending("trial")).remove()
  }

  /// Runs the command on a copy and gives its writes, with what is on disk before them.
  func log(in scratch: Scratch) throws -> (start: Disk, calls: [LoggedCall]) {
    let copy = try world.copy(to: scratch.folder.appending("world"))
    let start = try Disk(reading: copy.folder, durable: World.remoteName)
    var fault = Fault.none
    fault.logs = true
    let run = try copy.edgesync(arguments, fault)
    guard run.ending.status == 0 else {
      throw TortureError("the logged run fails: \(run.ending.errorText)")
    }
    return (start, try LoggedCall.read(run.log, root: copy.folder))
  }

  /// The world in another folder.
  func world(in folder: FilePath) throws -> World {
    let moved = World(
      folder: folder, checkout: world.checkout, program: world.program, shim: world.shim)
    try moved.tellGitWhereItIs()
    return moved
  }

  /// What the next run has to say of an intent that was left: nil where none was.
  ///
  /// The branch alone decides.
  func expectedWord(in world: World) throws -> (said: String, unsaid: String)? {
    let places =
      [world.gitFolder.appending("edgesync")]
      + (world.checkout == "edge"
        ? []
        : [
          world.gitFolder.appending("worktrees").appending(world.checkout).appending("edgesync")
        ])
    guard
      places.contains(where: {
        FileManager.default.fileExists(atPath: $0.appending("intent.json").string)
      })
    else { return nil }
    let words = ("it had landed as", "it hadn't landed")
    return try world.mustGit("rev-parse", "HEAD") == tip ? (words.1, words.0) : words
  }
}
