import Foundation
import SystemPackage

/// Files by the bytes of their paths, written and read without going through text.
public enum RawFiles {
  /// What stands at a path.
  public struct Entry: Hashable, Sendable {
    /// Kind and permissions, as `lstat` gives them.
    public let mode: UInt32
    /// A file's bytes, a link's target; empty for a folder.
    public let content: [UInt8]

    /// An entry from its parts.
    public init(mode: UInt32, content: [UInt8]) {
      self.mode = mode
      self.content = content
    }
  }

  /// Puts a file below a folder, in the place of whatever file or link stands there; folders on the way
  /// are made.
  public static func write(_ file: HistoryFile, at path: [UInt8], below root: FilePath) throws {
    var folder = root.rawBytes
    let names = path.split(separator: 0x2F)
    for name in names.dropLast() {
      folder += [0x2F] + name
      try check(withPath(folder) { mkdir($0, 0o755) }, allowing: EEXIST)
    }
    let full = root.rawBytes + [0x2F] + path
    _ = withPath(full) { unlink($0) }
    if file.kind == .symlink {
      let made = withPath(file.content) { target in withPath(full) { symlink(target, $0) } }
      return try check(made)
    }
    let mode: mode_t = file.kind == .executable ? 0o755 : 0o644
    let descriptor = withPath(full) { open($0, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode) }
    try check(descriptor)
    let handle = FileDescriptor(rawValue: descriptor)
    try handle.closeAfter { _ = try handle.writeAll(file.content) }
    // Whatever the umask left.
    try check(withPath(full) { chmod($0, mode) })
  }

  /// Puts text at a path.
  public static func write(_ text: String, at path: String, below root: FilePath) throws {
    try write(
      HistoryFile(kind: .file, content: Array(text.utf8)), at: Array(path.utf8), below: root)
  }

  /// Removes a file or link.
  public static func remove(_ path: [UInt8], below root: FilePath) throws {
    try check(withPath(root.rawBytes + [0x2F] + path) { unlink($0) })
  }

  /// What stands at a path, without following a link; nil for nothing.
  public static func entry(at path: [UInt8], below root: FilePath) -> Entry? {
    entry(root.rawBytes + [0x2F] + path)
  }

  /// Everything below a folder by its path, folders too.
  ///
  /// - Parameter skipped: Folders that aren't gone into and don't count.
  public static func all(
    below root: FilePath, except skipped: Set<String> = []
  ) throws -> [[UInt8]: Entry] {
    var found: [[UInt8]: Entry] = [:]
    let skipped = Set(skipped.map { Array($0.utf8) })
    var pending: [[UInt8]] = [[]]
    while let folder = pending.popLast() {
      let full = root.rawBytes + (folder.isEmpty ? [] : [0x2F] + folder)
      guard let stream = withPath(full, { opendir($0) }) else { throw Errno(rawValue: errno) }
      defer { closedir(stream) }
      while let item = readdir(stream) {
        let name = withUnsafeBytes(of: item.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
        if name == [0x2E] || name == [0x2E, 0x2E] { continue }
        let path = folder.isEmpty ? name : folder + [0x2F] + name
        if skipped.contains(path) { continue }
        guard let entry = entry(root.rawBytes + [0x2F] + path) else { continue }
        found[path] = entry
        if entry.mode & UInt32(S_IFMT) == UInt32(S_IFDIR) { pending.append(path) }
      }
    }
    return found
  }

  private static func entry(_ full: [UInt8]) -> Entry? {
    var buffer = stat()
    guard withPath(full, { lstat($0, &buffer) }) == 0 else { return nil }
    let mode = UInt32(buffer.st_mode)
    switch mode & UInt32(S_IFMT) {
    case UInt32(S_IFLNK):
      var target = [CChar](repeating: 0, count: 4096)
      let length = withPath(full) { readlink($0, &target, target.count) }
      return Entry(
        mode: mode, content: target.prefix(max(0, length)).map { UInt8(bitPattern: $0) })
    case UInt32(S_IFREG): return Entry(mode: mode, content: read(full, count: Int(buffer.st_size)))
    default: return Entry(mode: mode, content: [])
    }
  }

  private static func read(_ full: [UInt8], count: Int) -> [UInt8] {
    let descriptor = withPath(full) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return [] }
    let handle = FileDescriptor(rawValue: descriptor)
    defer { try? handle.close() }
    return
      (try? [UInt8](unsafeUninitializedCapacity: count + 1) { buffer, length in
        length = try handle.read(into: UnsafeMutableRawBufferPointer(buffer))
      }) ?? []
  }

  private static func withPath<Result>(
    _ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    let text = bytes.map { CChar(bitPattern: $0) } + [0]
    return text.withUnsafeBufferPointer { buffer in
      // The buffer isn't empty, so that it has an address.
      buffer.baseAddress.map(body) ?? body("")
    }
  }

  private static func check(_ code: Int32, allowing allowed: Int32? = nil) throws {
    if code < 0, errno != allowed { throw Errno(rawValue: errno) }
  }
}

extension FilePath {
  /// The path's bytes.
  var rawBytes: [UInt8] {
    withPlatformString { Array(UnsafeRawBufferPointer(start: $0, count: length)) }
  }
}
