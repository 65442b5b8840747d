import Text

/// What kept a check from what isn't its own.
package enum SandboxKind: String, Codable, Sendable {
  /// bubblewrap: namespaces of its own, in which nothing else is.
  case bwrap
  /// Landlock: rules of the kernel's for files and processes.
  case landlock
  /// The container engine that an image was built by.
  case container
  /// Nothing: no sandbox works on the machine.
  case none
  /// Nothing: none was wanted.
  case off

  /// For people: `in a sandbox (bwrap)`.
  package var text: SafeText {
    switch self {
    case .bwrap, .landlock: "in a sandbox (\(rawValue))"
    case .container: "in the container engine's sandbox"
    case .none, .off: "in no sandbox"
    }
  }
}
