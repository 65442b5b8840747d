import Foundation
import Testing
import Text

/// Cells that scalars and texts take.
@Suite struct UnicodeWidthTests {
  @Test(arguments: [
    ("a", 1), ("~", 1), ("é", 1), ("ß", 1), ("\u{A0}", 1), ("Ω", 1), ("Ж", 1), ("א", 1), ("ا", 1),
    ("ก", 1), ("\u{E31}", 0), ("\u{301}", 0), ("\u{20DD}", 0), ("\u{5B0}", 0), ("\u{93E}", 0),
    ("─", 1), ("▸", 1), ("✓", 1), ("…", 1), ("→", 1), ("§", 1), ("±", 1), ("“", 1), ("☃", 1),
    ("日", 2), ("本", 2), ("あ", 2), ("ア", 2), ("ｱ", 1), ("한", 2), ("ᄀ", 2), ("ᅡ", 0), ("　", 2),
    ("Ａ", 2), ("￠", 2), ("。", 2), ("ㄅ", 2), ("㍿", 2), ("\u{20000}", 2), ("\u{3FFFD}", 2),
    ("😀", 2), ("👩", 2), ("🚀", 2), ("⌚", 2), ("⭐", 2), ("🇵", 2), ("☀", 1), ("❤", 1),
    ("\u{1F3FB}", 2),
    ("\u{10FFFD}", 1), ("\u{E000}", 1),
  ])
  func aScalarTakesItsCells(_ text: String, _ cells: Int) throws {
    let scalar = try #require(text.unicodeScalars.first)
    #expect(UnicodeWidth.cells(of: scalar) == cells, "U+\(String(scalar.value, radix: 16))")
  }

  @Test(arguments: [
    ("", 0), ("plain", 5), ("日本語", 6), ("e\u{301}tude", 5), ("a日b", 4), ("\u{1B}[0m", 5),
    ("\u{202E}", 8), ("\u{301}", 1), ("caf\u{E9}", 4),
  ])
  func aTextTakesItsCells(_ text: String, _ cells: Int) {
    #expect(SafeText(text).width == cells)
  }

  /// The C library's answer where every version gives the same one.
  @Test func widthsAgreeWithTheCLibrary() throws {
    // Looked up by name: the header declares it only where a feature macro asks for it.
    typealias Width = @convention(c) (wchar_t) -> CInt
    let wcwidth = unsafeBitCast(try #require(dlsym(nil, "wcwidth")), to: Width.self)
    let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
    defer { freelocale(locale) }
    let previous = uselocale(locale)
    defer { uselocale(previous) }
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x300...0x34E, 0x350...0x36F, 0x391...0x3C9,
      0x410...0x44F, 0x5D0...0x5EA, 0x1E00...0x1EFF, 0x2190...0x21FF, 0x2500...0x259F,
      0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FA5, 0xAC00...0xD7A3, 0xFF01...0xFF5E,
      0xFF61...0xFF9F, 0x1F600...0x1F64F, 0x20000...0x2A6D6,
    ]
    var compared = 0
    var different: [String] = []
    for value in ranges.joined() {
      let expected = Int(wcwidth(wchar_t(value)))
      guard let scalar = Unicode.Scalar(value), expected >= 0 else { continue }
      if UnicodeWidth.cells(of: scalar) != expected { different.append(String(value, radix: 16)) }
      compared += 1
    }
    #expect(different.isEmpty, "\(different.prefix(20))")
    #expect(compared > 70_000)
  }
}
