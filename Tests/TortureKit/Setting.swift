import SystemPackage

/// What a run of the torture works with.
package struct Setting: Sendable {
  /// The seed that all choices follow from.
  package let seed: UInt64
  /// The built `edgesync`.
  package let program: FilePath
  /// A folder for what a part prepares once; on a file system in memory where there is one.
  package let folder: FilePath
  /// The commands and repos that faults are placed in.
  let scenes: Scenes

  /// A setting from its parts.
  ///
  /// - Parameter only: Names of the scenes that faults are placed in; all where empty.
  package init(seed: UInt64, program: FilePath, folder: FilePath, only: [String] = []) {
    self.seed = seed
    self.program = program
    self.folder = folder
    scenes = Scenes(program: program, folder: folder.appending("scenes"), only: only)
  }

  private init(_ other: Setting, folder: FilePath) {
    seed = other.seed
    program = other.program
    scenes = other.scenes
    self.folder = folder
  }

  /// The setting with a folder of its own below this one's, made anew.
  func below(_ name: String) throws -> Setting {
    Setting(self, folder: try Scratch(folder.appending(name)).folder)
  }
}
