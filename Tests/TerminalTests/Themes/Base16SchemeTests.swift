import Foundation
import Terminal
import Testing
import Text
import Themes

/// Schemes in the base16 format are read whole or refused with what is wrong.
@Suite struct Base16SchemeTests {
  private static func scheme(
    _ head: String = "system: base16\nname: Night\nvariant: dark\n",
    changing key: String? = nil, to value: String? = nil
  ) -> String {
    let lines = (0..<16).compactMap { number -> String? in
      let name = "base0" + String(number, radix: 16, uppercase: true)
      let usual = "\"#0\(String(number, radix: 16))0203\""
      if name == key { return value.map { "  \(name): \($0)" } }
      return "  \(name): \(usual)"
    }
    return head + "palette:\n" + lines.joined(separator: "\n") + "\n"
  }

  @Test func aSchemeIsRead() throws {
    let scheme = try Base16Scheme(parsing: Self.scheme(), file: "night.yaml")
    #expect(scheme.name == "Night" && scheme.isDark)
    #expect(scheme.palette == (0..<16).map { .rgb(UInt8($0), 2, 3) })
  }

  @Test func whatMayBeLeftOutMayBeLeftOut() throws {
    let light = try Base16Scheme(
      parsing: Self.scheme("system: \"base16\"\nvariant: light\n"), file: "day.yaml")
    #expect(light.name == "day.yaml" && !light.isDark)
    let bare = try Base16Scheme(
      parsing: Self.scheme(changing: "base0A", to: "A1b2C3"), file: "x.yaml")
    #expect(bare.palette[10] == .rgb(0xA1, 0xB2, 0xC3) && bare.isDark)
    // Six digits without quotes are a number to YAML, and a colour here.
    let number = try Base16Scheme(
      parsing: Self.scheme(changing: "base01", to: "001122"), file: "x.yaml")
    #expect(number.palette[1] == .rgb(0, 0x11, 0x22))
  }

