import Text

/// Something that is wrong with a set-up, or that a person should know of it, and the command that puts it right.
package struct Finding: Hashable, Sendable {
  /// How much it matters.
  package enum Level: String, CaseIterable, Sendable {
    /// A sync can't be made, or proves nothing.
    case error
    /// Something works worse than it should, or will stop to.
    case warning
    /// Good to know.
    case note
  }

  /// What kind of thing it is.
  package let kind: Kind
  /// What is so, as one sentence.
  package let text: SafeText
  /// A shell command that puts it right, run as it stands in the edge repo; nil where no command does.
  package let fix: SafeText?

  /// A finding.
  package init(_ kind: Kind, _ text: SafeText, fix: SafeText? = nil) {
    (self.kind, self.text, self.fix) = (kind, text, fix)
  }

  /// A finding of what an error says; its fix is the command that the error names.
  init(_ kind: Kind, _ error: any Error) {
    guard let error = error as? any ActionableError else {
      self.init(kind, SafeText(String(describing: error)))
      return
    }
    self.init(kind, error.cause, fix: Self.command(in: error.remedy))
  }

  /// How much it matters.
  package var level: Level { kind.level }

  /// The first command that a sentence names between backticks and that can be run as it stands: no word of it is a
  /// placeholder.
  static func command(in sentence: SafeText) -> SafeText? {
    for part in sentence.string.split(separator: "`", omittingEmptySubsequences: false)
      .enumerated() where !part.offset.isMultiple(of: 2)
    {
      let words = part.element.split(separator: " ")
      let placeholders: Set<Substring> = ["PATH", "URL", "COMMIT", "TEXT", "FROM:TO", "SYNC"]
      guard words.count > 1, placeholders.isDisjoint(with: words) else { continue }
      return SafeText(part.element)
    }
    return nil
  }
}
