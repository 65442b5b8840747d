import Git
import Rules
import Support
import SystemPackage
import Testing

/// `.gitattributes`, with `git check-attr` as the judge.
@Suite struct AttributeFileTests {
  private static let name = "linguist-generated"
  private let folder: TemporaryFolder
  private let git: Plumbing

  init() throws {
    let empty = try EmptyRepository()
    (folder, git) = (empty.folder, empty.git)
  }

  private func state(of path: String, in file: AttributeFile) -> AttributeState {
    var known: [[UInt8]: AttributeState] = [:]
    file.fill(&known, for: Self.name, at: RepoPath(path), file.macros)
    return known[Array(Self.name.utf8)] ?? .unspecified
  }

  /// What git says of paths by the one file in the root.
  private func expectSame(_ text: String, at paths: [String], _ note: String) throws {
    try folder.write(text, to: ".gitattributes")
    let answers = try git.run(
      "check-attr", "-z", "--stdin", Self.name,
      input: Array(paths.map { $0 + "\0" }.joined().utf8)
    ).output.split(separator: 0, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    let file = AttributeFile(parsing: Array(text.utf8), for: Self.name)
    for (index, path) in paths.enumerated() {
      let state = state(of: path, in: file)
      let wanted: AttributeState =
        switch answers[index * 3 + 2] {
        case "set": .set
        case "unset": .unset
        case "unspecified": .unspecified
        case let value: .value(value)
        }
      #expect(state == wanted, "\(note), \(path): \(text)")
    }
  }

  private static let paths = [
    "a.go", "b.go", "gen/a.go", "gen/deep/b.ts", "x y.txt", "#a", "dir/x y.txt", "é.go",
  ]

  @Test func randomFilesAreReadAsByGit() throws {
    let patterns = [
      "*", "*.go", "/a.go", "gen/", "gen/*", "gen/**", "**/deep/*", "\"x y.txt\"", "\\#a",
      "x?y.txt",
      "[ab].go", "!a.go", "deep", "\"\\303\\251.go\"", "*.[gt][os]", "\"open", "**",
    ]
    let states = [
      Self.name, "-" + Self.name, "!" + Self.name, Self.name + "=true", Self.name + "=false",
      Self.name + "=", "text", "-diff", "made", "-made", "twice", "binary", "made=yes",
    ]
    for seed in 0..<150 {
      var random = SeededGenerator(seed: seed)
      var lines: [String] = []
      if random.chance(50) { lines.append("[attr]made \(states[random.below(6)]) -diff") }
      if random.chance(30) { lines.append("[attr]twice made") }
      for _ in 0..<random.below(7) {
        let chosen = (0...random.below(3)).map { _ in states[random.below(states.count)] }
        let space = random.chance(20) ? "\t" : " "
        lines.append(
          (random.chance(10) ? "  " : "") + patterns[random.below(patterns.count)] + space
            + chosen.joined(separator: space))
      }
      if random.chance(20) { lines.append("# *.go \(Self.name)") }
      let end = random.chance(15) ? "\r\n" : "\n"
      try expectSame(
        lines.joined(separator: end) + end, at: Self.paths, "seed \(seed)")
    }
  }

  @Test func hostileFilesEnd() {
    let loop = "[attr]a b\n[attr]b a\n* a\n"
    let file = AttributeFile(parsing: Array(loop.utf8), for: Self.name)
    #expect(state(of: "x", in: file) == .unspecified)
    // As many that stand for each other as a file has room for.
    func name(_ number: Int) -> String { "a" + String(number, radix: 36) }
    let chain = (0..<60_000).map { "[attr]\(name($0)) \(name($0 + 1))\n" }.joined()
    let deep = AttributeFile(
      parsing: Array((chain + "[attr]\(name(60_000)) \(Self.name)\n* \(name(0))\n").utf8),
      for: Self.name)
    #expect(state(of: "x", in: deep) == .set)
    let many = AttributeFile(
      parsing: Array(String(repeating: "*?*?*?x \(Self.name)\n", count: 40_000).utf8),
      for: Self.name)
    for _ in 0..<200 { _ = state(of: String(repeating: "y", count: 200), in: many) }
    var random = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let bytes = (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
      let file = AttributeFile(parsing: bytes, for: Self.name)
      _ = state(of: "a/b", in: file)
    }
  }
}
