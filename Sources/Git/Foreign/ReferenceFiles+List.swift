import Foundation
import SystemPackage
import Text

extension ReferenceFiles {
  /// Refs listed at the most.
  private static let most = 1 << 17

  /// The full names of the refs in a folder of refs, which ends with a slash, sorted; a loose one and its packed
  /// form once.
  func names(in folder: String) throws(GitError) -> [String] {
    var names: Set<String> = []
    var pending = [RepoPath(String(folder.dropLast()))]
    while let next = pending.popLast() {
      let path = commonFolder.appending(next)
      // A link would lead out of the folders of refs.
      guard FileStat(at: path)?.isFolder == true else { continue }
      for name in (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? [] {
        let child = next.appending(Array(name.utf8))
        guard let stat = FileStat(at: commonFolder.appending(child)) else { continue }
        if stat.isFolder {
          if child.names.count < PathGuard.maximumDepth { pending.append(child) }
        } else {
          names.insert(String(decoding: child.bytes, as: UTF8.self))
        }
        guard names.count + pending.count <= Self.most else { throw Self.tooMany(folder) }
      }
    }
    for name in try packedIDs(in: folder).keys {
      names.insert(name)
      guard names.count <= Self.most else { throw Self.tooMany(folder) }
    }
    return names.filter(Self.isName).sorted()
  }

  /// What the refs in a folder of refs hold, by their names; the packed ones are read once.
  func ids(in folder: String) throws(GitError) -> [(name: String, id: ObjectID)] {
    let packed = try packedIDs(in: folder)
    var found: [(name: String, id: ObjectID)] = []
    for name in try names(in: folder) {
      let isLoose = FileStat(at: commonFolder.appending(RepoPath(name))) != nil
      // One that can't be read leads nowhere, and is no matter of the others.
      if let id = isLoose ? try? self.id(of: name) : packed[name] { found.append((name, id)) }
    }
    return found
  }

  private static func tooMany(_ folder: String) -> GitError {
    .tooLarge(object: SafeText(folder), limit: "over \(most) refs")
  }
}
