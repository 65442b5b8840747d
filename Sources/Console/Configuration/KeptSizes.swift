import Foundation
import Git
import SystemPackage

/// Where a person moved the console's borders to, kept for the next time in the user's own folder for state.
///
/// A line a border: its name and a number. What can't be read there is as if nobody had moved it.
package struct KeptSizes: Sendable {
  private static let limit = 4096

  private let file: FilePath

  /// What is kept for the user (XDG Base Directory 0.8: only an absolute path counts).
  package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = environment["XDG_STATE_HOME"].map { FilePath($0) }
    let home = FilePath(environment["HOME"] ?? "/").appending(".local/state")
    file = (named?.isAbsolute == true ? named ?? home : home).appending("edgesync/sizes")
  }

  /// The borders as they were kept.
  package func read() -> Splits {
    var splits = Splits()
    guard let bytes = try? FileSync.readFile(file, limit: Self.limit, followsLinks: false) else {
      return splits
    }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let number = Int(words[1]), (1...10_000).contains(number) else {
        continue
      }
      switch words[0] {
      case "lists": splits.lists = number
      case "commits": splits.commits = number
      default: break
      }
    }
    return splits
  }

  /// Keeps the borders.
  package func keep(_ splits: Splits) throws {
    try FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let lines =
      [splits.lists.map { "lists \($0)\n" }, splits.commits.map { "commits \($0)\n" }]
      .compactMap(\.self)
    try FileSync.replaceFile(file, with: Array(lines.joined().utf8))
  }
}
