import Git
import Reading

/// The lines of a hunk as a test writes them: each with its mark before it.
struct HunkLines {
  let kinds: [FilePatch.LineKind]
  let texts: [[UInt8]]

  init(_ lines: [[UInt8]]) {
    kinds = lines.map {
      switch $0.first {
      case UInt8(ascii: "-"): .deletion
      case UInt8(ascii: "+"): .addition
      case UInt8(ascii: "\\"): .noNewline
      default: .context
      }
    }
    texts = lines.map { Array($0.dropFirst()) }
  }

  init(_ lines: [String]) { self.init(lines.map { Array($0.utf8) }) }

  /// The words that changed in them.
  var words: ChangedWords { ChangedWords(kinds) { texts[$0][...] } }

  /// A line with what changed between `[` and `]`.
  func marked(_ line: Int, _ words: ChangedWords) -> String {
    var text: [UInt8] = []
    var end = 0
    for range in words.ranges(in: line) {
      text += texts[line][end..<range.lowerBound] + [UInt8(ascii: "[")] + texts[line][range]
      text.append(UInt8(ascii: "]"))
      end = range.upperBound
    }
    return String(decoding: text + texts[line][end...], as: UTF8.self)
  }

  /// A line without what changed.
  func common(_ line: Int, _ words: ChangedWords) -> [UInt8] {
    var text: [UInt8] = []
    var end = 0
    for range in words.ranges(in: line) {
      text += texts[line][end..<range.lowerBound]
      end = range.upperBound
    }
    return text + texts[line][end...]
  }
}
