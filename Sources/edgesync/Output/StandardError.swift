import SystemPackage
import Text

/// Standard error: a line at a time, safe text only, of which no build server obeys anything.
enum StandardError {
  static func write(_ line: SafeText) {
    print(BuildServer.current.harmless(line).string + "\n")
  }

  /// Writes a command of edgesync's own to the build server, on a line.
  static func write(command: SafeText) {
    print(command.string + "\n")
  }

  /// Writes a line over the one that was written before, at a terminal.
  static func overwrite(_ line: SafeText) {
    print("\r\u{1B}[K" + BuildServer.current.harmless(line).string)
  }

  private static func print(_ text: String) {
    // Nobody is left to hear that this failed.
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }
}
