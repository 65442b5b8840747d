import Foundation
import SystemPackage

/// A command on a shape of repo, ready to be run as often as it takes: the world it starts from, and the
/// checker of what it leaves.
struct Scenario: Sendable {
  /// The command.
  let operation: Operation
  /// The shape.
  let shape: Shape
  /// The world before the command; it is copied for each run.
  let world: World
  /// The command's words.
  let arguments: [String]
  /// What checks it.
  let checker: InvariantChecker
  /// The tip of the branch before the command.
  let tip: String
  /// How many calls that write the command makes when nothing goes wrong.
  let calls: Int

  /// `pin-plain`.
  static func name(_ operation: Operation, _ shape: Shape) -> String {
    "\(operation.rawValue)-\(shape.rawValue)"
  }

  /// `pin-plain`.
  var name: String { Self.name(operation, shape) }

  /// Prepares a scenario in a world of its own.
  init(_ operation: Operation, _ shape: Shape, in world: World) throws {
    self.operation = operation
    self.shape = shape
    self.world = world
    let folder = world.folder.removingLastComponent()
    try operation.prepare(world)
    arguments = try operation.arguments(world)
    tip = try world.mustGit("rev-parse", "HEAD")
    let known = try Observation.tips(world)
    let before = try Observation(world, known: known)
    let rehearsal = try world.copy(
      to: try Scratch(folder.appending("rehearsal")).folder.appending("world"))
    let run = try rehearsal.edgesync(arguments)
    guard run.ending.status == 0 else {
      throw SetUpError(
        "edgesync \(arguments.joined(separator: " ")) on \(shape): \(run.ending.errorText)")
    }
    calls = run.calls
    checker = InvariantChecker(
      before: before, after: try Observation(rehearsal, known: known), known: known,
      ends: operation.ends)
    let isToChange = operation.ends != .nothing
    guard (checker.before != checker.after) == isToChange else {
      throw SetUpError("\(operation) on \(shape) changes the wrong things")
    }
    try Scratch(folder.appending("rehearsal")).remove()
  }

  /// Runs the command on a copy and gives its writes, with what is on disk before them.
  func log(in scratch: Scratch) throws -> (start: Disk, calls: [LoggedCall]) {
    let copy = try world.copy(to: scratch.folder.appending("world"))
    let start = try Disk(reading: copy.folder, durable: World.remoteName)
    var fault = Fault.none
    fault.logs = true
    let run = try copy.edgesync(arguments, fault)
    guard run.ending.status == 0 else {
      throw SetUpError("the logged run fails: \(run.ending.errorText)")
    }
    return (start, try LoggedCall.read(run.log, root: copy.folder))
  }

  /// The world in another folder.
  func world(in folder: FilePath) throws -> World {
    let moved = World(
      folder: folder, checkout: world.checkout, program: world.program, library: world.library)
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
