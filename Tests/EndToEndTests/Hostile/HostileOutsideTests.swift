import Foundation
import Support
import Testing

/// What stands outside of every mapping isn't needed, and can't keep anybody from anything; inside it is refused.
@Suite struct HostileOutsideTests {
  /// What upstream's newest commit is like.
  enum Kind: String, CaseIterable, Sendable {
    case bomb, deep, wide, garbage, missingTree, treeThatIsABlob, missingBlob, strangeMode

    /// Whether it can't be read, or is too much, wherever it stands.
    var isTrouble: Bool { self != .missingBlob && self != .strangeMode }
  }

  private func entry(_ kind: Kind, _ git: RawRepository) throws -> RawRepository.Entry {
    let missing = String(repeating: "5", count: 40)
    switch kind {
    case .bomb:
      var entry = RawRepository.Entry.text("x")
      for _ in 0..<10 {
        let names = (0..<10).map { (name: Array("d\($0)".utf8), entry: entry) }
        entry = .object(mode: "40000", id: try git.tree(names))
      }
      return entry
    case .deep:
      var entry = RawRepository.Entry.text("x")
      for _ in 0..<300 {
        entry = .object(mode: "40000", id: try git.tree([(Array("d".utf8), entry)]))
      }
      return entry
    case .wide:
      // Just over what is looked at in all, and one tree of it over what is looked at elsewhere.
      let entry = RawRepository.Entry.object(mode: "100644", id: try git.blob([0x78]))
      let names = (0..<1001).map { (name: Array("f\(1000 + $0)".utf8), entry: entry) }
      let folder = RawRepository.Entry.object(mode: "40000", id: try git.tree(names))
      let folders = (0..<1001).map { (name: Array("d\(1000 + $0)".utf8), entry: folder) }
      return .object(mode: "40000", id: try git.tree(folders))
    case .garbage:
      return .object(
        mode: "40000",
        id: try git.git.line(
          "hash-object", "-t", "tree", "-w", "--stdin", "--literally",
          input: Array("this is no tree".utf8)))
    case .missingTree: return .object(mode: "40000", id: missing)
    case .treeThatIsABlob: return .object(mode: "40000", id: try git.blob([0x78]))
    case .missingBlob: return .object(mode: "100644", id: missing)
    case .strangeMode: return .object(mode: "100000", id: try git.blob([0x78]))
    }
  }

  /// A pair whose upstream has it in one place, and a change of a synced file beside it.
  private func pair(_ kind: Kind, isInside: Bool) throws -> EdgePair {
    let pair = try EdgePair()
    let entry = try entry(kind, pair.platform)
    var service: [(name: [UInt8], entry: RawRepository.Entry)] = [
      (Array("app.py".utf8), .text("changed\n"))
    ]
    if isInside { service.append((Array("zz".utf8), entry)) }
    var root = EdgePair.root(.folder(service))
    if !isInside {
      // Beside others, and in a folder of others.
      root.append((Array("zz".utf8), entry))
      root.append((Array("vendor".utf8), .folder([(Array("zz".utf8), entry)])))
    }
    let tip = try pair.platform.commit(
      tree: pair.platform.tree(root), parents: [pair.pin], message: Array("Much".utf8))
    try pair.platform.point("main", at: tip)
    return pair
  }

  private static let commands = [
    ["log", "--files"], ["log", "--json"], ["log", "--ids"], ["diff", "--json"], ["status"],
    ["status", "--json"], ["verify"], ["pin", "main", "--dry-run"], ["check", "main"],
  ]

  /// For what takes a second to read.
  private static let fewCommands = [["log", "--json"], ["status"], ["pin", "main", "--dry-run"]]

  /// Runs a command in as much processor time as it may take.
  private func run(_ pair: EdgePair, _ arguments: [String]) throws -> Program.Outcome {
    try Program("/bin/sh", variables: pair.edgesync.variables).run(
      ["-c", "ulimit -t 60; exec \"$@\"", "sh", EdgesyncProgram.name] + arguments,
      in: pair.edge.git.folder)
  }