  @Test(
    arguments: [
      (nil, "palette.base0C has to be a colour"),
      ("\"#12345\"", "palette.base0C has to be a colour"),
      ("\"#1234567\"", "palette.base0C has to be a colour"),
      ("\"#12345g\"", "palette.base0C has to be a colour"),
      ("\"#+12345\"", "palette.base0C has to be a colour"),
      ("\"+12345\"", "palette.base0C has to be a colour"),
      ("\"##12345\"", "palette.base0C has to be a colour"),
      ("red", "palette.base0C has to be a colour"), ("[1]", "palette.base0C has to be a colour"),
      ("\"\"", "palette.base0C has to be a colour"),
      ("\"１２３４５６\"", "palette.base0C has to be a colour"),
    ] as [(String?, String)])
  func aColourThatIsNoneIsNamed(_ value: String?, _ reason: String) throws {
    let error = try #require(throws: Base16Scheme.Invalid.self) {
      try Base16Scheme(parsing: Self.scheme(changing: "base0C", to: value), file: "x.yaml")
    }
    #expect(error.message.string.hasPrefix("the theme x.yaml can't be read: \(reason)"))
    #expect(error.exitStatus == .invalid)
  }

  @Test(arguments: [
    "", "# nothing\n", "[]", "base16", "system: base24\n", "system: [base16]\n", "palette: {}\n",
    "scheme: Old\nauthor: A\nbase00: \"000000\"\n",
  ])
  func anotherFormatIsRefused(_ text: String) throws {
    let error = try #require(throws: Base16Scheme.Invalid.self) {
      try Base16Scheme(parsing: text, file: "x.yaml")
    }
    #expect(error.message.string.contains("it has no `system: base16`"))
  }

  @Test(arguments: ["a: [", "a: b: c", "\t- x", "a: \"\\q\"", "%YAML 9"])
  func whatIsNoYAMLIsRefused(_ text: String) throws {
    let error = try #require(throws: Base16Scheme.Invalid.self) {
      try Base16Scheme(parsing: text, file: "x\u{1B}.yaml")
    }
    #expect(error.message.string.hasPrefix("the theme x^[.yaml can't be read: "))
    #expect(!error.message.string.contains("\n"))
  }

  // MARK: The schemes that come with edgesync

  private static func bundled(_ name: String) throws -> Base16Scheme {
    let yaml = try #require(BundledThemes.all.first { $0.name == name }).yaml
    return try Base16Scheme(parsing: yaml, file: name)
  }

  @Test func everyDocumentIsAThemeOfItsOwn() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("themes/base16.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
    let names = BundledThemes.all.map(\.name)
    #expect(names.count == text.split(separator: "\n").count { $0 == "---" })
    #expect(Set(names).count == names.count && names.contains("nord"))
  }

  /// The contrast of two colours (WCAG 2.2, "relative luminance" and "contrast ratio").
  private static func contrast(_ one: Color, _ two: Color) throws -> Double {
    func luminance(_ color: Color) throws -> Double {
      guard case .rgb(let red, let green, let blue) = color else {
        throw Unexpected(color: color)
      }
      let parts = [red, green, blue].map { part -> Double in
        let value = Double(part) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let values = [try luminance(one), try luminance(two)].sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
  }

  private struct Unexpected: Error {
    let color: Color
  }

  @Test func contrastIsWCAGs() throws {
    #expect(try abs(Self.contrast(.rgb(0, 0, 0), .rgb(255, 255, 255)) - 21) < 0.01)
    #expect(try abs(Self.contrast(.rgb(118, 118, 118), .rgb(255, 255, 255)) - 4.54) < 0.01)
  }

  @Test(arguments: BundledThemes.all.map(\.name))
  func textCanBeRead(_ name: String) throws {
    let scheme = try Self.bundled(name)
    #expect(try Self.contrast(scheme.palette[5], scheme.palette[0]) >= 4.5)
    let isDark = try Self.contrast(scheme.palette[0], .rgb(0, 0, 0)) < 4.5
    #expect(scheme.isDark == isDark)
  }

  /// The row under the cursor is the one that is read. Reversed, it has the text's colours alone.
  @Test(arguments: BundledThemes.all.map(\.name))
  func theSelectedRowCanBeRead(_ name: String) throws {
    let theme = Theme(try Self.bundled(name))
    let row = theme[.selection]
    #expect(try Self.contrast(theme[.text].foreground, row.background) >= 4.5)
    if !row.attributes.contains(.reverse) {
      for role in [Role.id, .dim, .synced, .author] {
        #expect(try Self.contrast(theme[role].foreground, row.background) >= 3, "\(role)")
      }
    }
  }

  /// What colours have to tell apart: what is good from what is bad, what was added from what was deleted.
  @Test(arguments: BundledThemes.all.map(\.name))
  func rolesAreToldApart(_ name: String) throws {
    let theme = Theme(try Self.bundled(name))
    func distance(_ one: Color, _ two: Color) -> Int {
      guard case .rgb(let r1, let g1, let b1) = one, case .rgb(let r2, let g2, let b2) = two else {
        return 0
      }
      return [(r1, r2), (g1, g2), (b1, b2)].reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    }
    func expectApart(_ roles: [Role], _ least: Int, _ color: (Style) -> Color) {
      for (place, first) in roles.enumerated() {
        for second in roles[(place + 1)...] {
          let apart = distance(color(theme[first]), color(theme[second]))
          #expect(apart >= least, "\(first) and \(second) are \(apart) apart")
        }
      }
    }
    expectApart([.good, .bad, .key], 40) { $0.foreground }
    expectApart([.addition, .deletion, .text], 40) { $0.foreground }
    expectApart([.string, .keyword, .function], 24) { $0.foreground }
    expectApart([.text, .additionLine, .deletionLine, .moved], 14) { $0.background }
    expectApart([.additionLine, .additionWord], 20) { $0.background }
    expectApart([.deletionLine, .deletionWord], 20) { $0.background }
    for role in Role.allCases {
      #expect(theme[role].foreground != theme[role].background, "\(role)")
    }
    #expect(theme[.selection] != theme[.text] && theme[.synced] != theme[.override])
    #expect(theme.tintsRows && !Theme.terminal.tintsRows)
  }
}
