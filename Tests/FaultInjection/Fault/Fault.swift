import Foundation

/// What goes wrong at a program's writes.
struct Fault: Hashable, Sendable {
  /// How it goes wrong.
  enum Action: UInt32, Sendable {
    /// Nothing does; writes are counted.
    case count
    /// All processes end before the call.
    case killBefore
    /// All processes end after the call.
    case killAfter
    /// All processes end in the middle of the call, where it is a write of bytes.
    case torn
    /// The call fails.
    case failOnce
    /// The call fails, and so does each after it.
    case failOn
    /// The call does nothing, and says that it did.
    case swallow
    /// All calls of the kind do nothing, and say that they did.
    case swallowAll
  }

  /// How it goes wrong.
  var action: Action
  /// The call, counted from 1.
  var call = 0
  /// The error of a failing call.
  var error: Int32 = 0
  /// The kinds of call that may go wrong; all where empty.
  var kinds: Set<WriteKind> = []
  /// A part of the paths at which they may; any where empty.
  var part = ""
  /// Whether calls are logged.
  var logs = false

  /// No fault.
  static let none = Fault(action: .count)
}

/// A kind of call that writes.
enum WriteKind: UInt32, Sendable {
  case create = 1
  case write, rename, link, symlink, unlink, makeFolder, removeFolder, truncate, sync, mode, lock
  case exchange
}
