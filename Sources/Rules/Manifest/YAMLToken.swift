import Yams

/// A scalar of a YAML text that stands on one line, with where it begins and ends.
struct YAMLToken {
  private enum Style {
    case plain, single, double
  }

  /// Its line, from 0.
  let line: Int
  /// Where it begins on the line, in bytes.
  let start: Int
  /// Where it ends.
  let end: Int
  private let style: Style

  /// The token of a node; nil where it runs over several lines, or isn't written where the node says.
  init?(_ node: Node, in lines: [[UInt8]]) {
    guard let scalar = node.scalar, let mark = node.mark, mark.line >= 1, mark.line <= lines.count,
      let text = String(validating: lines[mark.line - 1], as: UTF8.self)
    else { return nil }
    line = mark.line - 1
    let scalars = text.unicodeScalars
    guard
      let first = scalars.index(
        scalars.startIndex, offsetBy: mark.column - 1, limitedBy: scalars.endIndex)
    else { return nil }
    start = text.utf8.distance(from: text.startIndex, to: first)
    let bytes = lines[line]
    switch scalar.style {
    case .singleQuoted:
      style = .single
      guard let end = Self.end(ofQuoted: bytes, from: start, quote: UInt8(ascii: "'")) else {
        return nil
      }
      self.end = end
    case .doubleQuoted:
      style = .double
      guard let end = Self.end(ofQuoted: bytes, from: start, quote: UInt8(ascii: "\"")) else {
        return nil
      }
      self.end = end
    default:
      style = .plain
      guard bytes[start...].starts(with: scalar.string.utf8) else { return nil }
      end = start + scalar.string.utf8.count
    }
  }

  /// A text as this one is written.
  func quoting(_ text: String) -> String {
    switch style {
    case .plain: YAMLText.scalar(text)
    case .single where !text.unicodeScalars.contains(where: { $0.value < 0x20 }):
      "'" + text.replacing("'", with: "''") + "'"
    case .single, .double: YAMLText.quoted(text)
    }
  }

  private static func end(ofQuoted bytes: [UInt8], from start: Int, quote: UInt8) -> Int? {
    guard start < bytes.count, bytes[start] == quote else { return nil }
    var place = start + 1
    while place < bytes.count {
      if quote == UInt8(ascii: "\""), bytes[place] == UInt8(ascii: "\\") {
        place += 2
      } else if bytes[place] == quote {
        // A quote in single quotes is written twice.
        guard quote == UInt8(ascii: "'"), place + 1 < bytes.count, bytes[place + 1] == quote else {
          return place + 1
        }
        place += 2
      } else {
        place += 1
      }
    }
    return nil
  }
}
