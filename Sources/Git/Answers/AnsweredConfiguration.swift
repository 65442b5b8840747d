import CGit2
import CSyscalls
import Foundation
import SystemPackage
import Text

/// Git's own answer as to what is configured, for libgit2 to go by: 1.5 knows neither the variables (`GIT_CONFIG_GLOBAL`,
/// `GIT_CONFIG_COUNT` and others) nor each condition of git's `includeIf`, and line ends, ignored files and attributes
/// depend on them.
enum AnsweredConfiguration {
  /// Has a repository's handle go by settings, and by no file of git's own.
  static func put(_ settings: [GitSetting], into handle: OpaquePointer) throws(GitError) {
    let config = try snapshot(of: text(of: settings))
    defer { git_config_free(config) }
    try check(git_repository_set_config(handle, config), "take over git's configuration")
  }

  /// Settings as a file holds them (git-config(1), "Syntax"). What they include is among them already; how servers
  /// are reached is nothing that libgit2 is asked to do.
  static func text(of settings: [GitSetting]) -> [UInt8] {
    var text: [UInt8] = []
    for setting in settings where !setting.isOfTransport {
      let parts = setting.key.utf8.split(
        separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      guard parts.count > 1, let section = parts.first, let name = parts.last else { continue }
      if section.elementsEqual("include".utf8) || section.elementsEqual("includeif".utf8) {
        continue
      }
      text += Array("[".utf8) + section
      if parts.count > 2 {
        text += Array(" ".utf8) + quoted(parts.dropFirst().dropLast().joined(separator: ".".utf8))
      }
      text += Array("]\n".utf8) + name
      if setting.hasValue { text += Array(" = ".utf8) + quoted(setting.value) }
      text.append(0x0A)
    }
    return text
  }

  private static func quoted(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var text = Array("\"".utf8)
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case 0x0A: text += "\\n".utf8
      default: text.append(byte)
      }
    }
    return text + Array("\"".utf8)
  }

  /// A configuration of its own by a file's content, which stands in memory alone: a value may be a secret.
  private static func snapshot(of text: [UInt8]) throws(GitError) -> OpaquePointer? {
    let file: MemoryFile
    do {
      file = try MemoryFile(text)
    } catch {
      throw .library(
        operation: "take over git's configuration", code: -1,
        words: SafeText(String(describing: error)))
    }
    defer { file.close() }
    var read: OpaquePointer?
    try check(git_config_new(&read), "take over git's configuration")
    defer { git_config_free(read) }
    try check(
      git_config_add_file_ondisk(
        read, "/proc/self/fd/\(file.descriptor.rawValue)", GIT_CONFIG_LEVEL_LOCAL, nil, 0),
      "take over git's configuration")
    var config: OpaquePointer?
    try check(git_config_snapshot(&config, read), "take over git's configuration")
    return config
  }
}
