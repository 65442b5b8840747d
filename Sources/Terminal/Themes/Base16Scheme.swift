import Text
import Yams

/// A colour scheme in the base16 format (tinted-theming's base16 specification 0.11: YAML with
/// `system: base16` and a `palette` of base00 to base0F).
package struct Base16Scheme: Hashable, Sendable {
  /// What is wrong with a scheme's file.
  package struct Invalid: ActionableError {
    let file: SafeText
    let reason: SafeText

    /// What failed.
    package var what: SafeText { "the theme \(file) can't be read" }
    /// Why it failed.
    package var why: SafeText { reason }
    /// The next step.
    package var remedy: SafeText { "Fix the file, or choose another theme in the console" }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .invalid }
  }

  /// Its name.
  package let name: String
  /// Whether it is made for a dark background.
  package let isDark: Bool
  /// The sixteen colours, base00 to base0F.
  package let palette: [Color]

  /// Reads a scheme.
  ///
  /// - Parameters:
  ///   - text: The file's text.
  ///   - file: Its name, for messages and where the scheme has none.
  package init(parsing text: String, file: String) throws(Invalid) {
    let name = SafeText(file)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch {
      throw Invalid(file: name, reason: SafeText(String(describing: error)))
    }
    guard let root, root["system"]?.string == "base16" else {
      throw Invalid(file: name, reason: "it has no `system: base16`")
    }
    var palette: [Color] = []
    for number in 0..<16 {
      let key = "base0" + String(number, radix: 16, uppercase: true)
      guard let value = root["palette"]?[key]?.scalar?.string, let color = Self.color(value) else {
        throw Invalid(file: name, reason: "palette.\(key) has to be a colour like \"#a1b2c3\"")
      }
      palette.append(color)
    }
    self.name = root["name"]?.string ?? file
    isDark = root["variant"]?.string != "light"
    self.palette = palette
  }

  private static func color(_ text: String) -> Color? {
    let digits = text.hasPrefix("#") ? String(text.dropFirst()) : text
    // A sign would do for a number, but is no digit.
    guard digits.utf8.count == 6, digits.first != "+", let value = UInt32(digits, radix: 16) else {
      return nil
    }
    return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
  }
}
