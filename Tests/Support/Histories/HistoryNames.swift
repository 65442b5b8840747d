/// The names, paths and words that made-up histories are made of.
public enum HistoryNames {
  /// Names of files: plain ones, and those that lose their way easily.
  public static let names: [[UInt8]] =
    [
      "a", "b", "a.txt", "b.py", "c.py", "Dockerfile", "requirements.txt", "main.c", "with space",
      "tab\tname", "new\nline", "quote\"d", "back\\slash", "-dash", "#hash", "!bang", "[x]*.py",
      "caf\u{e9}.txt", "cafe\u{301}.txt", "100%.txt", "A.TXT", ".gitignored",
    ].map { Array($0.utf8) } + [[0xFF, 0xFE, 0x2E, 0x70, 0x79], Array("caf".utf8) + [0xE9]]

  /// Folders, the root among them; some names are the start of others.
  public static let folders: [[UInt8]] = [
    "", "svc/", "svc/api/", "svc/api/utils/", "svc/api.old/", "svc/web/", "lib/", "lib/deep/er/",
    "a/", "svc/api/a/",
  ].map { Array($0.utf8) }

  /// Folders that very deep paths are made of, some not UTF-8.
  static let deepFolders: [[UInt8]] =
    ["d/", "deeper than that/", "\u{e9}/", "utils/"].map { Array($0.utf8) } + [[0xE9, 0x2F]]

  /// Every name in every folder.
  public static let paths: [[UInt8]] = folders.flatMap { folder in names.map { folder + $0 } }

  /// Where links lead.
  static let targets: [[UInt8]] = ["a.txt", "../lib", "svc/api", "nowhere/at/all", "/etc/hostname"]
    .map { Array($0.utf8) }

  static let words: [[UInt8]] = [
    "def", "return", "forecast", "x", "{", "}", "model", "=", "0", "42", "na\u{ef}ve", "#", "end",
  ].map { Array($0.utf8) }
}
