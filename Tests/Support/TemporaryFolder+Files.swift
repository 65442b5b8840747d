import Foundation
import SystemPackage

extension TemporaryFolder {
  /// A file's text, by its path in the folder; nil where there is no such file.
  public func text(of path: String) -> String? {
    FileManager.default.contents(atPath: self.path.string + "/" + path).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Writes a file, by its path in the folder.
  public func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: self.path.string + "/" + path))
  }

  /// Writes a script that can be run at once, by its path in the folder.
  public func writeProgram(_ text: String, to path: String) throws {
    try Program.writeScript(text, at: self.path.appending(path))
  }

  /// The folder's path as text, for arguments and settings.
  public var name: String { path.string }

  /// The real git on a repository, by its path in the folder.
  public func git(in path: String, variables: [String: String] = [:]) -> Plumbing {
    Plumbing(self.path.appending(path), variables: variables)
  }
}
