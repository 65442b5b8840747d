import Foundation
import Git
import Rules
import SystemPackage
import Text

/// A folder of checkouts: each folder in it that has an edgesync.yml is an edge repo of the fleet.
package enum FleetFolder {
  /// Folders below it that are looked into.
  private static let depth = 3
  /// Folders that are looked at, in all, at the most.
  private static let mostFolders = 100_000

  /// Finds the edge repos, by their paths in the order of bytes. What is inside an edge repo is its own, and links
  /// aren't followed.
  ///
  /// - Throws: ``FleetError``
  package static func read(_ folder: FilePath) throws -> Fleet {
    var found: [String] = []
    var left = mostFolders
    guard let names = names(in: folder) else {
      throw FleetError.unreadable(folder: folder.text, reason: "it isn't a folder that can be read")
    }
    for name in names { look(at: name, below: folder, depth, &left, &found) }
    guard left > 0 else {
      throw FleetError.unreadable(
        folder: folder.text, reason: "it has over \(mostFolders) folders in it")
    }
    if found.isEmpty { throw FleetError.noEdges(folder: folder.text) }
    found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    var taken: Set<String> = []
    let edges = found.map { path in
      let plain = FleetEdge.name(of: path)
      var (name, count) = (plain, 2)
      while !taken.insert(name.lowercased()).inserted {
        name = "\(plain)-\(count)"
        count += 1
      }
      return FleetEdge(name: name, url: nil, path: folder.appending(RepoPath(path)).normalized)
    }
    return Fleet(edges)
  }

  private static func look(
    at path: String, below root: FilePath, _ depth: Int, _ left: inout Int,
    _ found: inout [String]
  ) {
    let folder = root.appending(RepoPath(path))
    guard left > 0, FileStat(at: folder)?.isFolder == true else { return }
    left -= 1
    if FileStat(at: folder.appending(RepoPath(Manifest.fileName)))?.isRegular == true {
      if found.count < FleetFile.mostEdges { found.append(path) }
      return
    }
    guard depth > 1 else { return }
    for name in names(in: folder) ?? [] {
      look(at: path + "/" + name, below: root, depth - 1, &left, &found)
    }
  }

  /// Names of what isn't hidden, in the order of bytes.
  private static func names(in folder: FilePath) -> [String]? {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.string))?
      .filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
