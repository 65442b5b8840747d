import Foundation
import SystemPackage

/// The processes of this machine.
public enum Processes {
  /// Command lines of other processes that go on, and whose environment or arguments mention a path. What was
  /// killed is given ten seconds to be gone: on a loaded machine it needs more than a moment.
  public static func mentioning(_ path: FilePath) -> [String] {
    let end = ContinuousClock.now + .seconds(10)
    while true {
      let found = all(mentioning: path)
      guard let first = found.first, ProcessEnd.wait(for: first.id, until: end) else {
        return found.map(\.words)
      }
    }
  }

  /// The processes that there are at this moment; ended ones that nobody has collected yet don't count, nor does
  /// what a sanitizer reads symbols with: it ends a little after the process that it is for. Where there is no
  /// `/proc`, none.
  public static func all(mentioning path: FilePath) -> [(id: pid_t, words: String)] {
    let own = getpid()
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { pid_t($0) }.filter { $0 != own }.compactMap { process in
      let read = { (name: String) in
        FileManager.default.contents(atPath: "/proc/\(process)/\(name)") ?? Data()
      }
      let words = read("cmdline")
      let needle = Data(path.string.utf8)
      guard words.range(of: needle) != nil || read("environ").range(of: needle) != nil else {
        return nil
      }
      let program = FilePath(String(decoding: words.prefix { $0 != 0 }, as: UTF8.self))
      if program.lastComponent == "llvm-symbolizer" { return nil }
      return (process, String(decoding: words.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self))
    }
  }
}
