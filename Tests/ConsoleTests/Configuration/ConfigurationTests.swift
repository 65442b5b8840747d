import Console
import Foundation
import Support
import SystemPackage
import Terminal
import Testing
import Text

/// `config.yml`: settings are read, and what is wrong is named with its line.
@Suite struct ConfigurationTests {
  private static func parse(_ text: String) throws -> ConsoleConfiguration {
    try ConsoleConfiguration(parsing: text, file: "config.yml")
  }

  /// Configurations that are taken.
  static let good = [
    """
    theme: nord
    accessible: true
    ascii: yes
    diff: { tabs: 4 }
    keys:
      quit: Q
      halfUp: [ctrl-b, f5]
    """,
    "theme: { dark: nord, light: github }\ndiff: {}\nkeys:\n  commits: 9\n", "{}",
  ]

  @Test func settingsAreRead() throws {
    let configuration = try Self.parse(Self.good[0])
    #expect(configuration.theme == "nord" && configuration.tabs == 4)
    #expect(configuration.isAccessible && configuration.isASCII)
    #expect(configuration.keys.keys(of: .quit) == [Key("Q")])
    #expect(
      configuration.keys.keys(of: .halfUp) == [
        Key(.scalar("b"), isControl: true), Key(.function(5)),
      ])
  }

  /// As declared, no key belongs to two actions in one place.
  @Test func theDeclaredKeysAreTakenAsTheyAre() throws {
    let all = KeyTable.rows().filter { !$0.keys.isEmpty }.map { row in
      let keys = row.keys.string.components(separatedBy: ", ")
      return "  \(row.name): [" + keys.map { "\"\($0)\"" }.joined(separator: ", ") + "]\n"
    }
    _ = try Self.parse("keys:\n" + all.joined())
  }

  @Test(arguments: ["", "# nothing\n", "{}", "diff: {}\n"])
  func withoutSettingsEverythingIsAsItIs(_ text: String) throws {
    let configuration = try Self.parse(text)
    #expect(configuration.theme == "terminal" && configuration.tabs == 8)
    #expect(!configuration.isAccessible && !configuration.isASCII)
  }

  /// Configurations that are refused, with the line and the reason.
  static let bad: [(String, Int, String)] = [
    ("theme: [a]", 1, "theme has to be a name, or `{ dark: NAME, light: NAME }`"),
    ("\naccessible: maybe", 2, "accessible has to be true or false"),
    ("theme: nord\nascii: 3", 2, "ascii has to be true or false"),
    ("diff: { tabs: 0 }", 1, "diff.tabs has to be a number from 1 to 16"),
    ("diff:\n  tabs: 17", 2, "diff.tabs has to be a number from 1 to 16"),
    ("diff: { tabs: many }", 1, "diff.tabs has to be a number from 1 to 16"),
    ("diff: 4", 1, "diff has to be a mapping"),
    ("diff: { tab: 4 }", 1, "there is no setting `diff.tab`"),
    ("keys: [a]", 1, "keys has to be a mapping of actions to keys"),
    ("keys:\n  quit: q\n  dance: d", 3, "there is no action `dance`"),
    ("keys:\n  quit: [q, ctrl-ä]", 2, "there is no key `ctrl-ä`"),
    ("keys:\n  quit: \"\\e[31m\"", 2, "there is no key `^[[31m`"),
    ("keys:\n  quit: [[q]]", 2, "quit has to be a key or a list of keys"),
    ("keys:\n  quit: { a: b }", 2, "quit has to be a key or a list of keys"),
    ("keys:\n  fetch: Y\n  pin: [v]", 3, "`v` is a key of pin and of validate"),
    ("keys: { quit: x }", 1, "`x` is a key of quit and of reviewed"),
    ("keys: { up: [up, p] }", 1, "`p` is a key of up and of pin"),
    ("theme: nord\ncolour: red", 2, "there is no setting `colour`"),
    ("theme: \"\\q\"", 1, "found unknown escape character"),
    ("theme: nord\n  x: [", 2, "mapping values are not allowed in this context"),
  ]

  @Test(arguments: bad)
  func aBadSettingIsNamedWithItsLine(_ text: String, _ line: Int, _ reason: String) throws {
    let error = try #require(throws: ConsoleConfiguration.Invalid.self) { try Self.parse(text) }
    let message = error.message.string
    #expect(message.hasPrefix("config.yml:\(line): \(reason)"), "\(message)")
    #expect(!message.contains("\n") && error.exitStatus == .invalid)
  }

  private static let files = Fuzz(
    [
      "theme: nord\naccessible: false\ndiff: { tabs: 4 }\nkeys:\n  quit: Q\n  halfUp: [ctrl-b, f5]\n"
    ],
    words: [
      "[", "]", "{", "}", "- ", ": ", "? ", "&a ", "*a", "|\n", "#", "\n", "  ", "\t", "\"", "'",
      "\0",
      "keys:\n", "quit: ", "ctrl-", "tabs: 99999999999999999999", "null", "~", "true", "\u{FEFF}",
    ])

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func aFileIsReadOrRefused() {
    var read = 0
    Self.files.forEach { input, seed in
      do {
        let configuration = try Self.parse(String(decoding: input, as: UTF8.self))
        read += 1
        #expect((1...16).contains(configuration.tabs), "seed \(seed)")
      } catch {
        let message = "\(error)"
        #expect(message.hasPrefix("config.yml") && !message.contains("\n"), "seed \(seed)")
      }
    }
    #expect(read > Fuzz.count / 50 && read < Fuzz.count)
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
      String(repeating: "- ", count: 50_000),
      "keys: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
    ])
  func nestingHasABound(_ text: String) {
    #expect(throws: ConsoleConfiguration.Invalid.self) { try Self.parse(text) }
  }
}
