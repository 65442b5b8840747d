import Foundation
import Support
import Terminal
import Testing
import Text

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Pictures of a screen hold its text, and text never becomes markup.
@Suite struct PictureTests {
  private static func svg(_ surface: Surface) -> String {
    surface.svg(
      foreground: .rgb(200, 200, 200), background: .rgb(0, 0, 0),
      palette: (0..<16).map { .rgb($0, $0, $0) })
  }

  /// What an XML parser makes of a picture: the elements' names and the text.
  private final class Reader: NSObject, XMLParserDelegate {
    var names: [String] = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      names.append(name)
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) {
      text += characters
    }
  }

  private static func read(_ svg: String) -> Reader? {
    let parser = XMLParser(data: Data(svg.utf8))
    let reader = Reader()
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  @Test(arguments: [
    "<script>x</script>", "a & b", "&amp;", "\"><svg onload=x>", "]]>", "<!--", "<?xml?>", "'",
  ])
  func textIsNoMarkup(_ text: String) throws {
    var surface = Surface(size: Size(width: 30, height: 1))
    surface.draw(SafeText(text), x: 0, y: 0)
    let reader = try #require(Self.read(Self.svg(surface)))
    #expect(Set(reader.names) == ["svg", "rect", "g", "text"])
    #expect(reader.text.replacing("\u{A0}", with: " ").contains(text))
  }

  @Test(arguments: 0..<20)
  func anySurfaceIsWellFormed(_ seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var surface = Surface(size: Size(width: 40, height: 6))
    for y in 0..<6 {
      surface.draw(
        SafeText(bytes: HostileText.bytes(upTo: 60, using: &generator)), x: 0, y: y,
        style: Style(
          foreground: generator.pick([.standard, .ansi(UInt8(generator.below(256))), .rgb(1, 2, 3)]
          ),
          background: generator.pick([.standard, .ansi(200)]),
          attributes: Style.Attributes(rawValue: UInt8(generator.below(32)))))
    }
    let reader = try #require(Self.read(Self.svg(surface)), "seed \(seed)")
    #expect(Set(reader.names).isSubset(of: ["svg", "rect", "g", "text"]))
    // Everything that can be seen is there.
    let seen = { (text: String) in text.unicodeScalars.filter { !$0.properties.isWhitespace } }
    #expect(Array(seen(reader.text)) == Array(seen(surface.text)), "seed \(seed)")
  }

  @Test func textIsTheRowsWithoutTheirLastBlanks() {
    var surface = Surface(size: Size(width: 6, height: 3))
    surface.draw("a漢 ", x: 0, y: 0)
    surface.draw("x", x: 2, y: 2)
    #expect(surface.text == "a漢\n\n  x\n")
  }

  @Test func stylesAreTold() {
    let style = Style(foreground: .ansi(3), background: .rgb(1, 2, 3), attributes: [.bold, .dim])
    var surface = Surface(size: Size(width: 4, height: 1))
    surface.draw("ab", x: 1, y: 0, style: style)
    #expect(style.text == "fg ansi 3, bg 1 2 3, bold, dim")
    #expect(Style.plain.text == "plain")
    #expect(surface.styleText == " aa\na fg ansi 3, bg 1 2 3, bold, dim\n")
  }
}
