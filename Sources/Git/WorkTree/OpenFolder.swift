import CSyscalls
import Foundation
import SystemPackage
import Text

/// A folder held open by its descriptor, reached from the root name by name without following a link:
/// what happens in it can't be led elsewhere by a link put in its way.
final class OpenFolder {
  private let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// Opens a folder below a root.
  ///
  /// - Returns: Nil where it isn't there and isn't to be made, or where a name on the way is a link or
  ///   a file.
  static func open(
    _ path: RepoPath, below root: FilePath, create: Bool
  ) throws(GitError) -> OpenFolder? {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
    let top = root.withPlatformString { Foundation.open($0, flags) }
    guard top >= 0 else { throw failure("open", root.text) }
    var folder = OpenFolder(top)
    for name in path.names {
      var next = withName(name) { openat(folder.descriptor, $0, flags | O_NOFOLLOW) }
      if next < 0, errno == ENOENT, create {
        guard withName(name, { mkdirat(folder.descriptor, $0, 0o777) }) == 0 || errno == EEXIST
        else { throw failure("make the folder", path.text) }
        try folder.sync(path)
        next = withName(name) { openat(folder.descriptor, $0, flags | O_NOFOLLOW) }
      }
      guard next >= 0 else {
        if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
        throw failure("open the folder", path.text)
      }
      folder = OpenFolder(next)
    }
    return folder
  }

  func stat(of name: some Collection<UInt8>) -> FileStat? {
    var buffer = Foundation.stat()
    let code = Self.withName(name) { fstatat(descriptor, $0, &buffer, AT_SYMLINK_NOFOLLOW) }
    return code == 0 ? FileStat(buffer) : nil
  }

