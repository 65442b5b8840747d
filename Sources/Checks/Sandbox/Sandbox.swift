import Foundation
import Git
import Journal
import SystemPackage

/// What keeps a check from what isn't its own.
struct Sandbox: Sendable {
  /// Which one it is.
  let kind: SandboxKind
  /// Why none stronger works here, for people; empty where this is the strongest there is.
  var weaknesses: [String] = []
  /// Its files; nil where there is none.
  private var files: SandboxFiles?
  private var program: FilePath?
  private var rules: Confinement.Rules?

  /// Whether it may be what a check fails by.
  var isInTheWay: Bool { files != nil }

  /// None.
  static func none(_ kind: SandboxKind) -> Sandbox { Sandbox(kind: kind) }

  private init(kind: SandboxKind) { self.kind = kind }

  // MARK: What works here

  /// The strongest that works on this machine.
  ///
  /// - Parameters:
  ///   - files: What can be read in it.
  ///   - search: Where programs are found.
  ///   - kinds: Those that are tried.
  static func strongest(
    _ files: SandboxFiles, by search: ProgramSearch,
    of kinds: Set<SandboxKind> = [.bwrap, .landlock]
  ) async -> Sandbox {
    var weaknesses: [String] = []
    if kinds.contains(.bwrap), let program = search.find("bwrap") {
      // An old kernel keeps no signals and no abstract sockets from outside; namespaces keep the former.
      for rules in [Confinement.Rules.processes, nil] {
        var sandbox = Sandbox(kind: .bwrap)
        sandbox.files = files
        sandbox.program = program
        sandbox.rules = rules
        if await sandbox.works() { return sandbox }
      }
      weaknesses.append("bwrap doesn't work (a kernel may keep namespaces from users)")
    } else {
      weaknesses.append("there is no bwrap: install bubblewrap")
    }
    var sandbox = Sandbox(kind: .landlock)
    sandbox.files = files
    sandbox.rules = .files(readable: [], writable: [])
    if kinds.contains(.landlock), await sandbox.works() {
      sandbox.weaknesses = weaknesses
      return sandbox
    }
    sandbox = .none(.none)
    sandbox.weaknesses = weaknesses + ["the kernel has no Landlock"]
    return sandbox
  }

  /// Whether a command runs in it.
  private func works() async -> Bool {
    let confinement = confinement(in: "/", writing: [], [:], given: [])
    guard
      let nothing = try? FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec),
      let supervisor = try? Supervisor(
        confinement.words(for: ["/bin/sh", "-c", ":"]), variables: [:], in: "/",
        confinement: confinement, output: nothing)
    else { return false }
    guard case .exited(0) = await CheckProcess.ending(of: supervisor, within: Self.trialLimit)
    else { return false }
    return true
  }

  /// Seconds that a trial may take.
  private static let trialLimit = 20

  // MARK: What a command runs in

  /// What a check's command runs in.
  func confinement(
    of folder: CheckFolder, _ variables: [String: String], given names: Set<String>
  ) -> Confinement {
    confinement(in: folder.files, writing: [folder.root], variables, given: names)
  }

  private func confinement(
    in folder: FilePath, writing roots: [FilePath], _ variables: [String: String],
    given names: Set<String>
  ) -> Confinement {
    guard let files else { return .none }
    let opened = files.opened(by: variables, given: names)
    if let program {
      return Confinement(
        program: [program.string]
          + Self.arguments(files, opening: opened, in: folder, writing: roots),
        rules: rules)
    }
    let readable = files.readableSystem + SandboxFiles.without(files.hidden, opened)
    return Confinement(
      rules: .files(
        readable: readable + ["/proc"],
        writable: roots.map(SandboxFiles.resolved) + Self.devices))
  }

  /// Devices that programs count on.
  private static let devices: [FilePath] = [
    "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty", "/dev/shm",
  ]

  /// bubblewrap's arguments (bwrap(1)).
  private static func arguments(
    _ files: SandboxFiles, opening opened: [FilePath], in folder: FilePath,
    writing roots: [FilePath]
  ) -> [String] {
    var words = [
      "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
      "--die-with-parent",
    ]
    let system = files.systemFolders
    for folder in system {
      if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder.string) {
        words += ["--symlink", target, folder.string]
      } else {
        words += ["--ro-bind", folder.string, folder.string]
      }
    }
    words += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp"]
    func hide(_ hidden: [FilePath], in shown: [FilePath]) {
      for path in hidden where shown.contains(where: { path.starts(with: $0) }) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder) else {
          continue
        }
        words +=
          isFolder.boolValue
          ? ["--tmpfs", path.string] : ["--ro-bind", "/dev/null", path.string]
      }
    }
    hide(files.homes, in: system)
    for path in opened { words += ["--ro-bind", path.string, path.string] }
    hide(files.hidden, in: system + opened)
    for root in roots { words += ["--bind", root.string, root.string] }
    return words + ["--chdir", folder.string, "--"]
  }
}
