import Foundation
import SystemPackage

/// The processes of this machine.
public enum Processes {
  /// Command lines of other processes whose environment or arguments mention a path; ended ones that
  /// nobody has collected yet don't count, nor does what a sanitizer reads symbols with: it ends a little after
  /// the process that it is for. Where there is no `/proc`, none.
  public static func mentioning(_ path: FilePath) -> [String] {
    all(mentioning: path).map(\.words)
  }

  /// The same, with the processes' numbers.
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
