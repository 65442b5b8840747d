import Git
import Reading
import Support
import Testing

/// Three versions of a text side by side, with git as the oracle for what differs.
@Suite struct ThreeVersionsTests {
  /// An earlier version and two later ones, of lines that repeat, some without a newline at the end.
  private static func texts(_ generator: inout SeededGenerator) -> [[UInt8]] {
    func line() -> String { "line \(Int.random(in: 0..<9, using: &generator))" }
    let before = (0..<Int.random(in: 0...25, using: &generator)).map { _ in line() }
    func later() -> [String] {
      var lines = before
      for _ in 0..<Int.random(in: 0...4, using: &generator) {
        let place = Int.random(in: 0...lines.count, using: &generator)
        let end = min(lines.count, place + Int.random(in: 0...3, using: &generator))
        lines.replaceSubrange(
          place..<end, with: (0..<Int.random(in: 0...3, using: &generator)).map { _ in line() })
      }
      return lines
    }
    return [before, later(), later()].map { lines in
      let end = lines.isEmpty || Int.random(in: 0...5, using: &generator) == 0 ? "" : "\n"
      return Array((lines.joined(separator: "\n") + end).utf8)
    }
  }

  private static func text(_ lines: [Int?], _ versions: ThreeVersions) -> [String] {
    lines.compactMap(\.self).map {
      String(decoding: versions.patch.bytes(of: versions.patch.lines[$0]), as: UTF8.self)
    }
  }

  private static func lines(_ text: [UInt8]) -> [String] {
    String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
  }

  /// With all the context there is, each column is its version; with less, what is left out is the same in all three.
  @Test func eachColumnIsItsVersion() throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<400 {
      let texts = Self.texts(&generator)
      for context in [DiffSettings.wholeFile, 3, 0] {
        let versions = try ThreeVersions(
          before: texts[0], now: texts[1], yours: texts[2], DiffSettings(context: context))
        let rows = versions.hunks.flatMap(\.self)
        let columns = [rows.map(\.before), rows.map(\.now), rows.map(\.yours)]
        #expect(
          rows.flatMap { [$0.before, $0.now, $0.yours] }.compactMap(\.self)
            == Array(versions.patch.lines.indices))
        var leftOut: [[String]] = []
        for (text, column) in zip(texts, columns) {
          let numbers = column.compactMap(\.self).map { place in
            let line = versions.patch.lines[place]
            return (line.oldNumber ?? line.newNumber ?? 0) - 1
          }
          #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
          var all = Self.lines(text)
          if text.last == 0x0A || text.isEmpty { all.removeLast() }
          #expect(Self.text(column, versions) == numbers.map { all[$0] })
          leftOut.append(all.indices.filter { !numbers.contains($0) }.map { all[$0] })
        }
        #expect(leftOut[0] == leftOut[1] && leftOut[0] == leftOut[2])
        if context == DiffSettings.wholeFile, !rows.isEmpty { #expect(leftOut[0].isEmpty) }
      }
    }
  }

  /// What git says a later version has otherwise is marked in its column.
  @Test func marksWhatGitSaysDiffers() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    var generator = SeededGenerator(seed: 22)
    for _ in 0..<40 {
      let texts = Self.texts(&generator)
      for (name, text) in zip(["before", "now", "yours"], texts) {
        try folder.write(String(decoding: text, as: UTF8.self), to: name)
      }
      let versions = try ThreeVersions(before: texts[0], now: texts[1], yours: texts[2])
      let rows = versions.hunks.flatMap(\.self)
      for (name, column) in [("now", rows.map(\.now)), ("yours", rows.map(\.yours))] {
        // It ends with 1 where they differ.
        let diff = try git.outcome([
          "diff", "--no-index", "--no-ext-diff", "-U0", "--indent-heuristic", "before", name,
        ])
        let added = diff.lines.filter { $0.hasPrefix("+") && !$0.hasPrefix("+++") }.map {
          String($0.dropFirst())
        }
        let marked = column.compactMap(\.self).filter {
          versions.patch.lines[$0].kind == .addition
        }
        let text = Self.text(marked, versions)
        #expect(Self.isPart(added, of: text), "\(added) in \(text)")
      }
    }
  }

  private static func isPart(_ some: [String], of all: [String]) -> Bool {
    var rest = all[...]
    for line in some {
      guard let place = rest.firstIndex(of: line) else { return false }
      rest = rest[(place + 1)...]
    }
    return true
  }
}
