import Foundation
import SystemPackage

/// Many made-up histories as one bare repository, each on a branch of its own: one `git fast-import`
/// makes thousands of commits in a second.
public final class HistoryRepo: Sendable {
  /// Where the repository is.
  public let folder: FilePath
  /// git on it.
  public let git: Plumbing
  /// The histories.
  public let histories: [RandomHistory]
  /// Each history's commit ids, in its commits' order.
  public let ids: [[String]]
  /// Each commit's tree.
  public let trees: [String: String]

  /// Makes the repository in a folder that isn't there yet.
  public init(_ histories: [RandomHistory], at folder: FilePath) throws {
    self.folder = folder
    self.histories = histories
    git = Plumbing(folder)
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    try git.run("init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")
    var stream = FastImportStream()
    for history in histories { stream.add(history) }
    let marks = folder.appending("marks").string
    try git.run(
      "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--export-marks=\(marks)",
      input: stream.bytes)
    var byMark: [Int: String] = [:]
    for line in try String(contentsOfFile: marks, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, let mark = Int(words[0].dropFirst()) { byMark[mark] = String(words[1]) }
    }
    ids = stream.commitMarks.map { $0.compactMap { byMark[$0] } }
    var trees: [String: String] = [:]
    let list = try git.run(
      "cat-file", "--batch-check=%(objectname)",
      input: Array(
        ids.joined().map { $0 + "^{tree}\n" }.joined().utf8))
    for (id, tree) in zip(ids.joined(), list.lines) { trees[id] = tree }
    self.trees = trees
  }

  /// The branch of a history.
  public static func branch(of history: Int) -> String { "h\(history)" }
}

/// What `git fast-import` reads to make histories.
struct FastImportStream {
  private(set) var bytes: [UInt8] = []
  /// Each history's marks, in its commits' order.
  private(set) var commitMarks: [[Int]] = []
  private var blobs: [[UInt8]: Int] = [:]
  private var lastMark = 0

  mutating func add(_ history: RandomHistory) {
    let branch = "refs/heads/\(HistoryRepo.branch(of: commitMarks.count))"
    for commit in history.commits {
      for path in commit.tree.paths {
        if let file = commit.tree.files[path], file.kind != .submodule { addBlob(file.content) }
      }
    }
    var marks: [Int] = []
    for (index, commit) in history.commits.enumerated() {
      lastMark += 1
      // Without a parent, the branch has to be cleared, or its last commit becomes one.
      if commit.parents.isEmpty, index > 0 { text("reset \(branch)\n\n") }
      text("commit \(branch)\nmark :\(lastMark)\n")
      text("author Ana Silva <ana@example.com> \(commit.time) +0100\n")
      text("committer Bo Lund <bo@example.com> \(commit.time) -0730\n")
      data(Array("Change \(index) of \(history.seed)\n\nMore about it.\n".utf8))
      for (place, parent) in commit.parents.enumerated() {
        text("\(place == 0 ? "from" : "merge") :\(marks[parent])\n")
      }
      text("deleteall\n")
      for path in commit.tree.paths { addFile(at: path, of: commit.tree) }
      marks.append(lastMark)
    }
    commitMarks.append(marks)
  }

  private mutating func addFile(at path: [UInt8], of tree: HistoryTree) {
    guard let file = tree.files[path] else { return }
    if file.kind == .submodule {
      text("M 160000 \(String(decoding: file.content, as: UTF8.self)) ")
    } else {
      text("M \(file.kind.rawValue) :\(blobs[file.content] ?? 0) ")
    }
    bytes += Self.quoted(path) + [0x0A]
  }

  private mutating func addBlob(_ content: [UInt8]) {
    if blobs[content] != nil { return }
    lastMark += 1
    blobs[content] = lastMark
    text("blob\nmark :\(lastMark)\n")
    data(content)
  }

  private mutating func data(_ content: [UInt8]) {
    text("data \(content.count)\n")
    bytes += content + [0x0A]
  }

  private mutating func text(_ text: String) { bytes += Array(text.utf8) }

  /// A path in C's quotes.
  private static func quoted(_ path: [UInt8]) -> [UInt8] {
    var quoted: [UInt8] = [0x22]
    for byte in path {
      if byte < 0x20 || byte > 0x7E || byte == 0x22 || byte == 0x5C {
        quoted += [0x5C, 0x30 + (byte >> 6), 0x30 + (byte >> 3 & 7), 0x30 + (byte & 7)]
      } else {
        quoted.append(byte)
      }
    }
    return quoted + [0x22]
  }
}
