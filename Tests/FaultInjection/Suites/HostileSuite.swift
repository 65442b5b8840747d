/// Hostile repositories: whatever upstream holds is refused or shown, runs nothing and writes nowhere else,
/// quickly and in little memory, and the command line's git and edgesync agree about it.
package struct HostileSuite: FaultSuite {
  package let name = "hostile"
  package let unit = "commands on hostile repos"

  /// The suite.
  package init() {}

  package func open(_ setting: Setting) throws -> any Sweep { HostileSweep(seed: setting.seed) }
}
