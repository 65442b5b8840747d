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
  package static func places(of path: FilePath) -> [FilePath] {
    var places = [path.lexicallyNormalized()]
    var here = FilePath("/")
    var pending = Array(path.components.reversed())
    var links = 0
    while let name = pending.popLast() {
      switch name.kind {
      case .currentDirectory: continue
      case .parentDirectory:
        here.removeLastComponent()
        continue
      case .regular: break
      }
      let next = here.appending(name)
      guard let target = target(of: next) else {
        here = next
        continue
      }
      places.append(next)
      links += 1
      guard links <= maximumLinks, pending.count < maximumNames else { return places }
      if target.isAbsolute { here = FilePath("/") }
      pending += target.components.reversed()
      places.append(here.appending(pending.reversed()).lexicallyNormalized())
    }
    places.append(here)
    return places
  }

  /// What a link leads to, as it is written in it; nil where there is no link.
  package static func target(of link: FilePath) -> FilePath? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = link.withPlatformString { readlink($0, &buffer, buffer.count) }
    return length > 0 ? FilePath(bytes: buffer.prefix(length).map { UInt8(bitPattern: $0) }) : nil
  }
}
