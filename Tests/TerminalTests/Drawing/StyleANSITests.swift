import Terminal
import Testing
import Text

@Suite struct StyleANSITests {
  @Test(
    arguments: [
      (.plain, ""), (Style(attributes: .bold), "1"),
      (Style(foreground: .ansi(1), attributes: [.bold, .underline]), "1;4;31"),
      (Style(foreground: .ansi(9), background: .ansi(3)), "91;43"),
      (Style(background: .rgb(1, 2, 255), attributes: .reverse), "7;48;2;1;2;255"),
    ] as [(Style, String)])
  func namesALookForAStream(_ style: Style, _ codes: String) {
    #expect(style.ansi == codes)
  }

  @Test func goodAndBadDifferInATerminal() {
    #expect(Theme.terminal[.text].ansi == "")
    #expect(Theme.terminal[.good].ansi == "32")
    #expect(Theme.terminal[.bad].ansi == "1;31")
  }
}
