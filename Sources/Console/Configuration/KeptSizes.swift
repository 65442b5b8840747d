import Foundation
import Journal

/// Where a person moved the console's borders to and how files are listed, kept for the next time in the user's own
/// folder for state.
///
/// A line a border: its name and a number; `tree 1` where files are shown in their folders. What can't be read there is as if nobody had moved it.
package struct KeptSizes: Sendable {
  private static let file = "sizes"

  private let folder: StateFolder

  /// What is kept for the user.
  package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    folder = StateFolder(environment)
  }

  /// The borders as they were kept.
  package func read() -> Splits {
    var splits = Splits()
    for line in folder.lines(of: Self.file) {
      let words = line.split(separator: " ")
      guard words.count == 2, let number = Int(words[1]), (1...10_000).contains(number) else {
        continue
      }
      switch words[0] {
      case "lists": splits.lists = number
      case "commits": splits.commits = number
      case "tree": splits.isTree = number == 1
      default: break
      }
    }
    return splits
  }

  /// Keeps the borders.
  package func keep(_ splits: Splits) throws {
    try folder.setLines(
      of: Self.file,
      to: [
        splits.lists.map { "lists \($0)" }, splits.commits.map { "commits \($0)" },
        splits.isTree ? "tree 1" : nil,
      ].compactMap(\.self))
  }
}
