import Foundation
import Git
import Rules
import SystemPackage
import Text

/// The manifest as it is written, for commands that change a word of it.
struct ManifestText: Sendable {
  private let lines: [String]

  /// Reads a checkout's; empty where it can't be.
  init(below root: FilePath) {
    let bytes = ((try? OwnFile.manifest.read(below: root)) ?? nil) ?? []
    lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
  }

  /// The command that writes another word in the only line that has one behind a key; nil where it isn't plain, or
  /// where more than one line has it.
  func replacing(_ word: String, by other: String, after key: String) -> SafeText? {
    let places = lines.indices.filter { index in
      guard let start = lines[index].range(of: key) else { return false }
      let rest = lines[index][start.upperBound...].trimmingPrefix { " \"'".contains($0) }
      let end = rest.dropFirst(word.count).first
      return rest.hasPrefix(word) && (end.map { " \"',}#".contains($0) } ?? true)
    }
    guard places.count == 1, let place = places.first, Self.isPlain(word), Self.isPlain(other)
    else { return nil }
    let script = "\(place + 1)s|\(key)\\([ \"']*\\)\(word)|\(key)\\1\(other)|"
    return "sed -i.old \(word: script) edgesync.yml"
  }

  /// Whether a word means itself in sed's expressions.
  private static func isPlain(_ word: String) -> Bool {
    !word.isEmpty
      && word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "._/-".utf8.contains(byte)
      }
  }
}
