import Console
import Support
import SystemPackage
import Terminal
import Testing
import Text

/// Themes come from the program and from the user's folder, and a choice is kept.
@Suite struct ThemeLibraryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var file: ConfigurationFile {
    ConfigurationFile(["XDG_CONFIG_HOME": folder.path.string, "HOME": "/nonexistent"])
  }

  private var library: ThemeLibrary { ThemeLibrary(configuration: file.folder) }

  private static func scheme(_ name: String) -> String {
    let palette = (0..<16).map {
      "  base0\(String($0, radix: 16, uppercase: true)): \"#0\(String($0, radix: 16))0000\"\n"
    }
    return "system: base16\nname: \(name)\npalette:\n" + palette.joined()
  }

  @Test func theTerminalsOwnComesFirst() throws {
    let names = library.names
    #expect(names.starts(with: ["terminal", "auto"]))
    #expect(Set(names).isSuperset(of: ["nord", "github", "high-contrast", "solarized-light"]))
    #expect(Array(names.dropFirst(2)) == names.dropFirst(2).sorted())
    for name in names { _ = try library.theme(name) }
    #expect(try library.theme("terminal").name == Theme.terminal.name)
  }

  @Test func aPairIsTakenByTheBackground() throws {
    let pair = ThemePair()
    for (isLight, name) in [(false, pair.dark), (true, pair.light)] {
      #expect(try library.theme("auto", onLight: isLight) == library.theme(name))
    }
    #expect(try library.theme("terminal", onLight: true) != .terminal)
    // Whoever chose a theme has it, whatever is behind it.
    #expect(try library.theme("nord", onLight: true) == library.theme("nord"))
    let text = "theme: { dark: nord, light: none }\n"
    try folder.write(Array(text.utf8), to: "edgesync/config.yml")
    let settings = try file.read()
    #expect(settings.theme == "auto")
    #expect(try library.theme("auto", pair: settings.themePair) == library.theme("nord"))
    #expect(throws: ThemeLibrary.Unknown.self) {
      try library.theme("auto", onLight: true, pair: settings.themePair)
    }
    // A pair of its own is no other choice than `auto`; a theme is.
    try file.keep(theme: "auto")
    #expect(folder.text(of: "edgesync/config.yml") == text)
    try file.keep(theme: "nord")
    #expect(folder.text(of: "edgesync/config.yml") == "theme: \"nord\"\n")
  }

  @Test(arguments: [
    "theme: { dark: nord }", "theme: [nord]", "theme: { dark: nord, light: [a] }",
    "theme: { dark: a, light: b, night: c }",
  ])
  func halfAPairIsNone(_ text: String) throws {
    try folder.write(Array(text.utf8), to: "edgesync/config.yml")
    let error = try #require(throws: ConsoleConfiguration.Invalid.self) { try file.read() }
    #expect(
      error.message.string.contains(
        "config.yml:1: theme has to be a name, or `{ dark: NAME, light: NAME }`"))
  }

  @Test func theUsersOwnGoBeforeOthersOfTheirName() throws {
    try folder.write(Array(Self.scheme("Mine").utf8), to: "edgesync/themes/nord.yaml")
    try folder.write(Array(Self.scheme("New").utf8), to: "edgesync/themes/new.yaml")
    try folder.write(Array("x".utf8), to: "edgesync/themes/notes.txt")
    try folder.write(Array("system: base24".utf8), to: "edgesync/themes/broken.yaml")
    #expect(try library.theme("nord").name == "Mine")
    #expect(try library.theme("new").name == "New")
    #expect(library.names.filter { $0 == "nord" }.count == 1)
    #expect(library.names.contains("new") && !library.names.contains("notes"))
    let error = try #require(throws: Base16Scheme.Invalid.self) { try library.theme("broken") }
    #expect(error.message.string.contains("broken.yaml"))
  }

  @Test(arguments: ["none", "../nord", "nord.yaml", "", "\u{1B}[31m"])
  func anUnknownNameIsSaid(_ name: String) throws {
    let error = try #require(throws: ThemeLibrary.Unknown.self) { try library.theme(name) }
    #expect(error.message.string.hasPrefix("there is no theme `"))
    #expect(error.message.string.contains("Choose one of terminal, "))
    #expect(!error.message.string.contains("\u{1B}"))
  }

  @Test func onlyAnAbsoluteFolderCounts() {
    let home = ["HOME": "/home/robin"]
    #expect(ConfigurationFile(home).folder == "/home/robin/.config/edgesync")
    for (name, folder) in [
      ("/etc/xdg", "/etc/xdg/edgesync"), ("xdg", "/home/robin/.config/edgesync"),
    ] {
      let environment = home.merging(["XDG_CONFIG_HOME": name]) { $1 }
      #expect(ConfigurationFile(environment).folder.string == folder)
    }
  }

  /// What the file says, and what it has to say once a theme was kept.
  private static let kept: [(before: String?, after: String)] = [
    (nil, "theme: \"nord\"\n"),
    ("", "theme: \"nord\"\n"),
    ("theme: old\n", "theme: \"nord\"\n"),
    (
      "# mine\nascii: true   # why\n\ntheme: old\nkeys:\n  quit: Q\n",
      "# mine\nascii: true   # why\n\ntheme: \"nord\"\nkeys:\n  quit: Q\n"
    ),
    ("keys:\n  quit: Q\n", "keys:\n  quit: Q\ntheme: \"nord\"\n"),
    ("ascii: true", "ascii: true\ntheme: \"nord\"\n"),
    ("ascii: true\r\ntheme: old\r\ndiff: {}\r\n", "ascii: true\r\ntheme: \"nord\"\r\ndiff: {}\r\n"),
    ("ascii: true\n\n\n", "ascii: true\n\n\ntheme: \"nord\"\n"),
    ("theme: old # dark\nascii: true\n", "theme: \"nord\"\nascii: true\n"),
  ]

  @Test(arguments: kept.indices)
  func keepingAThemeLeavesTheRestByteForByte(_ index: Int) throws {
    let (before, after) = Self.kept[index]
    if let before { try folder.write(Array(before.utf8), to: "edgesync/config.yml") }
    try file.keep(theme: "nord")
    #expect(folder.text(of: "edgesync/config.yml") == after)
    #expect(try file.read().theme == "nord")
    // A second time changes nothing more.
    try file.keep(theme: "nord")
    #expect(folder.text(of: "edgesync/config.yml") == after)
  }

  /// What a file says in another way than on a line of its own isn't guessed at.
  @Test(arguments: ["{ theme: old }\n", "\"theme\": old\n", "theme:\n  old\n"])
  func whatIsntUnderstoodStaysAsItIs(_ text: String) throws {
    try folder.write(Array(text.utf8), to: "edgesync/config.yml")
    let error = try #require(throws: ConsoleConfiguration.Invalid.self) {
      try file.keep(theme: "nord")
    }
    #expect(error.message.string.contains("config.yml: no line `theme:` can be set in it"))
    #expect(folder.text(of: "edgesync/config.yml") == text)
  }

  @Test(arguments: ["a \"b\" \\c", "caf\u{e9}", ": #", "- x", "~", "123"])
  func anyNameIsReadBack(_ name: String) throws {
    try file.keep(theme: name)
    #expect(try file.read().theme == name)
  }
}
