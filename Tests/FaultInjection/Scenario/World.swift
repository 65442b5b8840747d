import Foundation
import Support
import SystemPackage

/// An edge repo with all that is around it, in one folder that can be copied: `edge`, where its checkout
/// is, `platform`, `remote.git`, `home` and `tmp`.
struct World: Sendable {
  /// A url for the platform that doesn't say where this world is; git is told by `home/.gitconfig`.
  static let platformURL = "file:///edgesync-faults/platform"

  /// The name of the bare repository that the edge repo is pushed to.
  static let remoteName = "remote.git"

  /// Where it is.
  let folder: FilePath
  /// The name of the checkout that edgesync works in.
  let checkout: String
  /// The program and the fault library.
  let program: FilePath
  let library: FilePath

  /// The checkout that edgesync works in.
  var edge: FilePath { folder.appending(checkout) }
  /// The edge repo's git folder, the shared one.
  var gitFolder: FilePath { folder.appending("edge").appending(".git") }
  /// The bare repository that the edge repo is pushed to.
  var remote: FilePath { folder.appending(Self.remoteName) }
  /// The platform.
  var platform: FilePath { folder.appending("platform") }
  /// A folder beside it, for what isn't part of it.
  private var aside: FilePath { folder.removingLastComponent() }

  /// Copies it to where nothing is.
  func copy(to target: FilePath) throws -> World {
    let ending = try Child.run(
      ["cp", "-a", folder.string, target.string], in: folder, variables: Self.plain,
      streams: target.removingLastComponent())
    guard ending.status == 0 else {
      throw SetUpError("the world can't be copied: \(ending.errorText)")
    }
    let copy = World(folder: target, checkout: checkout, program: program, library: library)
    try copy.tellGitWhereItIs()
    return copy
  }

  /// Has git find the platform, and an absolute path in a linked checkout lead here.
  func tellGitWhereItIs() throws {
    let configuration = """
      [url "file://\(platform.string)"]
      \tinsteadOf = \(Self.platformURL)
      [protocol "file"]
      \tallow = always
      [gc]
      \tauto = 0

      """
    try Data(configuration.utf8).write(
      to: URL(fileURLWithPath: folder.appending("home/.gitconfig").string))
    guard checkout != "edge" else { return }
    let inner = gitFolder.appending("worktrees").appending(checkout)
    try Data("gitdir: \(inner.string)\n".utf8).write(
      to: URL(fileURLWithPath: edge.appending(".git").string))
    try Data("\(edge.string)/.git\n".utf8).write(
      to: URL(fileURLWithPath: inner.appending("gitdir").string))
  }

  /// Runs edgesync, with a fault.
  ///
  /// - Parameter place: A folder for what it prints and for the fault; beside the world unless given.
  func edgesync(
    _ arguments: [String], _ fault: Fault = .none, keepingIn place: FilePath? = nil
  ) throws -> FaultedRun {
    let aside = place ?? self.aside
    let control = try FaultControl(fault, root: folder, at: aside.appending("control"))
    var variables = self.variables
    variables["LD_PRELOAD"] = library.string
    variables["EDGESYNC_FAULTS"] = control.path.string
    let ending = try Child.run(
      [program.string] + arguments, in: edge, variables: variables, streams: aside)
    try Self.waitForEnd(of: control.processes())
    let counts = try control.counts()
    return FaultedRun(
      ending: ending, calls: counts.calls, faults: counts.faults, log: control.log)
  }

  /// Runs the real git, without a fault, in a folder of the world.
  func git(_ arguments: [String], in place: FilePath? = nil) throws -> Child.Ending {
    try Child.run(
      ["git", "--no-optional-locks"] + arguments, in: place ?? edge, variables: variables,
      streams: aside)
  }

  /// Runs the real git, which has to end well.
  @discardableResult
  func mustGit(_ arguments: String..., in place: FilePath? = nil) throws -> String {
    let ending = try git(arguments, in: place)
    guard ending.status == 0 else {
      throw SetUpError("git \(arguments.joined(separator: " ")): \(ending.errorText)")
    }
    return ending.text.trimmingCharacters(in: .newlines)
  }

  private static let plain = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  ]

  private var variables: [String: String] {
    [
      "PATH": Self.plain["PATH"] ?? "", "HOME": folder.appending("home").string,
      "TMPDIR": folder.appending("tmp").string, "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "SOURCE_DATE_EPOCH": "1790600000", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_DATE": "1790600000 +0000", "GIT_COMMITTER_DATE": "1790600000 +0000",
    ]
  }

  /// Waits until processes have ended, for the next one must find them gone.
  private static func waitForEnd(of processes: [pid_t]) throws {
    let end = ContinuousClock.now + .seconds(10)
    for process in processes where !ProcessEnd.wait(for: process, until: end) {
      throw SetUpError("process \(process) goes on")
    }
  }
}

/// A run of edgesync with a fault.
struct FaultedRun: Sendable {
  /// How it ended.
  let ending: Child.Ending
  /// How many calls that write it made.
  let calls: Int
  /// At how many of them it went wrong.
  let faults: Int
  /// The log of its calls, where they were logged.
  let log: FilePath
}

/// A case couldn't be set up.
struct SetUpError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
