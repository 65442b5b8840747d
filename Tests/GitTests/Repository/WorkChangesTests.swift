import Foundation
import Git
import Support
import SystemPackage
import Testing

/// The work tree beside the index, while somebody is at work in it.
@Suite struct WorkChangesTests {
  @Test func aFileThatIsBeingSavedIsLookedAtAgain() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    let file = folder.path.appending("big").string
    let bytes = Data(repeating: 0x61, count: 4 << 20)
    try git.run("init", "--quiet", ".")
    try bytes.write(to: URL(fileURLWithPath: file))
    try git.run("add", "big")
    try git.run("commit", "--quiet", "-m", "Big")
    let repository = try Repository(at: folder.path)
    for _ in 0..<30 {
      let saved = DispatchGroup()
      saved.enter()
      let other = Thread {
        // It is empty at first, and no more often than it is looked at.
        for _ in 0..<3 {
          try? bytes.write(to: URL(fileURLWithPath: file), options: [])
        }
        saved.leave()
      }
      other.start()
      _ = try repository.unstagedChanges(under: [])
      saved.wait()
    }
    #expect(try repository.unstagedChanges(under: []).isEmpty)
  }
}
