import Foundation
import Text

/// Reads a tree object's bytes entry by entry, without copying (git's `gitformat-tree`, `tree-walk.c`:
/// `MODE NAME\0ID`).
struct TreeCursor {
  private let bytes: UnsafeRawBufferPointer
  private var next = 0
  /// The mode as the tree holds it.
  private(set) var rawMode: UInt32 = 0
  /// The name, in the tree's own bytes.
  private(set) var name = UnsafeRawBufferPointer(start: nil, count: 0)
  private var idStart = 0
  private(set) var isAtEnd = false

  /// A cursor on the first entry.
  init(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
    self.bytes = bytes
    try advance()
  }

  /// The entry's object; at the end, the last entry's.
  var id: ObjectID { ObjectID(UnsafeRawBufferPointer(rebasing: bytes[idStart...])) }

  var mode: FileMode { FileMode(canonical: rawMode) }

  var item: TreeItem { TreeItem(mode: mode, id: id) }

  /// Whether the entry has a name.
  func isNamed(_ wanted: ArraySlice<UInt8>) -> Bool {
    wanted.withUnsafeBytes { wanted in
      guard wanted.count == name.count, let one = wanted.baseAddress, let two = name.baseAddress
      else { return false }
      return memcmp(one, two, wanted.count) == 0
    }
  }

  /// Goes on to the next entry, or to the end.
  mutating func advance() throws(GitError) {
    guard next < bytes.count else {
      isAtEnd = true
      return
    }
    var index = next
    var mode: UInt32 = 0
    while index < bytes.count, bytes[index] != UInt8(ascii: " ") {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[index]), mode < 0o10_000_000
      else { throw malformed("a mode isn't octal") }
      mode = mode << 3 | UInt32(bytes[index] - UInt8(ascii: "0"))
      index += 1
    }
    // libgit2 reads a mode without digits as 0; git refuses it.
    guard index > next else { throw malformed("a mode is missing") }
    let nameStart = index + 1
    guard nameStart < bytes.count, let base = bytes.baseAddress,
      let end = memchr(base + nameStart, 0, bytes.count - nameStart)
    else { throw malformed("an entry has no name") }
    let nul = UnsafeRawPointer(end) - base
    guard nul + ObjectID.byteCount < bytes.count else { throw malformed("it is cut off") }
    rawMode = mode
    name = UnsafeRawBufferPointer(rebasing: bytes[nameStart..<nul])
    guard !name.isEmpty else { throw malformed("an entry has no name") }
    guard memchr(base + nameStart, Int32(UInt8(ascii: "/")), nul - nameStart) == nil else {
      throw malformed("the name \(SafeText(bytes: name)) holds a slash")
    }
    idStart = nul + 1
    next = idStart + ObjectID.byteCount
  }

  /// The order in which trees keep their entries: a folder's name counts with a slash after it
  /// (git's `base_name_compare`). Negative where the left stands first.
  static func order(
    _ left: UnsafeRawBufferPointer, isFolder leftIsFolder: Bool,
    _ right: UnsafeRawBufferPointer, isFolder rightIsFolder: Bool
  ) -> Int {
    let shared = min(left.count, right.count)
    if shared > 0, let one = left.baseAddress, let two = right.baseAddress {
      let order = memcmp(one, two, shared)
      if order != 0 { return Int(order) }
    }
    let slash = UInt8(ascii: "/")
    let leftNext = left.count > shared ? left[shared] : leftIsFolder ? slash : 0
    let rightNext = right.count > shared ? right[shared] : rightIsFolder ? slash : 0
    return Int(leftNext) - Int(rightNext)
  }

  private func malformed(_ reason: SafeText) -> GitError {
    .malformed(object: "a tree", reason: reason)
  }
}
