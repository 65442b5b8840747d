/// Names that some file system or git takes for `.git`, or that no tree may hold: git's own list
/// (`t1014-read-tree-confusing.sh`) and what HFS+ and NTFS add to it.
public enum HostileNames {
  /// Names that a tree object can hold.
  public static let wellFormed: [[UInt8]] =
    ([
      ".", "..", ".git", ".GIT", ".Git", ".gIt", "git~1", "GIT~1", "Git~2", ".git ", ".git  ",
      ".git.", ".git...", ".git. .", ".git:", ".git::$INDEX_ALLOCATION", ".GIT::$DATA",
      ".git:stream", "a\\.git", "a\\.GIT\\b", ".git\\x", "..\\x", "x\\..\\y", "x\\..",
      ".g\u{200C}it", "\u{200D}.git", ".git\u{FEFF}", ".\u{202E}git", ".gi\u{206A}t",
      ".G\u{200E}I\u{200F}T",
    ].map { Array($0.utf8) }) + [Array(repeating: UInt8(ascii: "n"), count: 300)]

  /// Names that make a tree object malformed.
  public static let malformed: [[UInt8]] = ["a/b", "../x", "/etc", ""].map { Array($0.utf8) }
}
