import Fleet

/// systemd units that run a fleet's daily sync, each edge repo or each share at a time of its own.
package struct SystemdUnits: Sendable {
  /// What an instance of the service works on.
  package enum Instance: Hashable, Sendable {
    /// The edge repo of its name.
    case edge
    /// A share, of so many.
    case share(of: Int)
  }

  /// A unit's file.
  package struct File: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// What it says.
    package let text: String
  }

  /// The unit that starts and stops all timers.
  package static let target = "edgesync-fleet.target"
  /// What each file begins with: by it a file is told from one that somebody else wrote.
  package static let beginning = "# Written by `edgesync fleet systemd`"

  /// The program, by its path.
  package let program: String
  /// The options that name the fleet, such as `--file` and its path.
  package let fleetOptions: [String]
  /// The names of the service's instances, each of ASCII letters, digits, `.`, `_` and `-`.
  package let instances: [String]
  /// What they are.
  package let instance: Instance

  /// Units for a fleet.
  ///
  /// - Parameters:
  ///   - shares: How many shares are run one by one; a service for each edge repo where nil.
  ///   - program: The program, by its path.
  ///   - fleetOptions: The options that name the fleet.
  package init(_ fleet: Fleet, shares: Int?, program: String, fleetOptions: [String]) {
    (self.program, self.fleetOptions) = (program, fleetOptions)
    instance = shares.map { .share(of: $0) } ?? .edge
    instances = shares.map { (1...max($0, 1)).map(String.init) } ?? fleet.edges.map(\.name)
  }

  /// The files.
  package var files: [File] {
    [
      File(name: "edgesync-fleet@.service", text: service),
      File(name: "edgesync-fleet@.timer", text: timer),
      File(name: Self.target, text: targetText),
    ]
  }

  /// What an instance is, for people.
  private var described: String {
    switch instance {
    case .edge: "edge repo %i"
    case .share(let count): "share %i of \(count) of a fleet"
    }
  }

  private var service: String {
    let selection =
      switch instance {
      case .edge: ["--only", "name=%i"]
      case .share(let count): ["--shard", "%i/\(count)"]
      }
    let words = [":" + program, "fleet", "run", "daily"] + fleetOptions
    let command =
      words.map(Self.quoted).joined(separator: " ") + " " + selection.joined(separator: " ")
    return """
      \(Self.beginning), which writes it anew.
      [Unit]
      Description=edgesync: daily sync of \(described)
      Wants=network-online.target
      After=network-online.target

      [Service]
      Type=oneshot
      ExecStart=\(command)
      TimeoutStartSec=6h
      Nice=10
      IOSchedulingClass=idle
      NoNewPrivileges=yes
      PrivateTmp=yes

      """
  }

  private var timer: String {
    """
    \(Self.beginning), which writes it anew.
    [Unit]
    Description=edgesync: when the daily sync of \(described) begins
    PartOf=\(Self.target)

    [Timer]
    OnCalendar=*-*-* 02:00:00
    # Each at its own moment of the night, the same every night.
    RandomizedDelaySec=4h
    FixedRandomDelay=yes
    # What was missed while the machine was off is made up for.
    Persistent=yes

    """
  }

  private var targetText: String {
    let wants = instances.map { "Wants=edgesync-fleet@\($0).timer\n" }.joined()
    return """
      \(Self.beginning), which writes it anew.
      [Unit]
      Description=edgesync: daily syncs of a fleet
      \(wants)
      [Install]
      WantedBy=timers.target

      """
  }

  /// A word of a command line as systemd reads it: no specifier in it, and no escape.
  private static func quoted(_ word: String) -> String {
    var quoted = "\""
    for scalar in word.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "%": quoted += "%%"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\x" + (digits.count < 2 ? "0" : "") + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
