import Landing
import Support
import Testing

/// The changelog: a section goes in whole, and what people wrote stays.
@Suite struct ChangelogTests {
  /// A section goes in whole, and without it the file is as it was.
  @Test func addingASectionKeepsWhatStandsThere() {
    let section = "## 2026-11-17 weekly: a → b\n\n- By: x\n"
    var files: [[UInt8]] = [
      "# Log\n", "# Log", "# Log\n\n## old\n\ntext\n", "## old\n", "text\r\n\r\n## old\r\n",
      "\u{FEFF}# Log\n",
    ].map { Array($0.utf8) }
    for seed in UInt64(0)..<500 {
      var generator = SeededGenerator(seed: seed)
      files.append([0x61] + HostileText.bytes(upTo: 40, using: &generator))
    }
    for file in files {
      let added = Changelog.adding(section, to: file)
      let range = added.firstRange(of: Array(section.utf8))
      guard let range else {
        Issue.record("the section is missing in \(added)")
        continue
      }
      let before = Array(added[..<range.lowerBound])
      let after = Array(added[range.upperBound...])
      // Newlines that set the section apart are all that is new beside it.
      let kept = (0...before.count).contains { end in
        let head = before[..<end]
        guard before[end...].allSatisfy({ $0 == 0x0A }) else { return false }
        return Array(head) + after == file || Array(head) + after.drop { $0 == 0x0A } == file
          || Array(head) + after.dropFirst() == file
      }
      #expect(kept, "\(file)")
      #expect(before.isEmpty || before.last == 0x0A)
    }
    #expect(
      Changelog.adding(section, to: nil).suffix(section.utf8.count).elementsEqual(section.utf8))
  }

  private static let changelogs = Fuzz(
    [
      """
      # Sync changelog

      Written by edgesync, newest first.

      ## 2026-09-21 weekly: 898fd41 → 1234567

      - By: Ana Silva

      ### Files

      - M `a`

      ## 2026-09-14 weekly: 1234567 → 7654321

      """, "# Ours\n\nNo section yet", "", "\n",
    ],
    words: ["## ", "## x\n", "\n## ", "\r\n", "\r", "\n", "### ", " ## ", "##", "#", "```\n", "\0"])

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func aChangelogKeepsEveryByteAroundTheNewSection() {
    let section = Array("## 2026-09-28 daily: new\n\n- By: Robin\n".utf8)
    Self.changelogs.forEach { input, seed in
      let file = Changelog.adding(String(decoding: section, as: UTF8.self), to: input)
      if input.isEmpty {
        #expect(file.suffix(section.count) == section[...], "seed \(seed)")
        return
      }
      // What differs is one piece in one place: the section, and newlines around it.
      let start = zip(file, input).prefix { $0 == $1 }.count
      let added = file.count - input.count
      let kept = (0...start).reversed().first { file.dropFirst($0 + added) == input[$0...] }
      guard let kept else {
        Issue.record("bytes got lost, seed \(seed)")
        return
      }
      #expect(added >= section.count && added <= section.count + 2, "seed \(seed)")
      let first = Self.firstSection(of: file)
      #expect(first.map { file[$0...].starts(with: section) } == true, "seed \(seed)")
      #expect(first == Self.firstSection(of: input) ?? first, "seed \(seed), \(kept)")
    }
  }

  /// Where the first line starts that begins a section.
  private static func firstSection(of file: [UInt8]) -> Int? {
    file.indices.first {
      file[$0...].starts(with: "## ".utf8) && ($0 == 0 || file[$0 - 1] == 0x0A)
    }
  }
}
