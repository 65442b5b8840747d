import Support
import Testing
import Text

/// What holds for any text at all.
@Suite struct SafeTextPropertyTests {
  /// Whether a scalar may reach a terminal, by Unicode's own properties rather than our tables.
  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 { return false }
    if scalar.value < 0x7F { return true }
    let properties = scalar.properties
    if properties.isBidiControl || properties.isDefaultIgnorableCodePoint
      || properties.isNoncharacterCodePoint
    {
      return false
    }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate: return false
    // Marks that stand before numbers are of this category and are seen.
    case .format: return properties.isPrependedMark
    default: return true
    }
  }

  @Test func everyScalarIsMadeSafeAndNoneIsDropped() {
    var unsafe: [UInt32] = []
    var dropped: [UInt32] = []
    // A plane's row at a time, each scalar between blanks, so that each part is what became of one.
    for row in UInt32(0)...0x10FF {
      let scalars = (row << 8...row << 8 | 0xFF).compactMap { Unicode.Scalar($0) }
      var bytes: [UInt8] = []
      for scalar in scalars { bytes += Array(String(scalar).utf8) + [0x20] }
      let text = SafeText(bytes: bytes)
      if !text.string.unicodeScalars.allSatisfy(Self.isSafe) { unsafe.append(row) }
      let parts = text.string.utf8.split(separator: 0x20)
      if parts.count != scalars.count { dropped.append(row) }
    }
    // A blank between blanks makes no part.
    #expect(dropped == [0], "\(dropped.prefix(20).map { String($0, radix: 16) })")
    #expect(unsafe.isEmpty, "\(unsafe.prefix(20).map { String($0, radix: 16) })")
  }

  @Test func everyPairOfBytesIsMadeSafe() {
    var unsafe: [[UInt8]] = []
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let text = SafeText(bytes: [first, second])
        if text.isEmpty || !text.string.unicodeScalars.allSatisfy(Self.isSafe) {
          unsafe.append([first, second])
        }
      }
    }
    #expect(unsafe.isEmpty, "\(unsafe.prefix(20))")
  }

  @Test func randomTextKeepsItsRules() {
    for seed in UInt64(0)..<3000 {
      var generator = SeededGenerator(seed: seed)
      let bytes = HostileText.bytes(upTo: 24, using: &generator)
      let text = SafeText(bytes: bytes, tabs: seed.isMultiple(of: 2) ? nil : 8)
      #expect(text.string.unicodeScalars.allSatisfy(Self.isSafe), "seed \(seed)")
      let cells = Array(text.cells)
      #expect(cells.map { String($0.text) }.joined() == text.string, "seed \(seed)")
      #expect(cells.reduce(0) { $0 + $1.width } == text.width, "seed \(seed)")
      let isSound = cells.allSatisfy { cell in
        let scalars = cell.text.unicodeScalars
        return scalars.count <= 1 + SafeText.maximumMarks
          && scalars.first.map { UnicodeWidth.cells(of: $0) } == cell.width
      }
      #expect(isSound, "seed \(seed)")
      // Already safe: made safe again, it stays as it is.
      #expect(SafeText(text.string).string == text.string, "seed \(seed)")
    }
  }

  @Test func joinedTextsHaveTheCellsOfBoth() {
    for seed in UInt64(0)..<1000 {
      var generator = SeededGenerator(seed: seed)
      let one = SafeText(bytes: HostileText.bytes(upTo: 12, using: &generator))
      let two = SafeText(bytes: HostileText.bytes(upTo: 12, using: &generator))
      #expect(Array((one + two).cells) == Array(one.cells) + Array(two.cells), "seed \(seed)")
      let both: SafeText = "\(one)\(two)"
      #expect(both == one + two, "seed \(seed)")
    }
  }

  @Test(
    arguments: HostileText.escapes + [
      "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}x", "日本語", "👩‍💻 by Ana", "a\u{202E}b\u{2066}c",
      "\u{E0041}\u{E007F}", "Ünïcödé\r\n\ttab", "\u{FFFE}\u{FEFF}",
    ])
  func splitAtEveryByteItStaysSafe(_ text: String) {
    let bytes = Array(text.utf8)
    for index in 0...bytes.count {
      let head = SafeText(bytes: bytes[..<index])
      let tail = SafeText(bytes: bytes[index...])
      let whole = head + tail
      #expect(whole.string.unicodeScalars.allSatisfy(Self.isSafe), "split at \(index)")
      // What comes later never joins what stands there already.
      #expect(Array(whole.cells) == Array(head.cells) + Array(tail.cells), "split at \(index)")
    }
  }
}

extension Unicode.Scalar.Properties {
  /// `Prepended_Concatenation_Mark`, which Swift doesn't give: Arabic, Syriac and Kaithi number signs.
  fileprivate var isPrependedMark: Bool {
    let name = name ?? ""
    return [
      "NUMBER", "END OF AYAH", "ABBREVIATION MARK", "SANAH", "SAFHA", "SAMVAT", "FOOTNOTE", "POUND",
      "PIASTRE", "DISPUTED",
    ]
    .contains { name.contains($0) }
  }
}
