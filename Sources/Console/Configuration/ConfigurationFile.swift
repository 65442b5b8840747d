import Foundation
import Git
import SystemPackage
import Text

/// `config.yml` in edgesync's folder of `$XDG_CONFIG_HOME`.
package struct ConfigurationFile: Sendable {
  /// edgesync's folder of the user's configuration.
  package let folder: FilePath

  private var path: FilePath { folder.appending("config.yml") }

  /// The file that an environment names (XDG Base Directory 0.8: only an absolute path counts).
  package init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = environment["XDG_CONFIG_HOME"].map { FilePath($0) }
    let home = FilePath(environment["HOME"] ?? "/").appending(".config")
    folder = (named?.isAbsolute == true ? named ?? home : home).appending("edgesync")
  }

  /// What it says; everything as it is where there is none.
  package func read() throws -> ConsoleConfiguration {
    guard let bytes = try FileSync.readFile(path) else { return ConsoleConfiguration() }
    return try ConsoleConfiguration(
      parsing: String(decoding: bytes, as: UTF8.self), file: path.text)
  }

  /// Keeps a theme for the next time; whatever else the file says stays as it is.
  package func keep(theme: String) throws {
    let text = String(decoding: try FileSync.readFile(path) ?? [], as: UTF8.self)
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    try FileSync.replaceFile(path, with: Array(Self.setting(theme: theme, in: text).utf8))
  }

  /// A configuration's text with its theme set.
  static func setting(theme: String, in text: String) -> String {
    let line = "theme: \"\(theme.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    if let index = lines.firstIndex(where: { $0.hasPrefix("theme:") }) {
      lines[index] = line
    } else {
      lines.append(line)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
