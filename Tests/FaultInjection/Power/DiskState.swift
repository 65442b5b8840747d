import Foundation
import Support
import SystemPackage

/// All files of a disk as they are found.
struct DiskState: Hashable, Sendable {
  /// Files, links and folders by their paths.
  let files: [[UInt8]: RawFiles.Entry]

  /// Writes them where nothing is, all of one moment: in which order they are written here says nothing of
  /// when each was made.
  func write(to folder: FilePath) throws {
    mkdir(folder.string, 0o755)
    let moment = [timespec](repeating: timespec(tv_sec: time(nil), tv_nsec: 0), count: 2)
    let root = Array(folder.string.utf8)
    for (path, entry) in files.sorted(by: { $0.key.count < $1.key.count }) {
      let full = (root + [0x2F] + path).map { CChar(bitPattern: $0) } + [0]
      let permissions = mode_t(entry.mode & 0o7777)
      switch entry.mode & UInt32(S_IFMT) {
      case UInt32(S_IFDIR):
        guard mkdir(full, permissions | 0o700) == 0 else { throw Errno(rawValue: errno) }
      case UInt32(S_IFLNK):
        let target = entry.content.map { CChar(bitPattern: $0) } + [0]
        guard symlink(target, full) == 0 else { throw Errno(rawValue: errno) }
        utimensat(AT_FDCWD, full, moment, AT_SYMLINK_NOFOLLOW)
      default:
        // Of a process that another thread starts meanwhile it would be open too, and a lock that is open
        // somewhere is nobody's to remove.
        let file = open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
        guard file >= 0 else { throw Errno(rawValue: errno) }
        let handle = FileDescriptor(rawValue: file)
        try handle.closeAfter { _ = try handle.writeAll(entry.content) }
        chmod(full, permissions)
        utimensat(AT_FDCWD, full, moment, 0)
      }
    }
  }

  /// A number that tells it from others.
  var fingerprint: UInt64 {
    // FNV-1a over each file, added up, for files are in no order.
    files.reduce(0) { sum, file in
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      file.key.forEach(add)
      add(0)
      add(UInt8(truncatingIfNeeded: file.value.mode >> 6))
      file.value.content.forEach(add)
      return sum &+ hash
    }
  }
}
