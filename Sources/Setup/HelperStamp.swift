import Git

/// The line by which a helper's file says what it is: of which format, and the id that git would give the rest of
/// it, which tells whether anybody changed it since.
///
/// `grep -v '^# edgesync-helper:' FILE | git hash-object --stdin` tells the same id.
struct HelperStamp: Equatable {
  /// What the line begins with.
  static let beginning = "# edgesync-helper: "

  /// The name of what is written.
  let name: String
  /// Its format.
  let format: Int
  /// Whether the rest of the file is what was written.
  let isUntouched: Bool

  /// Puts the line into a text: at the top, or below the line that names its interpreter.
  static func stamped(_ text: [UInt8], of template: HelperTemplate) -> [UInt8] {
    let id = ObjectID(ofBlob: text)?.hex ?? ""
    let line = "\(beginning)\(template.rawValue), format \(template.format), text \(id)\n"
    let end = text.starts(with: "#!".utf8) ? text.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0 : 0
    return text[..<end] + Array(line.utf8) + text[end...]
  }

  /// Reads the line of a file whose lines end as edgesync writes them; nil where it has none.
  init?(in bytes: [UInt8]) {
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
      if bytes[start..<end].starts(with: Self.beginning.utf8) {
        let line = bytes[start..<end].dropFirst(Self.beginning.utf8.count)
        let rest = Array(bytes[..<start] + bytes[end...].dropFirst())
        self.init(line: String(decoding: line, as: UTF8.self), rest: rest)
        return
      }
      start = end + 1
    }
    return nil
  }

  private init?(line: String, rest: [UInt8]) {
    let parts = line.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " } }
    guard parts.count == 3, parts[1].hasPrefix("format "), parts[2].hasPrefix("text "),
      let format = Int(parts[1].dropFirst("format ".count)), format > 0
    else { return nil }
    name = String(parts[0])
    self.format = format
    isUntouched = ObjectID(ofBlob: rest)?.hex == String(parts[2].dropFirst("text ".count))
  }
}
