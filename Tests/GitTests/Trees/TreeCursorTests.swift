import Support
import Testing

@testable import Git

/// Trees in raw bytes, with `git ls-tree` as the judge of which can be read.
@Suite struct TreeCursorTests {
  private static let id = [UInt8](repeating: 0x55, count: 20)

  private static func entry(_ mode: String, _ name: String) -> [UInt8] {
    Array("\(mode) \(name)".utf8) + [0] + id
  }

  private static func canRead(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      do {
        var cursor = try TreeCursor(bytes)
        while !cursor.isAtEnd { try cursor.advance() }
        return true
      } catch {
        return false
      }
    }
  }

  @Test(arguments: [
    entry("100644", "x"), entry("100644", "x") + entry("40000", "y"), entry("100664", "x"),
    entry("0", "x"), entry("", "x"), entry("100644", "x") + entry("", "y"), entry("1006z4", "x"),
    entry("8", "x"), entry("100644", ""), Array("100644".utf8), Array("100644 x".utf8),
    Array(entry("100644", "x").dropLast()), [UInt8](repeating: 0x20, count: 30),
  ])
  func readsWhatGitReads(_ bytes: [UInt8]) throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet")
    let made = try git.outcome(
      ["hash-object", "-t", "tree", "--literally", "-w", "--stdin"], input: bytes)
    try #require(made.status == 0, "\(made.errorText)")
    let told = try git.outcome(["ls-tree", made.text])
    #expect(Self.canRead(bytes) == (told.status == 0), "\(told.errorText)")
  }
}
