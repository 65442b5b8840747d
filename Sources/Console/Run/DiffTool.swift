import Foundation
import Git
import Subprocess
import SystemPackage
import Text

/// The diff tool that git is set to use, on the terminal that the console gave back for it.
struct DiffTool {
  /// Why it couldn't be used.
  struct Failure: ActionableError {
    let reason: SafeText

    /// What failed.
    var what: SafeText { "`git difftool` failed" }
    /// Why it failed.
    var why: SafeText { reason }
    /// The next step.
    var remedy: SafeText { "See which tools there are with `git difftool --tool-help`" }
    /// The exit status it leads to.
    var exitStatus: ExitStatus { .failed }
  }

  /// The edge repo, whose settings and whose user's say which tool it is.
  let root: FilePath

  /// A version of a file.
  struct Version {
    /// What it holds; nothing where it isn't there.
    let bytes: [UInt8]
    /// Its path in upstream's repo.
    let path: RepoPath
  }

  /// Shows two versions of a file, and waits until the tool ends; one that isn't there is an empty file.
  func show(_ old: Version, _ new: Version) async throws {
    guard let git = ProgramSearch(outside: [root]).find("git") else {
      throw Failure(reason: "there is no git")
    }
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "edgesync-diff-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: folder) }
    try manager.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var files: [String] = []
    for (side, version) in [("old", old), ("new", new)] {
      let place = folder.appending(path: side).appending(path: Self.place(of: version.path))
      try manager.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(version.bytes).write(to: place)
      files.append(place.path(percentEncoded: false))
    }
    let status = try await TerminalProgram.run(
      git, ["difftool", "--no-index", "--no-prompt"] + files, in: root)
    // With 1 it says that they differ.
    if case .exited(let code) = status, code <= 1 { return }
    throw Failure(reason: SafeText("\(status)"))
  }

  /// Bytes of a path below a side's folder at the most: it stands in a longer one.
  private static let maximumPath = PathGuard.maximumPath / 2

  /// Where a version stands below its side's folder: by its own path, for a tool shows it. Somebody else made the names,
  /// so that of odd characters escapes are used, and of a path that git would not write nothing but the extension.
  static func place(of path: RepoPath) -> String {
    let names = path.names.map(plain)
    let place = names.joined(separator: "/")
    let isFit = names.allSatisfy { $0.utf8.count <= PathGuard.maximumName }
    if isFit, place.utf8.count <= maximumPath, PathGuard.refusal(of: path) == nil { return place }
    let suffix = path.name.split(separator: UInt8(ascii: ".")).dropFirst().last.map(plain) ?? ""
    let isPlain = suffix.utf8.count <= 16 && suffix.allSatisfy { $0.isLetter || $0.isNumber }
    return suffix.isEmpty || !isPlain ? "file" : "file.\(suffix)"
  }

  /// A name with everything but letters, digits and a few signs escaped as `%HH`.
  private static func plain(_ name: ArraySlice<UInt8>) -> String {
    // Of what is no text, each byte is looked at: none past ASCII is a letter then.
    let pieces =
      String(validating: name, as: UTF8.self).map {
        $0.unicodeScalars.map { Array(String($0).utf8) }
      }
      ?? name.map { [$0] }
    var plain: [UInt8] = []
    for piece in pieces {
      if let scalar = String(validating: piece, as: UTF8.self)?.unicodeScalars.first,
        isPlain(scalar)
      {
        plain += piece
      } else {
        for byte in piece { PercentEscape.append(byte, to: &plain) }
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      || "._-+@ ".unicodeScalars.contains(scalar)
  }
}
