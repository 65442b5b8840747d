import Foundation
import Git
import Text

/// Questions to a person at the terminal.
enum Confirmation {
  /// Whether there is a person to ask.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Whether git may ask that person, too.
  static var prompting: Prompting { canAsk ? .atTerminal : .never }

  /// Asks for a yes; anything else is a no.
  static func ask(_ question: SafeText) -> Bool {
    let answer = read(question + " [y/N] ")?.lowercased()
    return answer == "y" || answer == "yes"
  }

  /// Asks for a line; nil at the end of input.
  static func read(_ prompt: SafeText) -> String? {
    FileHandle.standardError.write(Data(BuildServer.current.harmless(prompt).string.utf8))
    return readLine(strippingNewline: true)
  }
}
