import Git
import Support
import SystemPackage
import Testing
import Text

/// Which driver git merges a file by, held against `git check-attr`.
@Suite struct MergeDriverTests {
  private let folder: TemporaryFolder
  private let git: Plumbing

  init() throws {
    let empty = try EmptyRepository()
    (folder, git) = (empty.folder, empty.git)
    _ = try git.shell("mkdir -p dir/deep")
    try git.run("config", "merge.mine.driver", "touch canary")
    try git.run("config", "merge.named.name", "a driver without a command")
  }

  private func repository() throws -> Repository { try Repository(at: folder.path) }

  /// What gitattributes(5) makes of the value that `git check-attr` gives.
  private func driver(_ value: String) -> MergeDriver {
    switch value {
    case "unset", "binary": .binary
    case "union": .union
    case "mine", "named": .own(SafeText(value))
    default: .text
    }
  }

  @Test func randomAttributesAreReadAsByGit() throws {
    let states = [
      "merge", "-merge", "!merge", "merge=text", "merge=union", "merge=binary", "merge=mine",
      "merge=named", "merge=unheard-of", "binary", "-text",
    ]
    let patterns = ["*", "*.a", "*.b", "one.*", "/dir/", "dir/**", "two.a", "dir/two.*"]
    let paths = ["one.a", "one.b", "two.a", "dir/one.a", "dir/two.b", "dir/deep/one.b"]
    for seed in 0..<60 {
      var random = SeededGenerator(seed: seed)
      for file in [".gitattributes", "dir/.gitattributes"] {
        let lines = (0..<random.below(5)).map { _ in
          "\(patterns[random.below(patterns.count)]) \(states[random.below(states.count)])"
        }
        try folder.write(lines.joined(separator: "\n") + "\n", to: file)
      }
      let repository = try repository()
      let answers = try git.run(
        "check-attr", "-z", "--stdin", "merge",
        input: Array(paths.map { $0 + "\0" }.joined().utf8)
      ).output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      for (index, path) in paths.enumerated() {
        let told = try repository.mergeDriver(at: RepoPath(path))
        #expect(told == driver(answers[index * 3 + 2]), "seed \(seed), \(path)")
      }
    }
  }

  @Test(arguments: [
    ("union", MergeDriver.union), ("binary", .binary), ("text", .text), ("mine", .own("mine")),
  ])
  func theDefaultIsTheUsers(_ name: String, _ driver: MergeDriver) throws {
    try git.run("config", "merge.default", name)
    try folder.write("set merge\n", to: ".gitattributes")
    #expect(try repository().mergeDriver(at: "file") == driver)
    #expect(try repository().mergeDriver(at: "set") == .text)
  }

  @Test func aDriverOfTheUsersComesBeforeGitsOwn() throws {
    try git.run("config", "merge.union.driver", "touch canary")
    try folder.write("* merge=union\n", to: ".gitattributes")
    #expect(try repository().mergeDriver(at: "file") == .own("union"))
  }
}
