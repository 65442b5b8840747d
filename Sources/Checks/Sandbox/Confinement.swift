import CSupervisor
import SystemPackage

/// What one command is kept in.
struct Confinement: Sendable {
  /// What Landlock holds it to.
  enum Rules: Sendable {
    /// Processes outside can't be signalled or reached by abstract sockets.
    case processes
    /// The same, and only these files can be reached.
    case files(readable: [FilePath], writable: [FilePath])
  }

  /// No sandbox.
  static let none = Confinement()

  /// The program that makes a sandbox, with its arguments; empty where there is none.
  var program: [String] = []
  /// What Landlock holds it to; nil where it doesn't.
  var rules: Rules?

  /// Whether the command's processes have namespaces of their own.
  var makesNamespaces: Bool { !program.isEmpty }

  /// Whether the rules would be looked past with root's rights.
  var losesRights: Bool { if case .files = rules { true } else { false } }

  /// The words that run a command in it.
  func words(for command: [String]) -> [String] { program + command }

  /// The rules as the kernel takes them: a descriptor of the caller's.
  ///
  /// - Throws: Where there are rules, and the kernel doesn't take them.
  func ruleset() throws(Errno) -> FileDescriptor? {
    guard let rules else { return nil }
    var isOnlyProcesses = true
    if case .files = rules { isOnlyProcesses = false }
    let ruleset = edgesync_landlock_ruleset(isOnlyProcesses ? 1 : 0)
    guard ruleset >= 0 else { throw Errno.notSupported }
    if case .files(let readable, let writable) = rules {
      for (paths, use) in [(readable, edgesync_read), (writable, edgesync_read_write)] {
        for path in paths {
          // What isn't there needn't be allowed.
          _ = path.withPlatformString { edgesync_landlock_allow(ruleset, $0, use) }
        }
      }
    }
    return FileDescriptor(rawValue: ruleset)
  }
}
