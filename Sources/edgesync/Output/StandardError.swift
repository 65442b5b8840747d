import SystemPackage
import Text

/// Standard error: a line at a time, safe text only.
enum StandardError {
  static func write(_ line: SafeText) {
    // Nobody is left to hear that this failed.
    _ = try? FileDescriptor.standardError.writeAll((line.string + "\n").utf8)
  }
}
