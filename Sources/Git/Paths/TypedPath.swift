import SystemPackage
import Text

/// Paths in commands that people are told to run.
extension SafeText.Interpolation {
  /// A path as a word of a command, from the repo's root: one that begins with a dash is no option.
  package mutating func appendInterpolation(word path: RepoPath) {
    appendInterpolation(SafeText(word: Self.typed(path)))
  }

  /// A path of the file system as a word of a command.
  package mutating func appendInterpolation(word path: FilePath) {
    appendInterpolation(SafeText(word: Self.typed(RepoPath(path.bytes))))
  }

  /// A path as a pathspec of git's that takes that path and no other (gitglossary(7)).
  package mutating func appendInterpolation(pathspec path: RepoPath) {
    let isPattern =
      path.bytes.first == UInt8(ascii: ":") || path.bytes.contains(where: "*?[\\".utf8.contains)
    appendInterpolation(
      SafeText(word: isPattern ? Array(":(literal)".utf8) + path.bytes : Self.typed(path)))
  }

  private static func typed(_ path: RepoPath) -> [UInt8] {
    if path.isRoot { return Array(".".utf8) }
    return path.bytes.first == UInt8(ascii: "-") ? Array("./".utf8) + path.bytes : path.bytes
  }
}
