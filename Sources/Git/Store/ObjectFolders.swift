import Foundation
import SystemPackage

/// The folders of objects that a repository reads: its own, and those that it borrows from
/// (gitrepository-layout(5), `info/alternates`).
enum ObjectFolders {
  /// A folder and all that it leads to, each once.
  static func all(from objects: FilePath) -> [FilePath] {
    var found: [FilePath] = [objects.normalized]
    var depths = [0]
    var index = 0
    while index < found.count {
      let (folder, depth) = (found[index], depths[index])
      index += 1
      guard depth < StoreLimits.alternateDepth else { continue }
      for path in alternates(of: folder) where found.count < StoreLimits.alternates {
        guard !found.contains(path) else { continue }
        found.append(path)
        depths.append(depth + 1)
      }
    }
    return found
  }

  /// The names in a folder; none where it can't be read.
  static func names(in folder: FilePath) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
  }

  /// Those that are there: git passes over the others too (`link_alt_odb_entry`).
  private static func alternates(of folder: FilePath) -> [FilePath] {
    guard
      let bytes = BoundedFile.read(
        "info/alternates", below: folder, atMost: StoreLimits.alternatesFile)
    else { return [] }
    return bytes.split(separator: 0x0A).prefix(StoreLimits.alternateLines).compactMap { line in
      // A quoted one is git's way to write a newline in a path, which no one needs.
      guard let first = line.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "\""),
        line.count < Int(PATH_MAX), !line.contains(0)
      else { return nil }
      let path =
        first == UInt8(ascii: "/") ? Array(line) : folder.bytes + [UInt8(ascii: "/")] + line
      guard isFolder(path) else { return nil }
      return FilePath(bytes: path).normalized
    }
  }

  private static func isFolder(_ path: [UInt8]) -> Bool {
    var status = stat()
    let name = path.map { CChar(bitPattern: $0) } + [0]
    return stat(name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
