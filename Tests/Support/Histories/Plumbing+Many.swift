import Foundation

/// Two trees to compare.
public struct TreePair: Hashable, Sendable {
  /// The older tree's id.
  public let old: String
  /// The newer tree's id.
  public let new: String

  /// The tree without entries.
  public static let emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

  /// A pair; nil stands for the empty tree.
  public init(_ old: String?, _ new: String?) {
    self.old = old ?? Self.emptyTree
    self.new = new ?? Self.emptyTree
  }
}

extension Plumbing {
  /// What one `git diff-tree --stdin` prints for each of many pairs of trees.
  ///
  /// - Parameter options: The kind of output, and how to compare.
  public func diffTrees(
    _ pairs: some Sequence<TreePair>, _ options: String...
  ) throws -> [TreePair: [UInt8]] {
    try diffTrees(pairs, options)
  }

  /// The same, with options in a list.
  public func diffTrees(
    _ pairs: some Sequence<TreePair>, _ options: [String]
  ) throws -> [TreePair: [UInt8]] {
    let pairs = Array(Set(pairs))
    let outcome = try outcome(
      ["diff-tree", "--stdin", "-r"] + options,
      input: pairs.flatMap { Array("\($0.old) \($0.new)\n".utf8) })
    guard outcome.status == 0 else {
      throw Failure(description: "git diff-tree: \(outcome.status), \(outcome.errorText)")
    }
    var found: [TreePair: [UInt8]] = [:]
    // Each pair's output follows a line that repeats it.
    let output = outcome.output
    var start = 0
    for (index, pair) in pairs.enumerated() {
      start += 82
      var end = output.count
      if index + 1 < pairs.count {
        let header = Array("\(pairs[index + 1].old) \(pairs[index + 1].new)\n".utf8)
        end = Self.find(header, in: output, from: start)
      }
      found[pair] = Array(output[start..<end])
      start = end
    }
    return found
  }

  /// The changes between many pairs of trees, by one `git diff-tree --raw`.
  public func rawChanges(
    _ pairs: some Sequence<TreePair>, findingRenames: Bool = false
  ) throws -> [TreePair: [RawChange]] {
    try diffTrees(pairs, "--raw", "-z", "--no-abbrev", findingRenames ? "-M" : "--no-renames")
      .mapValues { RawChange.parse($0) }
  }

  /// What `git rev-list TIP ^PIN` prints for each of many ranges, by one process that starts them.
  ///
  /// Without the commit-graph: git believes a corrupt one.
  public func revLists(_ ranges: [(tip: String, pin: String)]) throws -> [[String]] {
    let loop = "!while read tip pin; do git rev-list $tip ^$pin || exit; echo =; done; true"
    let outcome = try run(
      "-c", "core.commitGraph=false", "-c", "alias.each=\(loop)", "each",
      input: ranges.flatMap { Array("\($0.tip) \($0.pin)\n".utf8) })
    return outcome.lines.dropLast().split(separator: "=", omittingEmptySubsequences: false)
      .map { Array($0) }
  }

  private static func find(_ needle: [UInt8], in output: [UInt8], from start: Int) -> Int {
    output.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return output.count }
      var position = start
      while position + needle.count <= buffer.count {
        guard let hit = memchr(base + position, Int32(needle[0]), buffer.count - position) else {
          break
        }
        position = UnsafeRawPointer(hit) - base
        if position + needle.count <= buffer.count, memcmp(hit, needle, needle.count) == 0 {
          return position
        }
        position += 1
      }
      return output.count
    }
  }
}
