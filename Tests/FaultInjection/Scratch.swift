import Foundation
import SystemPackage

/// An empty folder of a case's own.
package struct Scratch: Sendable {
  /// Where it is.
  package let folder: FilePath

  /// Makes it anew, without what an earlier case left there.
  package init(_ folder: FilePath) throws {
    self.folder = folder
    try? remove()
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
  }

  /// Removes it and all that is in it.
  package func remove() throws {
    try FileManager.default.removeItem(atPath: folder.string)
  }
}
