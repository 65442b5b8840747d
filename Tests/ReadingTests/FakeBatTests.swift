import Foundation
import Git
import Reading
import Support
import Testing

/// Highlighting by programs that do what bat shouldn't.
@Suite struct FakeBatTests {
  private static let text = Array("let x = 1\nlet y = 2\n".utf8)

  private static func name() throws -> SourceName { try #require(SourceName("a.swift")) }

  @Test(arguments: [
    "cat", "printf '\\033[38;2;249;38;114mlet\\033[0m x = 1\\nlet y = 2\\n'",
    "printf 'let x = 1\\nlet y = 2\\n\\n'", "cat; echo warning >&2",
  ])
  func theTextWithColorsCounts(_ script: String) async throws {
    let bat = try FakeBat(script)
    let highlighted = await bat.highlighter()?.highlight(Self.text, as: try Self.name())
    #expect(highlighted?.lineCount == 2)
  }

  @Test(arguments: [
    "true", "exit 3", "cat; exit 1", "echo junk", "head -n 1", "cat; echo more",
    "printf '\\033[2J'; cat", "cat; printf '\\033]0;title\\007'", "cat; printf '\\033['",
    "printf '\\033[38;2;999;0;0m'; cat", "printf '\\033[1;2;3;4;5;6;7;8;9;0;1;2;3;4;5;6;7m'; cat",
    "tr x y", "kill -9 $$", "exec /nonexistent", "yes", "yes | head -c 100000000",
  ])
  func anythingElseCountsForNothing(_ script: String) async throws {
    let bat = try FakeBat(script)
    let highlighter = try #require(bat.highlighter(within: .seconds(20)))
    #expect(await highlighter.highlight(Self.text, as: try Self.name()) == nil)
  }

  @Test func aProgramThatHangsIsEnded() async throws {
    let bat = try FakeBat("echo $$ > @FOLDER@/pid; exec sleep 600")
    let highlighter = try #require(bat.highlighter(within: .milliseconds(300)))
    #expect(await highlighter.highlight(Self.text, as: try Self.name()) == nil)
    // One that hasn't come as far as its first word is ended too.
    if let pid = bat.folder.text(of: "pid").flatMap({ pid_t($0.trimmingCharacters(in: .newlines)) })
    {
      #expect(ProcessEnd.wait(for: pid, until: .now + .seconds(60)))
    }
  }

  @Test(.timeLimit(.minutes(15)))
  func aProgramWhoseTaskIsCancelledIsEnded() async throws {
    let bat = try FakeBat("echo $$ > @FOLDER@/pid; exec sleep 600")
    let pipe = bat.folder.name + "/pid"
    try #require(mkfifo(pipe, 0o600) == 0)
    let highlighter = try #require(bat.highlighter(within: .seconds(600)))
    let task = Task { await highlighter.highlight(Self.text, as: try Self.name()) }
    // On a thread of its own, however long it takes: the task needs one of the few that tasks have.
    let pid = await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        let bytes = try? FileHandle(forReadingAtPath: pipe)?.readToEnd()
        let text = String(decoding: bytes ?? Data(), as: UTF8.self)
        continuation.resume(returning: pid_t(text.trimmingCharacters(in: .newlines)))
      }
    }
    task.cancel()
    #expect(try await task.value == nil)
    let id = try #require(pid)
    #expect(ProcessEnd.wait(for: id, until: .now + .seconds(60)))
  }

  @Test func itGetsNothingButTheTextAndAHarmlessName() async throws {
    let bat = try FakeBat(
      "for word; do echo \"$word\"; done > @FOLDER@/words; env > @FOLDER@/variables; pwd > @FOLDER@/place; cat"
    )
    let highlighter = try #require(bat.highlighter())
    let name = try #require(SourceName(RepoPath("--config-file/../$(x)/.--theme.swift")))
    #expect(await highlighter.highlight(Self.text, as: name) != nil)
    let words = try #require(bat.folder.text(of: "words")).split(separator: "\n")
    #expect(words.contains("--no-config") && words.contains("--paging=never"))
    #expect(words.filter { $0.hasPrefix("--file-name") } == ["--file-name=x.swift"])
    #expect(words.allSatisfy { $0.hasPrefix("--") })
    let names = try #require(bat.folder.text(of: "variables")).split(separator: "\n")
      .map { $0.prefix { $0 != "=" } }
    let allowed: Set<Substring> = [
      "PATH", "HOME", "BAT_CONFIG_PATH", "BAT_CONFIG_DIR", "BAT_CACHE_PATH", "XDG_CACHE_HOME",
      "XDG_CONFIG_HOME", "COLORTERM", "TERM", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_",
    ]
    #expect(Set(names).subtracting(allowed) == [])
    #expect(bat.folder.text(of: "place") == "/\n")
  }

  @Test func whatNeverWorksIsNotTriedForEver() async throws {
    let bat = try FakeBat("echo x >> @FOLDER@/runs; echo junk")
    let highlighter = try #require(bat.highlighter())
    for _ in 0..<5 { #expect(await highlighter.highlight(Self.text, as: try Self.name()) == nil) }
    #expect(bat.folder.text(of: "runs") == "x\nx\nx\n")
  }

  @Test func largeTextsAreNotHandedOver() async throws {
    let bat = try FakeBat("echo x >> @FOLDER@/runs; cat")
    let highlighter = try #require(bat.highlighter())
    let texts: [[UInt8]] = [
      Array(repeating: UInt8(ascii: "a"), count: 10 << 20),
      Array(repeating: UInt8(ascii: "a"), count: BatHighlighter.maximumLineLength + 1),
      Array(repeating: 0x0A, count: BatHighlighter.maximumLines),
      Array(repeating: Array("0123456789abcde\n".utf8), count: BatHighlighter.maximumSize / 16 + 1)
        .flatMap { $0 },
    ]
    for text in texts { #expect(await highlighter.highlight(text, as: try Self.name()) == nil) }
    #expect(bat.folder.text(of: "runs") == nil)
    let most = Array(repeating: UInt8(ascii: "a"), count: BatHighlighter.maximumLineLength)
    #expect(await highlighter.highlight(most, as: try Self.name())?.lineCount == 1)
  }

  @Test func withoutTheProgramThereIsNoHighlighter() throws {
    let folder = try TemporaryFolder()
    #expect(BatHighlighter(ProgramSearch(outside: [], in: folder.name)) == nil)
    let bat = try FakeBat("cat")
    #expect(
      BatHighlighter(ProgramSearch(outside: [bat.folder.path], in: bat.folder.name + "/bin")) == nil
    )
  }
}
