import SystemPackage

/// What a run of the torture works with.
package struct Setting: Sendable {
  /// The seed that all choices follow from.
  package let seed: UInt64
  /// The built `edgesync`.
  package let program: FilePath
  /// A folder for what a part prepares once; on a file system in memory where there is one.
  package let folder: FilePath

  /// A setting from its parts.
  package init(seed: UInt64, program: FilePath, folder: FilePath) {
    self.seed = seed
    self.program = program
    self.folder = folder
  }

  /// The setting with a folder of its own below this one's, made anew.
  func below(_ name: String) throws -> Setting {
    Setting(seed: seed, program: program, folder: try Scratch(folder.appending(name)).folder)
  }
}
