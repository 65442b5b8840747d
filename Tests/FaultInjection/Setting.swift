import SystemPackage

/// What a run works with.
package struct Setting: Sendable {
  /// The seed that all choices follow from.
  package let seed: UInt64
  /// The built `edgesync`.
  package let program: FilePath
  /// A folder for what a suite prepares once; on a file system in memory where there is one.
  package let folder: FilePath
  /// The commands and repos that faults are placed in.
  let scenarios: Scenarios

  /// A setting from its parts.
  ///
  /// - Parameter only: Names of the scenarios that faults are placed in; all where empty.
  package init(seed: UInt64, program: FilePath, folder: FilePath, only: [String] = []) {
    self.seed = seed
    self.program = program
    self.folder = folder
    scenarios = Scenarios(program: program, folder: folder.appending("scenarios"), only: only)
  }

  private init(_ other: Setting, folder: FilePath) {
    seed = other.seed
    program = other.program
    scenarios = other.scenarios
    self.folder = folder
  }

  /// The setting with a folder of its own below this one's, made anew.
  func below(_ name: String) throws -> Setting {
    Setting(self, folder: try Scratch(folder.appending(name)).folder)
  }
}
