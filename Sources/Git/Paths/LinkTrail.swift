import Foundation
import SystemPackage

/// Where a path leads, followed by hand: the kernel tells only where a path ends that is there, and what
/// isn't there yet is what somebody may be about to write.
package enum LinkTrail {
  /// Links that are followed at the most, as Linux does (path_resolution(7)).
  package static let maximumLinks = 40
  /// Names that may wait to be followed: links that repeat themselves make ever longer paths.
  private static let maximumNames = 4096

  /// Every place that an absolute path passes by name: as it is written, each link on its way, what is left
  /// of the way after each link, and its end, whether anything is there or not.
  package static func places(of path: FilePath) -> [PathNames] { places(of: path.bytes) }

  /// The same of a path by its bytes.
  static func places(of path: [UInt8]) -> [PathNames] {
    var places = [PathNames(path)]
    var here = PathNames()
    var pending = Array(PathNames.split(path).reversed())
    var links = 0
    while let name = pending.popLast() {
      var next = here
      next.add(name)
      // A name that leads up, or nowhere else, is no link.
      guard next.names.count > here.names.count, let target = target(at: next.bytes) else {
        here = next
        continue
      }
      places.append(next)
      links += 1
      guard links <= maximumLinks, pending.count < maximumNames else { return places }
      if target.first == UInt8(ascii: "/") { here = PathNames() }
      pending += PathNames.split(target).reversed()
      var rest = here
      for name in pending.reversed() { rest.add(name) }
      places.append(rest)
    }
    places.append(here)
    return places
  }

  /// What a link leads to, as it is written in it; nil where there is no link.
  package static func target(of link: FilePath) -> FilePath? {
    target(at: link.bytes).map { FilePath(bytes: $0) }
  }

  /// Whether a path of a repository below a folder is a link.
  package static func isLink(_ path: RepoPath, below folder: FilePath) -> Bool {
    target(at: folder.bytes + [UInt8(ascii: "/")] + path.bytes) != nil
  }

  private static func target(at link: [UInt8]) -> [UInt8]? {
    var path = link.map { CChar(bitPattern: $0) }
    path.append(0)
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink(path, &buffer, buffer.count)
    return length > 0 ? buffer.prefix(length).map { UInt8(bitPattern: $0) } : nil
  }
}
