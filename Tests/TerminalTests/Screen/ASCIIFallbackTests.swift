import Foundation
import Terminal
import Testing
import Text

/// Where symbols can't be drawn, something ASCII of the same width stands for each.
@Suite struct ASCIIFallbackTests {
  /// Every scalar beyond ASCII that stands in a string of the sources that draw.
  private static let drawn: Set<Unicode.Scalar> = {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources")
    var scalars: Set<Unicode.Scalar> = []
    for module in ["Console", "Terminal", "Text", "Sync", "Checks", "Git", "edgesync"] {
      let folder = sources.appendingPathComponent(module)
      let names = FileManager.default.enumerator(atPath: folder.path)
      while let name = names?.nextObject() as? String {
        guard name.hasSuffix(".swift"), !name.hasSuffix("ASCIIFallback.swift"),
          let text = try? String(
            contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        else { continue }
        for line in text.split(separator: "\n") {
          let code = line.drop { $0 == " " }
          if code.hasPrefix("//") { continue }
          scalars.formUnion(code.unicodeScalars.filter { !$0.isASCII })
        }
      }
    }
    return scalars
  }()

  @Test func everySymbolThatIsDrawnHasOne() {
    #expect(Self.drawn.count > 20)
    #expect(Self.drawn.contains("┌") && Self.drawn.contains("✓"))
    for scalar in Self.drawn {
      let stand = ASCIIFallback.ascii(String(scalar), width: UnicodeWidth.cells(of: scalar))
      #expect(stand != "?", "\(scalar) has no stand-in")
    }
  }

  @Test(arguments: [
    ("a", 1), ("~", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("😀", 2), ("─", 1), ("✗", 1),
    ("…", 1), ("\u{FFFD}", 1),
  ])
  func aStandInIsAsWideAndASCII(_ text: String, _ width: Int) {
    let stand = ASCIIFallback.ascii(text, width: width)
    #expect(stand.utf8.count == width)
    #expect(stand.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) })
  }

  /// A name can be read, and no two marks that say how something stands look alike.
  @Test func namesAndMarksCanBeTold() {
    let name = "Sjöberg Łukasz Ærø ‘Çelik’".map { ASCIIFallback.ascii(String($0), width: 1) }
      .joined()
    #expect(name == "Sjoberg Lukasz Aro 'Celik'")
    for kind in ["✓✗◐○●◑⊘✎◆!»«+", "+−»«↪"] {
      let marks = kind.map { ASCIIFallback.ascii(String($0), width: 1) }
      #expect(Set(marks).count == marks.count, "\(marks)")
    }
  }

  @Test func whatIsASCIIStays() {
    for value in UInt8(0x20)..<0x7F {
      let text = String(Unicode.Scalar(value))
      #expect(ASCIIFallback.ascii(text, width: 1) == text)
    }
    #expect(ASCIIFallback.ascii("e\u{301}", width: 1) == "e")
    #expect(ASCIIFallback.ascii("漢", width: 2) == "??")
  }
}
