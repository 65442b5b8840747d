import Foundation
import SystemPackage

/// The processes of this machine, as `/proc` tells of them; where there is none, nothing is known of any.
struct LiveProcesses {
  private static let folder = "/proc"

  /// Whether one holds a file open.
  func hold(_ path: FilePath) -> Bool {
    let target = path.string
    return numbers.contains { number in
      let folder = "\(Self.folder)/\(number)/fd"
      return Self.names(in: folder).contains { Self.target(of: "\(folder)/\($0)") == target }
    }
  }

  /// Whether one of a name works in one of some folders, but not in another below them.
  ///
  /// Where a process of another user works can't be told; it counts as there.
  func areNamed(_ name: String, in folders: [FilePath?], butNot other: FilePath) -> Bool {
    let folders = folders.compactMap { $0.map(Self.resolved) }
    let other = Self.resolved(other)
    return numbers.contains { number in
      let process = "\(Self.folder)/\(number)"
      guard let text = try? String(contentsOfFile: "\(process)/comm", encoding: .utf8),
        text == name + "\n"
      else { return false }
      switch Self.place(of: process) {
      case .folder(let place):
        return folders.contains { place.starts(with: $0) } && !place.starts(with: other)
      case .nowhere: return false
      case .hidden: return true
      }
    }
  }

  private enum Place {
    case folder(FilePath)
    /// It has ended.
    case nowhere
    case hidden
  }

  /// Where a process works.
  ///
  /// A process may be hidden at the moment of its end as another user's always are, so that the system is
  /// asked again for a second.
  private static func place(of process: String) -> Place {
    let place = "\(process)/cwd"
    for _ in 0..<100 {
      if let target = target(of: place) { return .folder(FilePath(target)) }
      if access(place, F_OK) != 0, errno != EACCES { return .nowhere }
      usleep(10_000)
    }
    return .hidden
  }

  private var numbers: [pid_t] { Self.names(in: Self.folder).compactMap { pid_t($0) } }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func target(of link: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: link)
  }

  private static func resolved(_ path: FilePath) -> FilePath {
    guard let real = path.withPlatformString({ realpath($0, nil) }) else { return path }
    defer { free(real) }
    return FilePath(platformString: real)
  }
}
