import Dispatch
import Foundation
import Git
import Support
import SystemPackage
import Testing

/// Files that several processes may write anew at once.
@Suite struct ReplacedFileTests {
  /// Each writer's text comes to stand there whole, none fails, and nothing stays beside it.
  @Test func writersDontTakeEachOthersFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path.appending("file")
    let (writers, rounds, size) = (4, 25, 1 << 14)
    let failures = FailureList()
    DispatchQueue.concurrentPerform(iterations: writers) { writer in
      let bytes = [UInt8](repeating: UInt8(97 + writer), count: size)
      for _ in 0..<rounds {
        do {
          try FileSync.replaceFile(path, with: bytes)
          let present = try FileSync.readFile(path) ?? []
          if present.count != size || Set(present).count != 1 { failures.add("torn") }
        } catch {
          failures.add("\(error)")
        }
      }
    }
    #expect(failures.all == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.name) == ["file"])
  }

  @Test func whatAKilledRunLeftGoes() throws {
    let folder = try TemporaryFolder()
    try folder.write("half", to: FileSync.newFilePrefix + "file")
    try FileSync.replaceFile(folder.path.appending("file"), with: Array("whole".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.name) == ["file"])
    #expect(folder.text(of: "file") == "whole")
  }

  private final class FailureList: @unchecked Sendable {
    private let lock = NSLock()
    private var list: [String] = []

    var all: [String] { lock.withLock { list } }

    func add(_ failure: String) { lock.withLock { list.append(failure) } }
  }
}
