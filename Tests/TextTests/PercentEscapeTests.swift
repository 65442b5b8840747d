import Testing
import Text

struct PercentEscapeTests {
  private static let texts: [(String, String?)] = [
    ("", ""), ("a", "a"), ("%41", "A"), ("%e9%C3", "\u{E9}\u{C3}"), ("a%2525", "a%25"),
    ("%", nil), ("%4", nil), ("%+1", nil), ("% 1", nil), ("%4g", nil), ("a%zz%41", nil),
  ]

  @Test(arguments: texts)
  func readsWhatIsEscaped(_ text: String, _ bytes: String?) {
    let wanted = bytes?.unicodeScalars.map { UInt8($0.value) }
    #expect(PercentEscape.bytes(of: text.utf8) == wanted)
  }

  @Test(arguments: [("%", "%"), ("%4", "%4"), ("%+1", "%+1"), ("a%zz%41", "a%zzA"), ("%%41", "%A")])
  func leavesWhatIsNoEscapeWhereAsked(_ text: String, _ wanted: String) {
    #expect(PercentEscape.lenientBytes(of: text.utf8) == Array(wanted.utf8))
  }

  @Test func everyByteComesBack() {
    var text: [UInt8] = []
    for byte in UInt8.min...UInt8.max { PercentEscape.append(byte, to: &text) }
    #expect(text.prefix(6).elementsEqual("%00%01".utf8) && text.suffix(3).elementsEqual("%FF".utf8))
    #expect(PercentEscape.bytes(of: text) == Array(UInt8.min...UInt8.max))
  }
}
