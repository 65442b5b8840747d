import Foundation
import Git
import Support
import Testing
import Text

/// Commit objects, well-formed and not, read as `git log` reads them.
@Suite struct CommitParsingTests {
  private let folder: TemporaryFolder
  private let git: Plumbing
  private let repository: Repository

  init() throws {
    folder = try TemporaryFolder()
    git = Plumbing(folder.path)
    try git.run("init", "--quiet")
    try git.run("config", "i18n.logOutputEncoding", "UTF-8")
    repository = try Repository(at: folder.path)
  }

  private static let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
  private static let who = "A <a@x> 1000000000 +0000"

  /// Writes objects as they are, however broken, and gives their ids.
  private func write(_ commits: [[UInt8]]) throws -> [ObjectID] {
    var names: [String] = []
    for (index, commit) in commits.enumerated() {
      try folder.write(commit, to: "commit-\(index)")
      names.append("commit-\(index)")
    }
    let list = Array((names.joined(separator: "\n") + "\n").utf8)
    let ids = try git.run(
      "hash-object", "-t", "commit", "-w", "--literally", "--stdin-paths", input: list)
    return ids.lines.compactMap { ObjectID(hex: $0) }
  }

  /// What `git log` prints of a format for commits, without walking.
  private func log(_ format: String, of ids: [ObjectID]) throws -> [String] {
    let input = Array((ids.map(\.hex).joined(separator: "\n") + "\n").utf8)
    let outcome = try git.run(
      "log", "--no-walk=unsorted", "--stdin", "-z", "--format=tformat:\(format)", input: input)
    return String(decoding: outcome.output, as: UTF8.self).components(separatedBy: "\0").dropLast()
  }