  @Test(arguments: Kind.allCases) func outsideItStopsNothing(_ kind: Kind) throws {
    let pair = try pair(kind, isInside: false)
    for arguments in kind == .wide ? Self.fewCommands : Self.commands {
      let outcome = try run(pair, arguments)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      guard kind.isTrouble else { continue }
      let saying = [
        ["log", "--files"], ["log", "--json"], ["diff", "--json"], ["status"],
        ["pin", "main", "--dry-run"],
      ]
      if saying.contains(arguments) {
        let text = outcome.errorText + String(decoding: outcome.output, as: UTF8.self)
        #expect(
          text.contains("outside of every mapping, isn't listed"),
          "\(arguments): \(text.prefix(500))"
        )
      }
    }
    if kind == .missingBlob {
      // Only what reads its lines can't have them.
      for arguments in [["diff", "--json"], ["diff", "--stat"], ["diff", "--patch"]] {
        let outcome = try run(pair, arguments)
        #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
        #expect(
          outcome.errorText.contains("outside of every mapping, isn't listed: blob 5555555"),
          "\(arguments): \(outcome.errorText)")
      }
    }
    let outcome = try run(pair, ["pin", "main", "--yes"])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try pair.run("verify").status == 0)
    // What the others say of the rest is as it was.
    #expect(try pair.edge.git.run("fsck", "--strict").status == 0)
  }

  @Test(arguments: Kind.allCases.filter(\.isTrouble)) func insideItIsRefused(_ kind: Kind) throws {
    let pair = try pair(kind, isInside: true)
    let before = try pair.state()
    let commands = [
      ["pin", "main", "--yes"], ["pin", "main", "--dry-run"], ["diff", "--json"], ["status"],
    ]
    for arguments in kind == .wide ? commands[..<1] : commands[...] {
      let outcome = try run(pair, arguments)
      #expect(outcome.status == 1, "\(arguments): \(outcome.errorText)")
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
    }
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.state() == before)
  }

  /// Commits that git's own commands don't make, and that its log reads.
  @Test(arguments: ["parents", "nobody", "message", "subject", "tag"])
  func aStrangeCommitOnTheWay(_ kind: String) throws {
    let pair = try EdgePair()
    let git = pair.platform
    let tree = try git.tree(EdgePair.root(.folder(["app.py": .text("changed\n")])))
    let head = "tree \(tree)\n"
    let people = ["author", "committer"].map { "\($0) Ana <ana@example.com> 1790000100 +0000\n" }
      .joined()
    let parent = "parent \(pair.pin)\n"
    let text =
      switch kind {
      case "parents": head + String(repeating: parent, count: 70_000) + people + "\nMany\n"
      case "nobody": head + parent + "\nNobody's\n"
      case "message":
        head + parent + people + "\nLong\n\n" + String(repeating: "words\n", count: 1 << 17)
      case "subject":
        head + parent + people + "\n" + String(repeating: "word ", count: 1 << 17) + "\n"
      default: head + parent + people + "\nTagged\n"
      }
    var tip = try git.git.line(
      "hash-object", "-t", "commit", "-w", "--stdin", "--literally", input: Array(text.utf8))
    let strange = tip
    if kind == "tag" {
      let tag = "object \(tip)\ntype commit\ntag long\ntagger A <a@b.c> 5 +0000\n\n"
      let id = try git.git.line(
        "hash-object", "-t", "tag", "-w", "--stdin", "--literally",
        input: Array((tag + String(repeating: "words\n", count: 1 << 17)).utf8))
      try git.git.run("update-ref", "refs/tags/long", id)
    }
    tip = try git.commit(tree: tree, parents: [tip], message: Array("After".utf8))
    try git.point("main", at: tip)
    for arguments in Self.commands + [["diff", strange, "--commit"], ["changelog"]] {
      let outcome = try run(pair, arguments)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      #expect(
        outcome.errorText.isEmpty || arguments[0] == "check", "\(arguments): \(outcome.errorText)")
    }
    #expect(try run(pair, ["log", "--ids"]).lines == [strange])
    let name = kind == "tag" ? "long" : strange
    #expect(try run(pair, ["pin", name, "--yes"]).status == 0)
    #expect(try pair.run("changelog", "--markdown").output.count < 1 << 16)
    #expect(try pair.run("verify").status == 0)
  }
}
