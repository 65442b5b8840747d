import Text

extension Note {
  /// A note that isn't kept yet.
  package struct Draft: Hashable, Sendable {
    /// What it is about.
    package let subject: Subject
    /// What it says, on one line.
    package let text: String
    /// Whether something is to be done.
    package let isFollowUp: Bool
    /// Who is to do it, without an `@` before the name; nil where nobody is named.
    package let owner: String?

    /// A draft from its parts, brought onto one line each; nil where it says nothing.
    ///
    /// - Parameter owner: Who is to do it; counts for a follow-up alone.
    package init?(on subject: Subject, text: String, isFollowUp: Bool, owner: String? = nil) {
      self.subject = subject
      self.text = oneLine(text, limit: Note.maximumText)
      self.isFollowUp = isFollowUp
      let name = oneLine(owner ?? "", limit: Note.maximumName)
      let bare =
        name.unicodeScalars.first == "@" ? oneLine(String(name.unicodeScalars.dropFirst())) : name
      self.owner = isFollowUp && !bare.isEmpty ? bare : nil
      if self.text.isEmpty { return nil }
    }

    /// A draft from a line as it is typed: `@name` at a follow-up's end is its owner. Nil where it says nothing.
    package init?(on subject: Subject, typed line: String, isFollowUp: Bool) {
      let text = oneLine(line)
      guard isFollowUp, let blank = text.unicodeScalars.lastIndex(of: " "),
        text[blank...].unicodeScalars.dropFirst().first == "@",
        text[blank...].unicodeScalars.count > 2
      else {
        self.init(on: subject, text: text, isFollowUp: isFollowUp)
        return
      }
      self.init(
        on: subject, text: String(text[..<blank]), isFollowUp: true,
        owner: String(text[text.index(after: blank)...]))
    }
  }
}