  private func compare(_ commits: [[UInt8]]) throws {
    let ids = try write(commits)
    try #require(ids.count == commits.count)
    let separator = "\u{1}"
    let fields = try log("%T%x01%P%x01%an%x01%ae%x01%cn%x01%ce%x01%s%x01%b%x01%at%x01%ct", of: ids)
    try #require(fields.count == Set(ids).count)
    var seen: Set<ObjectID> = []
    for (id, line) in zip(ids.filter { seen.insert($0).inserted }, fields) {
      let commit = try repository.commit(id)
      let expected = line.components(separatedBy: separator)
      try #require(expected.count == 10)
      let object = "commit \(id)"
      #expect(commit.tree.hex == expected[0], "\(object)")
      #expect(commit.parents.map(\.hex).joined(separator: " ") == expected[1], "\(object)")
      #expect(commit.author.name == expected[2] && commit.author.email == expected[3], "\(object)")
      #expect(commit.committer.name == expected[4] && commit.committer.email == expected[5])
      #expect(commit.subject == expected[6], "\(object)")
      #expect(Self.withoutBlankEnd(commit.body) == Self.withoutBlankEnd(expected[7]), "\(object)")
      if !expected[8].isEmpty { #expect(String(commit.author.time) == expected[8], "\(object)") }
      if !expected[9].isEmpty { #expect(String(commit.committer.time) == expected[9], "\(object)") }
      let links = try repository.node(id)
      #expect(links.parents == commit.parents && links.time == commit.committer.time, "\(object)")
    }
  }

  private static func withoutBlankEnd(_ text: String) -> String {
    // By bytes: Swift takes a carriage return and a newline for one character.
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    while let last = lines.last, last.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
      lines.removeLast()
    }
    return lines.map { String(Substring($0)) }.joined(separator: "\n")
  }

  private static func commit(
    author: String = who, committer: String = who, extra: String = "", message: String = "Say it\n"
  ) -> [UInt8] {
    Array("tree \(tree)\nauthor \(author)\ncommitter \(committer)\n\(extra)\n\(message)".utf8)
  }

  @Test func identitiesReadAsGitReadsThem() throws {
    try compare(
      [
        "Ana Silva <ana@example.com> 1700000000 +0100", "<a@x> 1 +0000", " <> 5 -0000",
        "A <> 7 +0000",
        "A B  <a@x> 1700000000 -0930", "A <a@x>b> 1700000000 +0000", "A <<a@x>> 17 +0000",
        "A <a@x>  1700000000  +0000", "A <a@x> 0 +0000", "A <a@x> 17", "A <a@x>",
        "A <a@x> -5 +0000",
        "A <a@x> x +0000", "Å Ø 日本 <å@x> 1700000000 +1400", "A \"B\" <a@x> 12 +9999",
      ].map { Self.commit(author: $0, committer: $0) })
  }

  @Test func messagesReadAsGitReadsThem() throws {
    try compare(
      [
        "Subject\n", "Subject", "Two\nlines\n\nBody\n", "\n\n  Late\n\nBody\n\n\n", "", "\n\n",
        "Trailing  \t\nspace \n \nBody \n", "S\n\n\n\nBody\n\nmore\n", "S\r\n\r\nBody\r\n",
        "  indented\n",
        "S\n \t \nB\n", "日本語の件名\n\n本文\n", "S\n\n  code\n\ttab\n", "a\u{B}\n\nb\u{C}\n",
      ].map { Self.commit(message: $0) })
  }

  @Test func headersCountInTheirPlaceAlone() throws {
    let parent = String(repeating: "1", count: 40)
    let other = String(repeating: "2", count: 40)
    let signature =
      "gpgsig -----BEGIN-----\n tree \(other)\n parent \(other)\n author X <x> 1 +0000\n"
    // Parents that exist, for git looks at them.
    let base = try write([Self.commit(message: "one\n"), Self.commit(message: "two\n")])
    let head = "tree \(Self.tree)\nparent \(base[0])\nparent \(base[1])\n"
    let people = "author \(Self.who)\ncommitter \(Self.who)\n"
    try compare([
      Array("\(head)\(people)\(signature)\nS\n".utf8),
      Array("\(head)\(people)parent \(parent)\ntree \(other)\n\nS\n".utf8),
      Array("\(head)author \(Self.who)\nparent \(parent)\ncommitter \(Self.who)\n\nS\n".utf8),
      Array("\(head)\(people)unknown header\nencoding UTF-8\n\nS\n".utf8),
      Array("\(head)\(people)\nS\n\ntree \(other)\nparent \(parent)\n".utf8),
      Array("\(head)\(people)".utf8),
      Array("tree \(Self.tree)\nunknown header\nparent \(parent)\n\(people)\nS\n".utf8),
      Array("tree \(Self.tree)\nparent \(base[0])\nparent \(parent)".utf8),
      Array("tree \(Self.tree)\nparent \(base[0])\nparent 12".utf8),
    ])
  }

  @Test(
    arguments: [
      ("ISO-8859-1", [0x63, 0x61, 0x66, 0xE9]), ("latin1", [0xFC, 0xDF]),
      ("ISO-8859-2", [0xB1, 0xE6]),
      ("CP1252", [0x93, 0x61, 0x94]), ("windows-1251", [0xCF, 0xF0]),
      ("EUC-JP", [0xC6, 0xFC, 0xCB, 0xDC]),
      ("KOI8-R", [0xF0, 0xD2]), ("GB18030", [0xC8, 0xD5]), ("EUC-KR", [0xC7, 0xD1]),
      ("Big5", [0xA4, 0xE9]),
      ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B]),
      ("ISO-2022-JP", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42]),
      ("UTF-8", Array("日本".utf8)),
    ] as [(String, [UInt8])])
  func textIsReadInTheEncodingThatIsNamed(_ encoding: String, _ text: [UInt8]) throws {
    let name = encoding == "ISO-2022-JP" ? Array("A".utf8) : text
    var commit = Array("tree \(Self.tree)\nauthor ".utf8) + name + Array(" <a@x> 5 +0000\n".utf8)
    commit +=
      Array("committer ".utf8) + name + Array(" <a@x> 5 +0000\nencoding \(encoding)\n\n".utf8)
    commit += Array("S ".utf8) + text + Array("\n".utf8)
    try compare([commit])
  }

  @Test func whatIsNoUTF8IsReadAsLatin1() throws {
    let latin = Array("tree \(Self.tree)\nauthor ".utf8) + [0xE9] + Array(" <a@x> 5 +0000\n".utf8)
    for encoding in ["", "encoding no-such-thing\n", "encoding UTF-8\n"] {
      let commit =
        latin + Array("committer \(Self.who)\n\(encoding)\ncaf".utf8) + [0xE9, 0x0A]
      let read = try repository.commit(try #require(try write([commit]).first))
      #expect(read.author.name == "é")
      #expect(read.subject == "café")
    }
  }

  /// What a commit claims of its time can be anything; what is shown, sorted and stored can't.
  @Test(arguments: [
    ("253402300799", 253_402_300_799), ("253402300800", 253_402_300_799),
    ("9223372036854775807", 253_402_300_799), ("9223372036854775808", 253_402_300_799),
    ("18446744073709551616", 253_402_300_799),
    (String(repeating: "9", count: 400), 253_402_300_799),
    ("-1", 0), ("-9223372036854775808", 0), ("+5", 0), ("", 0), ("0x10", 0), ("12.5", 12),
  ])
  func aTimeStaysInItsBounds(_ digits: String, _ time: Int) throws {
    let who = "A <a@x> \(digits) +0000"
    let id = try #require(try write([Self.commit(author: who, committer: who)]).first)
    let commit = try repository.commit(id)
    #expect(commit.author.time == time && commit.committer.time == time)
    #expect(try repository.node(id).time == time)
  }

  @Test(arguments: [
    ("+0100", 60), ("-0930", -570), ("+1400", 840), ("+0000", 0), ("", 0), ("Z", 0), ("+", 0),
    ("+99999999999999999999", 99 * 60 + 99), ("-0001", -1), ("0100", 0),
  ])
  func aZoneIsReadInMinutes(_ zone: String, _ minutes: Int) throws {
    let id = try #require(try write([Self.commit(author: "A <a@x> 5 \(zone)")]).first)
    let commit = try repository.commit(id)
    #expect(commit.author.offset == minutes)
    #expect(commit.author.time == 5)
  }

  @Test(arguments: [
    ("", "tree"), ("tree \(tree)", "tree"), ("author \(who)\ncommitter \(who)\n\nS\n", "tree"),
    ("tree 123\nauthor \(who)\ncommitter \(who)\n\nS\n", "tree"),
    ("tree \(tree)\nparent 12\nauthor \(who)\ncommitter \(who)\n\nS\n", "parent"),
    ("parent \(tree)\ntree \(tree)\nauthor \(who)\ncommitter \(who)\n\nS\n", "tree"),
  ])
  func aCommitThatLacksSomethingIsRefused(_ text: String, _ reason: String) throws {
    let id = try #require(try write([Array(text.utf8)]).first)
    let error = try #require(throws: GitError.self) { try repository.commit(id) }
    #expect(error.message.string.contains(reason))
  }

  @Test func whoIsntNamedIsNobodyAsForGit() throws {
    try compare(
      [
        "tree \(Self.tree)\n\nS\n", "tree \(Self.tree)\nauthor \(Self.who)\n\nS\n",
        "tree \(Self.tree)\ncommitter \n\nS\n", "tree \(Self.tree)\nauthor\ncommitter\n\nS\n",
        "tree \(Self.tree)\nauthor <>\ncommitter <>\n\nS\n",
      ].map { Array($0.utf8) })
  }

  @Test func aMessageOfMegabytesIsCut() throws {
    let message = String(repeating: "a line of the message\n", count: 1 << 18)
    let id = try #require(try write([Self.commit(message: "Subject\n\n" + message)]).first)
    let commit = try repository.commit(id)
    #expect(commit.subject == "Subject")
    #expect(commit.message.utf8.count < 1 << 19)
    #expect(commit.body.hasSuffix("[… the rest of the message is left out …]"))
  }

  @Test func anObjectOfAnotherKindIsRefused() throws {
    let blob = try git.line("hash-object", "-w", "--stdin", input: [0x61])
    let id = try #require(ObjectID(hex: blob))
    #expect(throws: GitError.self) { try repository.commit(id) }
    #expect(throws: GitError.self) { try repository.commit(.zero) }
  }

  @Test func randomCommitsReadAsGitReadsThem() throws {
    let seed = UInt64(20_261_117)
    var generator = SeededGenerator(seed: seed)
    let names = ["Ana", "Ana Silva", "日本", "O'Neil, J.", "a\"b", "é"]
    let lines = [
      "Subject", "", " ", "\t", "word word ", "  indented", "- list", "日本", "e\u{301}",
      "# no comment",
      "Signed-off-by: A <a@x>", "trailing\t ", "a: b",
    ]
    var commits: [[UInt8]] = []
    for number in 0..<300 {
      let message = (0...generator.number(0...8)).map { _ in generator.pick(lines) }
      let ending = generator.pick(["", "\n", "\n\n"])
      let zone = generator.pick(["+0000", "-0730", "+1245"])
      let who =
        "\(generator.pick(names)) <\(number)@x> \(generator.number(0...2_000_000_000)) \(zone)"
      commits.append(
        Self.commit(author: who, message: message.joined(separator: "\n") + ending))
    }
    try compare(commits)
  }
}
