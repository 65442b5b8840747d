import Foundation
import Git
import SystemPackage
import Terminal
import Text
import Themes

/// The themes there are: the terminal's own colours, those that come with edgesync, and the user's own.
package struct ThemeLibrary: Sendable {
  /// There is no theme of a name.
  package struct Unknown: ActionableError {
    let name: SafeText
    /// Those that there are.
    let known: [SafeText]

    /// What failed.
    package var what: SafeText { "there is no theme `\(name)`" }
    /// Why it failed.
    package var why: SafeText { "" }
    /// The next step.
    package var remedy: SafeText {
      "Choose one of " + known.joined(separator: ", ")
    }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .invalid }
  }

  private let userFolder: FilePath

  /// The themes with those in the configuration's folder `themes`, which go before others of their name.
  package init(configuration folder: FilePath) {
    userFolder = folder.appending("themes")
  }

  /// Their names, the terminal's own first, then that of the pair.
  package var names: [String] {
    let own = userFiles.map { String($0.dropLast(5)) }
    let all = Set(own + BundledThemes.all.map(\.name)).subtracting(Self.first)
    return Self.first + all.sorted()
  }

  private static let first = [Theme.terminal.name, ThemePair.name]

  /// The theme of a name.
  ///
  /// - Parameters:
  ///   - name: The name, or ``ThemePair/name``.
  ///   - isOnLight: Whether the terminal says that text is on a light background.
  ///   - pair: The themes that the pair's name stands for.
  /// - Throws: ``Unknown``, or ``Base16Scheme/Invalid`` where its file is no scheme.
  package func theme(
    _ name: String, onLight isOnLight: Bool = false, pair: ThemePair = ThemePair()
  ) throws -> Theme {
    let name = name == ThemePair.name ? (isOnLight ? pair.light : pair.dark) : name
    if name == Theme.terminal.name { return isOnLight ? .terminalOnLight : .terminal }
    if userFiles.contains(name + ".yaml") {
      let bytes = try FileSync.readFile(
        userFolder.appending(name + ".yaml"), limit: ConfigurationFile.maximumBytes,
        followsLinks: true)
      let text = String(decoding: bytes ?? [], as: UTF8.self)
      return Theme(try Base16Scheme(parsing: text, file: name + ".yaml"))
    }
    guard let bundled = BundledThemes.all.first(where: { $0.name == name }) else {
      throw Unknown(name: SafeText(name), known: names.map { SafeText($0) })
    }
    return Theme(try Base16Scheme(parsing: bundled.yaml, file: name + ".yaml"))
  }

  private var userFiles: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: userFolder.string)) ?? []
    return names.filter { $0.hasSuffix(".yaml") && $0.count > 5 }
  }
}
