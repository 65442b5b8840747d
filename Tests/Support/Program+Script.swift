import SystemPackage

extension Program {
  /// Writes a script that can be run at once, and the folders on its way.
  ///
  /// Another program writes it: a file that this process held open for writing would be held by whatever
  /// other tests start at that moment too, and the system runs no file that somebody may still write
  /// (`ETXTBSY`).
  public static func writeScript(_ text: String, at path: FilePath) throws {
    let outcome = try Program("/bin/sh").run(
      ["-ec", "mkdir -p -- \"${1%/*}\"; cat > \"$1\"; chmod 755 -- \"$1\"", "sh", path.string],
      input: Array(text.utf8))
    guard outcome.status == 0 else { throw Plumbing.Failure(description: outcome.errorText) }
  }
}
