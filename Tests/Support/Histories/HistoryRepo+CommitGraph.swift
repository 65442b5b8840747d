import Foundation
import SystemPackage

extension HistoryRepo {
  /// How much of the commits git keeps beside them.
  public enum Graph: String, CaseIterable, Sendable {
    /// Nothing.
    case none
    /// All of it, in one file.
    case whole
    /// All of it, without filters of changed paths.
    case plain
    /// All of it, with levels alone and no corrected dates.
    case levels
    /// All of it, in files on top of each other.
    case chain
    /// That of some histories, and of others not their newest commits.
    case outdated
    /// All of it, with a bit that is another.
    case corrupt
    /// All of it, but for its end.
    case truncated
    /// That of another repository.
    case foreign

    /// Whether it may be used, for what it has.
    public var isUsable: Bool {
      switch self {
      case .whole, .plain, .levels, .chain, .outdated: true
      case .none, .corrupt, .truncated, .foreign: false
      }
    }
  }

  /// Has git write a commit-graph.
  public func write(_ graph: Graph) throws {
    let all = Array(ids.joined())
    func write(_ commits: [String], _ options: String..., settings: [String] = []) throws {
      let lines = commits.map { $0 + "\n" }.joined()
      let words = settings + ["commit-graph", "write", "--stdin-commits"] + options
      let outcome = try git.outcome(words, input: Array(lines.utf8))
      guard outcome.status == 0 else {
        throw Plumbing.Failure(description: "git commit-graph: \(outcome.errorText)")
      }
    }
    switch graph {
    case .none: break
    case .whole: try write(all, "--changed-paths")
    case .plain: try write(all)
    case .levels:
      try write(all, "--changed-paths", settings: ["-c", "commitGraph.generationVersion=1"])
    case .chain:
      let step = max(1, all.count / 4)
      for start in stride(from: 0, to: all.count, by: step) {
        try write(
          Array(all[start..<min(start + step, all.count)]), "--changed-paths",
          "--split=no-merge")
      }
    case .outdated:
      let known = ids.enumerated().compactMap { index, commits in
        switch index % 3 {
        case 0: nil as String?
        case 1: commits.last
        default: commits[commits.count / 2]
        }
      }
      try write(known, "--changed-paths")
    case .corrupt:
      try write(all, "--changed-paths")
      try changeGraph { $0[$0.count / 2] ^= 1 }
    case .truncated:
      try write(all, "--changed-paths")
      try changeGraph { $0.removeLast($0.count / 3) }
    case .foreign:
      let other = folder.removingLastComponent().appending("foreign.git")
      try git.run("init", "--quiet", "--bare", other.string)
      let foreign = Plumbing(other)
      let tree = try foreign.line("hash-object", "-t", "tree", "-w", "--stdin")
      for number in 0..<5 {
        let commit = try foreign.line("commit-tree", "-m", "Foreign \(number)", tree)
        try foreign.run("update-ref", "refs/heads/\(number)", commit)
      }
      try foreign.run("commit-graph", "write", "--reachable", "--changed-paths")
      try FileManager.default.copyItem(
        atPath: other.appending("objects/info/commit-graph").string, toPath: graphFile)
    }
  }

  private var graphFile: String { folder.appending("objects/info/commit-graph").string }

  private func changeGraph(_ change: (inout [UInt8]) throws -> Void) throws {
    guard var bytes = FileManager.default.contents(atPath: graphFile).map(Array.init) else {
      throw Plumbing.Failure(description: "there is no commit-graph at \(graphFile)")
    }
    try change(&bytes)
    try FileManager.default.removeItem(atPath: graphFile)
    try Data(bytes).write(to: URL(fileURLWithPath: graphFile))
  }

  /// Has the filters of a commit-graph in one file say that no commit changes anything, under a right checksum.
  public func emptyFilters() throws {
    try changeGraph { bytes in
      bytes.removeLast(20)
      // The table of parts: a name of four bytes and a place of eight for each (gitformat-commit-graph(5)).
      func place(_ index: Int) -> Int {
        bytes[(12 + 12 * index)..<(20 + 12 * index)].reduce(0) { $0 << 8 | Int($1) }
      }
      for index in 0..<Int(bytes[6])
      where Array(bytes[(8 + 12 * index)..<(12 + 12 * index)]) == Array("BDAT".utf8) {
        for byte in (place(index) + 12)..<place(index + 1) { bytes[byte] = 0 }
      }
      let sum = try Program("/usr/bin/sha1sum").run(["-b"], input: bytes).text.prefix(40)
      let digits = Array(sum.utf8)
      for start in stride(from: 0, to: digits.count, by: 2) {
        bytes.append(
          UInt8(String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16) ?? 0)
      }
    }
  }
}
