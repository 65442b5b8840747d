import Foundation
import Locks
import SystemPackage

/// When a child last gave a sign of life: something that it printed, or a folder that it fills.
final class StallDetector: Sendable {
  // Time in which the machine sleeps is nobody's silence.
  private let last = Mutex(SuspendingClock.now)
  private let folder: FilePath?

  /// Signs from now on.
  ///
  /// - Parameter folder: A folder whose growth is a sign as well.
  init(filling folder: FilePath?) {
    self.folder = folder
  }

  /// Notes a sign.
  func note() {
    last.withLock { $0 = SuspendingClock.now }
  }

  /// Waits until there has been none for a while.
  func silence(of limit: Duration) async throws {
    var size = folderSize()
    while true {
      let quiet = last.withLock { SuspendingClock.now - $0 }
      if quiet < limit {
        try await Task.sleep(for: limit - quiet, clock: .suspending)
        continue
      }
      let grown = folderSize()
      if grown == size { return }
      size = grown
      note()
    }
  }

  private func folderSize() -> Int {
    guard let folder else { return 0 }
    let files = FileManager.default.enumerator(atPath: folder.string)
    var size = 0
    while let name = files?.nextObject() as? String {
      var buffer = stat()
      if lstat(folder.string + "/" + name, &buffer) == 0 { size += Int(buffer.st_size) }
    }
    return size
  }
}
