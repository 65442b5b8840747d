import Console
import Git
import Rules
import Support
import SystemPackage
import Terminal
import Testing
import Text

/// Lists that come in more than one piece: commits whose files are counted later, and files that are told before
/// it is known which of them are renames.
@Suite struct LongListTests {
  /// A commit a file changes in, and at last a folder that moves with half of its files changed a little.
  private static let history = RandomHistory(
    (0...400).map { number in
      var files: [String: HistoryFile] = [:]
      func put(_ name: String, _ text: String) {
        files["svc/" + name] = HistoryFile(kind: .file, content: Array(text.utf8))
      }
      put("app", "\(number)\n")
      put("two", "\(number / 2)\n")
      for place in 0..<34 {
        let text = (0..<40).map { "line \($0) of file \(place)\n" }.joined()
        put(
          number < 400 ? "old/\(place)" : "new/\(place)",
          number < 400 || place % 2 == 0 ? text : text + "and one more\n")
      }
      return files
    })

  @Test func everyCommitIsCountedInTheEnd() async throws {
    try await MemoryConsole.on(Self.history) { console, upstream in
      let rows = console.model.commits.rows
      #expect(rows.map(\.id.hex) == upstream.ids[0].dropFirst().reversed())
      let wanted = try upstream.git.run(
        "log", "--format=%x00", "--name-only", "-M", "\(upstream.ids[0][0])..h0"
      ).text.split(separator: "\0").map { $0.split(separator: "\n").count }
      #expect(rows.map { $0.counts?.synced } == wanted.filter { $0 > 0 })
      // Once more: what was counted stays until it is counted again.
      await console.press(["r"])
      #expect(console.model.commits.rows == rows)
    }
  }

  @Test func renamesComeInThePlaceOfWhatWasAddedAndDeleted() async throws {
    try await MemoryConsole.on(Self.history) { console, _ in
      #expect(console.model.files.hasRenames)
      #expect(console.model.files.files.count { $0.status == .renamed } == 34)
      #expect(console.model.files.files.count == 36)
      // Another candidate's, as they come: first with a sign that there is more to know.
      var model = console.model
      let key = FileList.Key(candidate: model.commits.rows[3].id, scope: .sincePin)
      let title = "pin‥\(key.candidate.short.string) …"
      model.files.key = key
      _ = update(&model, .files(.withoutRenames(key, Array(model.files.files.prefix(30)))))
      #expect(model.files.files.count == 30)
      #expect(ConsoleView.draw(&model).text.contains(title))
      _ = update(&model, .files(.found(key, Array(model.files.files.prefix(20)))))
      #expect(model.files.files.count == 20)
      #expect(!ConsoleView.draw(&model).text.contains(title))
      // What comes late is of no use any more.
      _ = update(&model, .files(.withoutRenames(key, [])))
      #expect(model.files.files.count == 20)
    }
  }
}
