import Support
import Terminal
import Testing
import Themes

/// Whatever a scheme's file holds, it is read whole or refused with a sentence.
@Suite struct Base16FuzzTests {
  private static let schemes = Fuzz(
    BundledThemes.all.map(\.yaml),
    words: [
      "[", "]", "{", "}", "- ", ": ", "? ", "&a ", "*a", "!!int ", "<<: *a\n", "|\n", "#", "\n",
      "  ",
      "\t", "---\n", "\"", "'", "\\", "\0", "system: base16\n", "palette:\n", "base00: ", "0x", "+",
      "\"#ffffff\"", "null", "\u{FEFF}", "variant: light\n",
    ])

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func aSchemeIsReadOrRefused() {
    var read = 0
    Self.schemes.forEach { input, seed in
      do {
        let scheme = try Base16Scheme(
          parsing: String(decoding: input, as: UTF8.self), file: "x.yaml")
        read += 1
        #expect(scheme.palette.count == 16, "seed \(seed)")
      } catch {
        let message = "\(error)"
        #expect(message.hasPrefix("the theme x.yaml can't be read: "), "seed \(seed)")
        #expect(!message.contains("\n"), "seed \(seed)")
      }
    }
    #expect(read > Fuzz.count / 50 && read < Fuzz.count)
  }

  /// Brackets that would end the process, were they gone into.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      String(repeating: "[", count: 100_000), String(repeating: "{a: ", count: 50_000),
      String(repeating: "- ", count: 50_000), String(repeating: "? ", count: 50_000),
      String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
    ])
  func nestingHasABound(_ text: String) {
    #expect(throws: Base16Scheme.Invalid.self) {
      try Base16Scheme(parsing: "x: " + text, file: "x.yaml")
    }
    #expect(throws: Base16Scheme.Invalid.self) {
      try Base16Scheme(parsing: text, file: "x.yaml")
    }
  }
}
