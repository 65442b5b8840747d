/// An error that a person can act on: what failed, why, and what to do.
///
/// Printed as `edgesync: what failed: why. What to do.` by ``message``.
package protocol ActionableError: Error, CustomStringConvertible {
  /// What failed, with the file and line where there is one; no full stop.
  var what: SafeText { get }
  /// Why it failed; no full stop. Empty where `what` says it all.
  var why: SafeText { get }
  /// The next step, as a sentence, with or without its full stop; empty where there is none.
  var remedy: SafeText { get }
  /// The exit status it leads to.
  var exitStatus: ExitStatus { get }
}

extension ActionableError {
  /// What failed and why, to be part of another error that says what to do.
  package var cause: SafeText { why.isEmpty ? what : what + ": " + why }

  /// The whole sentence: `what failed: why. What to do.`
  package var message: SafeText {
    var text = what
    if !why.isEmpty { text += ": " + why }
    text = Self.ended(text)
    if !remedy.isEmpty { text += " " + Self.ended(remedy) }
    return text
  }

  /// A sentence with its full stop; what a library says often has one.
  private static func ended(_ sentence: SafeText) -> SafeText {
    guard let last = sentence.string.last, ".?!".contains(last) else { return sentence + "." }
    return sentence
  }

  /// The whole sentence, as text.
  package var description: String { message.string }
}
