import Text

/// What installs packages on this machine.
struct Installer: Sendable {
  private let manager: String?
  private let prefix: SafeText

  /// The package manager that is there, by its program's name.
  init(_ programs: Programs, isAdministrator: Bool) {
    manager = ["apt-get", "dnf", "brew"].first { programs.has($0) }
    prefix = isAdministrator || manager == "brew" ? "" : "sudo "
  }

  /// The command that installs a package; nil where no package manager is known.
  func installing(_ package: SafeText) -> SafeText? {
    switch manager {
    case "apt-get": prefix + "apt-get install -y \(word: package)"
    case "dnf": prefix + "dnf install -y \(word: package)"
    case "brew": "brew install \(word: package)"
    default: nil
    }
  }
}
