import Foundation
import Git
import SystemPackage

extension Upstream {
  private static let head = Array("ref: refs/heads/main\n".utf8)

  /// A git folder with nothing in it, through which git reads upstream's objects and nothing else of it; made where
  /// it is missing, and put right where anybody put something there.
  func readingFolder() throws(GitError) -> FilePath {
    let folder = state.entry("filter.git")
    try Mirror.makeFolder(folder)
    try MirrorFolder(folder).settle()
    for name: StaticString in ["objects", "refs"] { try Mirror.makeFolder(folder.entry(name)) }
    let file = folder.entry("HEAD")
    if try FileSync.readFile(file, limit: 1 << 16) != Self.head {
      try FileSync.replaceFile(file, with: Self.head)
    }
    return folder
  }
}
