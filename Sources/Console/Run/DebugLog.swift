import Foundation
import Locks
import Logging
import SystemPackage

/// A log of what the console does, to the file that `EDGESYNC_LOG` names and never to the screen.
package enum DebugLog {
  /// A logger; one that says nothing where no file is named or it can't be opened.
  package static func logger() -> Logger {
    let name = ProcessInfo.processInfo.environment["EDGESYNC_LOG"] ?? ""
    guard !name.isEmpty,
      let descriptor = try? FileDescriptor.open(
        FilePath(name), .writeOnly, options: [.create, .append, .closeOnExec],
        permissions: [.ownerReadWrite])
    else { return Logger(label: "edgesync") { _ in SwiftLogNoOpLogHandler() } }
    let file = LogFile(descriptor)
    return Logger(label: "edgesync") { _ in FileLogHandler(file: file) }
  }
}

/// A log's file.
private final class LogFile: Sendable {
  private let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  deinit {
    try? descriptor.close()
  }

  func write(_ line: String) {
    // A log that can't be written mustn't stop anybody.
    _ = try? descriptor.writeAll((line + "\n").utf8)
  }
}

/// Writes log messages to a file, a line each.
private struct FileLogHandler: LogHandler {
  let file: LogFile
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.debug

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    file.write("\(event.level) \(event.message)")
  }
}