  /// The names in it, in no order.
  func names(for path: RepoPath) throws(GitError) -> [[UInt8]] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else {
      throw Self.failure("read the folder", path.text)
    }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) { names.append(name) }
    }
    return names
  }

  func readSymlink(_ name: some Collection<UInt8>) -> [UInt8]? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = Self.withName(name) { readlinkat(descriptor, $0, &buffer, buffer.count) }
    guard length >= 0, length < buffer.count else { return nil }
    return buffer.prefix(length).map { UInt8(bitPattern: $0) }
  }

  func readFile(
    _ name: some Collection<UInt8>, for path: RepoPath, limit: Int = .max
  ) throws(GitError) -> [UInt8] {
    // Not blocking: a pipe in a file's place must not hold up a review.
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    let file = Self.withName(name) { openat(descriptor, $0, flags) }
    guard file >= 0 else { throw Self.failure("read", path.text) }
    let open = FileDescriptor(rawValue: file)
    do {
      return try open.closeAfter { try FileSync.readAll(open, limit: limit) }
    } catch let error as FileSync.Unfit {
      throw .unfit(path: path.text, reason: error.reason)
    } catch {
      throw .file(
        path: path.text, operation: "read",
        reason: SafeText((error as? Errno)?.description ?? String(describing: error)))
    }
  }

  /// Writes the next bytes of a file.
  typealias Writing = (UnsafeRawBufferPointer) throws(GitError) -> Void

  /// Opens a regular file to be read piece by piece.
  func openFile(_ name: some Collection<UInt8>, for path: RepoPath) throws(GitError) -> WorkFile {
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    let file = Self.withName(name) { openat(descriptor, $0, flags) }
    guard file >= 0 else { throw Self.failure("read", path.text) }
    return try WorkFile(file, path)
  }

  func writeFile(
    _ name: [UInt8], _ bytes: [UInt8], isExecutable: Bool, for path: RepoPath
  ) throws(GitError) {
    try writeFile(name, isExecutable: isExecutable, for: path) {
      (write: Writing) throws(GitError) in
      let written = bytes.withUnsafeBytes { raw in
        Result { () throws(GitError) in try write(raw) }
      }
      try written.get()
    }
  }

  /// Writes a file piece by piece; it isn't left there where that fails.
  ///
  /// - Parameter content: Calls the closure that it is given with one piece after the other.
  func writeFile(
    _ name: [UInt8], isExecutable: Bool, for path: RepoPath,
    _ content: (Writing) throws(GitError) -> Void
  ) throws(GitError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = Self.withName(name) { openat(descriptor, $0, flags, isExecutable ? 0o777 : 0o666) }
    guard file >= 0 else { throw Self.failure("write", path.text) }
    defer { close(file) }
    do throws(GitError) {
      try content { (piece) throws(GitError) in
        do {
          _ = try FileDescriptor(rawValue: file).writeAll(piece)
        } catch {
          throw .file(
            path: path.text, operation: "write",
            reason: SafeText((error as? Errno)?.description ?? String(describing: error)))
        }
      }
      guard fsync(file) == 0 else { throw Self.failure("write", path.text) }
    } catch {
      remove(name)
      throw error
    }
  }

  func makeSymlink(_ name: [UInt8], to target: [UInt8]) -> Bool {
    guard !target.isEmpty, !target.contains(0) else {
      errno = EINVAL
      return false
    }
    return Self.withName(target) { target in
      Self.withName(name) { symlinkat(target, descriptor, $0) }
    } == 0
  }

  /// Gives a file a name that nothing has yet.
  func rename(_ from: some Collection<UInt8>, toFree name: some Collection<UInt8>) -> Bool {
    if renamed(from, name, flags: RenameFlags.noReplace) { return true }
    guard Self.isUnsupported(errno) else { return false }
    guard stat(of: name) == nil else {
      errno = EEXIST
      return false
    }
    return renamed(from, name, flags: 0)
  }

  /// Gives a file the name of another, which goes.
  func rename(
    _ from: some Collection<UInt8>, over name: some Collection<UInt8>, for path: RepoPath
  ) throws(GitError) {
    guard renamed(from, name, flags: 0) else { throw Self.failure("write", path.text) }
  }

  /// Gives a file the permissions that another has.
  func setMode(
    _ other: FileStat, of name: some Collection<UInt8>, for path: RepoPath
  ) throws(GitError) {
    let mode = mode_t(other.mode & 0o777)
    guard Self.withName(name, { fchmodat(descriptor, $0, mode, 0) }) == 0 else {
      throw Self.failure("set the mode of", path.text)
    }
  }

  /// Gives each of two files the other's name, at once where the file system can.
  func exchange(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    if renamed(left, right, flags: RenameFlags.exchange) { return true }
    guard Self.isUnsupported(errno) else { return false }
    let third = Self.thirdName(of: left)
    return rename(left, toFree: third) && rename(right, toFree: left)
      && rename(third, toFree: right)
  }

  /// The name that a file waits under while two others change places by three renames.
  static func thirdName(of name: some Collection<UInt8>) -> [UInt8] {
    Array(name) + Array(".swap".utf8)
  }

  /// Whether a file system refused only the kind of rename (FUSE, NFS).
  private static func isUnsupported(_ code: Int32) -> Bool {
    code == EINVAL || code == ENOSYS || code == ENOTSUP
  }

  @discardableResult
  func remove(_ name: some Collection<UInt8>) -> Bool {
    Self.withName(name) { unlinkat(descriptor, $0, 0) } == 0
  }

  func removeFolder(_ name: some Collection<UInt8>) -> Bool {
    Self.withName(name) { unlinkat(descriptor, $0, AT_REMOVEDIR) } == 0
  }

  func sync(_ path: RepoPath) throws(GitError) {
    guard fsync(descriptor) == 0 else { throw Self.failure("sync the folder of", path.text) }
  }

  private func renamed(
    _ from: some Collection<UInt8>, _ to: some Collection<UInt8>, flags: UInt32
  ) -> Bool {
    Self.withName(from) { from in
      Self.withName(to) { to in
        #if canImport(Darwin)
          renameatx_np(descriptor, from, descriptor, to, flags)
        #else
          renameat2(descriptor, from, descriptor, to, flags)
        #endif
      }
    } == 0
  }

  private static func withName<Result>(
    _ name: some Collection<UInt8>, _ body: (UnsafePointer<CChar>) -> Result
  ) -> Result {
    RepoPath(name).withCString(body)
  }

  private static func failure(_ operation: SafeText, _ path: SafeText) -> GitError {
    .file(
      path: path, operation: operation, reason: SafeText(Errno(rawValue: errno).description))
  }
}

/// The flags of `renameat2(2)`, and of `renameatx_np(2)` where that takes its place.
private enum RenameFlags {
  #if canImport(Darwin)
    static let noReplace = UInt32(RENAME_EXCL)
    static let exchange = UInt32(RENAME_SWAP)
  #else
    static let noReplace: UInt32 = 1
    static let exchange: UInt32 = 2
  #endif
}
