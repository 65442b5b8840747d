import Foundation
import Git
import Rules
import SystemPackage
import Text

/// One writer at a time: a lock that the kernel lifts when its holder ends, however it ends.
package final class SyncLock {
  /// Another edgesync holds the lock.
  package struct Held: ActionableError {
    let holder: SafeText

    /// What failed.
    package var what: SafeText { "another edgesync is at work on this repo" }
    /// Why it failed.
    package var why: SafeText { holder }
    /// The next step.
    package var remedy: SafeText { "Wait until it is done, or end it, and run the command again" }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .locked }
  }

  private let descriptor: FileDescriptor
  /// What the holder before left in the lock, where it ended without lifting it.
  package let leftBy: SafeText?

  /// Takes the lock of an edge repo.
  ///
  /// - Parameters:
  ///   - state: edgesync's folder.
  ///   - name: The lock's file: what is locked, unless it is the whole repo.
  ///   - purpose: What it is taken for, for others to read.
  ///   - now: Seconds since 1970.
  /// - Throws: ``Held`` where a living process holds it.
  package init(
    in state: FilePath, named name: String = "lock", purpose: SafeText, now: Int
  ) throws {
    let path = state.appending(name)
    do {
      descriptor = try FileDescriptor.open(
        path, .readWrite, options: [.create, .closeOnExec, .noFollow, .nonBlocking],
        permissions: [.ownerReadWrite])
    } catch {
      throw GitError.file(
        path: path.text, operation: "open",
        reason: SafeText((error as? Errno)?.description ?? String(describing: error)))
    }
    guard Self.take(descriptor) else {
      let holder = Self.read(descriptor)
      try? descriptor.close()
      throw Held(holder: holder.isEmpty ? "it doesn't say which" : holder)
    }
    // Read once it is ours: a holder that is done takes its words with it.
    let content = Self.read(descriptor)
    leftBy = content.isEmpty ? nil : content
    let text = "process \(getpid()), \(purpose), since \(Timestamp.text(now))" as SafeText
    try? Self.write(text.string, descriptor)
  }

  deinit {
    // An empty file says that the holder was done.
    try? Self.write("", descriptor)
    try? descriptor.close()
  }

  /// Times that a lock which is held is tried again, and microseconds between.
  private static let tries = (count: 20, pause: UInt32(10_000))
  /// Times where it doesn't say who holds it: who has just taken it is about to, and who has taken its
  /// words away is about to lift it.
  private static let triesWithoutName = 300

  /// Takes the lock; a moment is given to a holder that is just ending, or whose child has yet to close
  /// what it inherited.
  private static func take(_ descriptor: FileDescriptor) -> Bool {
    for attempt in 1...triesWithoutName {
      if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK || errno == EINTR else { return false }
      if attempt >= tries.count, !read(descriptor).isEmpty { return false }
      usleep(tries.pause)
    }
    return false
  }

  /// What a holder that has ended left in the lock, which the kernel has lifted; nil where it was done, or lives.
  ///
  /// The lock is looked at, and taken for no longer than that.
  package static func leftBehind(in state: FilePath, named name: String = "lock") -> SafeText? {
    guard
      let descriptor = try? FileDescriptor.open(
        state.appending(name), .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
    else { return nil }
    defer { try? descriptor.close() }
    let words = read(descriptor)
    guard !words.isEmpty, flock(descriptor.rawValue, LOCK_SH | LOCK_NB) == 0 else { return nil }
    return words
  }

  private static func read(_ descriptor: FileDescriptor) -> SafeText {
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = buffer.withUnsafeMutableBytes {
      (try? descriptor.read(fromAbsoluteOffset: 0, into: $0)) ?? 0
    }
    return SafeText(bytes: buffer.prefix(count).filter { $0 != 0x0A })
  }

  private static func write(_ text: String, _ descriptor: FileDescriptor) throws {
    try descriptor.resize(to: 0)
    if !text.isEmpty { _ = try descriptor.writeAll(toAbsoluteOffset: 0, (text + "\n").utf8) }
  }
}
