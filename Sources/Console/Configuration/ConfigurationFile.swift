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
    guard let bytes = try content() else { return ConsoleConfiguration() }
    return try ConsoleConfiguration(
      parsing: String(decoding: bytes, as: UTF8.self), file: path.text)
  }

  /// Bytes of a file of the user's that are read at the most.
  static let maximumBytes = 1 << 20

  /// Its bytes; nil where there is none. People keep their settings elsewhere, and have a link here.
  private func content() throws(GitError) -> [UInt8]? {
    try FileSync.readFile(path, limit: Self.maximumBytes, followsLinks: true)
  }

  /// Keeps a theme for the next time; whatever else the file says stays as it is.
  ///
  /// - Throws: ``ConsoleConfiguration/Invalid`` where the theme stands in the file in a way that isn't
  ///   understood; the file stays as it is.
  package func keep(theme: String) throws {
    let text = String(decoding: try content() ?? [], as: UTF8.self)
    // A pair of its own is what `auto` stands for.
    if theme == ThemePair.name, (try? read())?.theme == theme { return }
    let changed = Self.setting(theme: theme, in: text)
    guard (try? ConsoleConfiguration(parsing: changed, file: path.text))?.theme == theme else {
      throw ConsoleConfiguration.Invalid(
        file: path.text, line: nil, reason: "no line `theme:` can be set in it")
    }
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    try FileSync.replaceFile(path, with: Array(changed.utf8))
  }

  /// A configuration's text with its theme set.
  private static func setting(theme: String, in text: String) -> String {
    let setting = "theme: \"\(theme.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    // By bytes: a carriage return and a newline are one character.
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    let end = lines.first?.last == 0x0D ? "\r" : ""
    var texts = lines.map { String(decoding: $0, as: UTF8.self) }
    if texts.last == "" { texts.removeLast() }
    if let index = texts.firstIndex(where: { $0.hasPrefix("theme:") }) {
      texts[index] = setting + end
    } else {
      texts.append(setting + end)
    }
    return texts.joined(separator: "\n") + "\n"
  }
}
