/// Who made something and when, as a commit records it.
package struct Signature: Hashable, Sendable {
  /// The name, read as UTF-8 or as the commit's own encoding.
  package var name: String
  /// The mail address, without its angle brackets.
  package var email: String
  /// Seconds since 1970.
  package var time: Int
  /// Minutes east of UTC.
  package var offset: Int

  /// A signature from its parts.
  package init(name: String, email: String, time: Int, offset: Int = 0) {
    self.name = name
    self.email = email
    self.time = time
    self.offset = offset
  }

  /// The line of a commit object, with what can't stand in one taken out (git's `ident.c`).
  package var line: String {
    let sign = offset < 0 ? "-" : "+"
    let minutes = abs(offset)
    let zone = sign + twoDigits(minutes / 60) + twoDigits(minutes % 60)
    return "\(Self.crudless(name)) <\(Self.crudless(email))> \(time) \(zone)"
  }

  /// `NAME <MAIL>`, as trailers and the lock write it.
  package var mailbox: String { "\(Self.crudless(name)) <\(Self.crudless(email))>" }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static func crudless(_ text: String) -> String {
    let kept = text.unicodeScalars.filter {
      $0.value >= 0x20 && $0 != "<" && $0 != ">" && $0.value != 0x7F
    }
    return String(String.UnicodeScalarView(kept)).trimmingBlanks()
  }
}

extension String {
  /// The string without blanks at its ends.
  func trimmingBlanks() -> String {
    let blank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    let scalars = unicodeScalars.drop(while: blank)
    guard let last = scalars.lastIndex(where: { !blank($0) }) else { return "" }
    return String(scalars[...last])
  }
}
