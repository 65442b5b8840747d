import Foundation
import Git
import Rules
import SystemPackage
import Upstream

/// Tells when what a ``RepoStamp`` is taken of may have changed, so that nobody need look again and again.
///
/// On Linux the system says so (inotify(7)); elsewhere, and where it can't, it is looked every now and then.
final class RepoWatch: @unchecked Sendable {
  /// What becomes readable when something changed; nil where nothing is watched.
  let descriptor: Int32?
  private let lock = NSLock()
  /// The names that matter in each watched folder.
  private var names: [Int32: Set<String>] = [:]
  private var isFollowing = false

  /// Watches nothing yet.
  init() {
    #if os(Linux)
      let descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
      self.descriptor = descriptor < 0 ? nil : descriptor
    #else
      descriptor = nil
    #endif
  }

  deinit {
    if let descriptor { close(descriptor) }
  }

  /// Whether all is watched, so that there is nothing to look for in between.
  var isComplete: Bool { lock.withLock { isFollowing } }

  /// Watches an edge repo and its upstream as they are now; nil where upstream can't be read yet. From any
  /// thread.
  func follow(_ edge: EdgeRepo, _ upstream: Repository?) {
    guard let descriptor else { return }
    var folders: [(FilePath, Set<String>)] = [
      (edge.root, [Manifest.fileName, Lock.fileName]),
      (edge.repository.gitFolder, ["HEAD"]),
    ]
    var references = [(edge.repository.commonFolder, Self.branch(of: edge.repository))]
    if let upstream {
      folders.append((upstream.gitFolder, ["HEAD"]))
      references.append((upstream.commonFolder, edge.upstream.address.reference))
    }
    for (folder, reference) in references {
      folders.append((folder, ["packed-refs"]))
      guard let reference else { continue }
      // The folders that lead to the ref's file, for it or they may not be there yet.
      var path = folder
      for part in reference.split(separator: "/") {
        folders.append((path, [String(part)]))
        path.append(String(part))
      }
    }
    let isComplete = folders.allSatisfy { add($0.0, $0.1, to: descriptor) }
    lock.withLock { isFollowing = isComplete && upstream != nil }
  }

  private static func branch(of repository: Repository) -> String? {
    switch try? repository.head() {
    case .branch(let name, _), .unborn(let name): name
    case .detached, nil: nil
    }
  }

  /// Takes what was told, and says whether any of it matters.
  func drain() -> Bool {
    #if os(Linux)
      guard let descriptor else { return false }
      var isTouched = false
      var buffer = [UInt8](repeating: 0, count: 16 << 10)
      while true {
        let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        if count <= 0 { return isTouched }
        if buffer.withUnsafeBytes({ matters(UnsafeRawBufferPointer(rebasing: $0[..<count])) }) {
          isTouched = true
        }
      }
    #else
      return false
    #endif
  }

  #if os(Linux)
    private static let kinds =
      IN_CREATE | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF
      | IN_MOVE_SELF

    /// Whether a folder is watched now, or isn't there, so that the one above it tells when it is.
    private func add(_ folder: FilePath, _ own: Set<String>, to descriptor: Int32) -> Bool {
      let number = folder.withPlatformString {
        inotify_add_watch(descriptor, $0, UInt32(Self.kinds))
      }
      guard number >= 0 else { return errno == ENOENT || errno == ENOTDIR }
      lock.withLock { names[number, default: []].formUnion(own) }
      return true
    }

    private func matters(_ events: UnsafeRawBufferPointer) -> Bool {
      let head = MemoryLayout<inotify_event>.size
      var place = 0
      var isTouched = false
      while place + head <= events.count {
        let event = events.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
        let text = events[(place + head)...].prefix(Int(event.len)).prefix { $0 != 0 }
        let name = String(decoding: text, as: UTF8.self)
        // Without a name it is the folder's own end, or more happened than could be told.
        let isNamed = lock.withLock { names[event.wd]?.contains(name) ?? false }
        if name.isEmpty || isNamed { isTouched = true }
        place += head + Int(event.len)
      }
      return isTouched
    }
  #else
    private func add(_ folder: FilePath, _ own: Set<String>, to descriptor: Int32) -> Bool {
      false
    }
  #endif
}
