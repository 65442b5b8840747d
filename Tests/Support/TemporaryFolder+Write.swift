import Foundation
import SystemPackage

extension TemporaryFolder {
  /// Writes a file below the folder, with the folders on its way.
  ///
  /// - Parameter path: From the folder, with `/` between names.
  public func write(_ bytes: [UInt8], to path: String) throws {
    let file = URL(fileURLWithPath: self.path.string).appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}
