import Foundation
import Support
import SystemPackage

/// Somebody who saves files over and over, as editors do it.
final class Editor {
  /// What was saved last, by path.
  private(set) var last: [String: [UInt8]] = [:]
  private let root: FilePath
  private let paths: [String]
  private let isInPlace: Bool
  private let number: Int
  private var saves = 0

  init(_ paths: [String], inPlace: Bool, number: Int, in root: FilePath) {
    self.root = root
    self.paths = paths
    isInPlace = inPlace
    self.number = number
  }

  /// Saves one of the files.
  func save(_ random: inout SeededGenerator) throws {
    let path = random.pick(paths)
    saves += 1
    let text = Array("editor \(number), save \(saves) of \(path)\n".utf8)
    let file = root.appending(path)
    if isInPlace {
      // An editor that finds another file in the place of the one it wrote to saves again.
      while try !write(text, into: file) {}
    } else {
      let temporary = file.removingLastComponent().appending(".editor-\(number)~")
      guard FileManager.default.createFile(atPath: temporary.string, contents: Data(text)) else {
        return
      }
      guard rename(temporary.string, file.string) == 0 else { throw Errno(rawValue: errno) }
    }
    last[path] = text
  }

  /// Writes into the file that stands at a path; whether it still stands there afterwards.
  private func write(_ text: [UInt8], into file: FilePath) throws -> Bool {
    let handle = try FileDescriptor.open(
      file, .writeOnly, options: [.create, .truncate], permissions: .init(rawValue: 0o644))
    return try handle.closeAfter {
      _ = try handle.writeAll(text)
      var written = stat()
      var standing = stat()
      fstat(handle.rawValue, &written)
      return lstat(file.string, &standing) == 0 && written.st_ino == standing.st_ino
    }
  }
}
