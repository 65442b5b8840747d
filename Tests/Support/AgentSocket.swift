import Foundation
import SystemPackage

/// What an agent of a user's listens on: it tells whoever comes a secret.
public final class AgentSocket: Sendable {
  private let descriptor: Int32

  /// Listens until it goes away.
  ///
  /// - Parameters:
  ///   - name: The socket's path, of at most 100 bytes; with `@` in front, an abstract name (unix(7)).
  ///   - secret: What whoever comes is told.
  public init(_ name: String, telling secret: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(name.utf8.prefix(100))
    if bytes.first == 0x40 { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard isBound == 0, listen(descriptor, 8) == 0 else { throw Errno(rawValue: errno) }
    self.descriptor = descriptor
    Thread.detachNewThread {
      while true {
        let caller = accept(descriptor, nil, nil)
        guard caller >= 0 else { break }
        let line = Array("\(secret)\n".utf8)
        _ = send(caller, line, line.count, Int32(MSG_NOSIGNAL))
        close(caller)
      }
      close(descriptor)
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
