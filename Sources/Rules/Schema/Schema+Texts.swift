import Text

/// The kinds of text in edgesync's files. Regular expressions are in the part of ECMA 262 that other languages have
/// too, so that every validator understands them; they are for editors alone, and edgesync's own decoders decide.
extension Schema {
  private static let control = #"\u0000-\u001f\u007f"#

  /// One line.
  package static func line(_ what: String = "text", limit: Int? = nil) -> Schema {
    .text(what, pattern: "^[^\(control)]+$", limit: limit)
  }

  /// A command, which may run over several lines.
  static let command: Schema = .text("a command", pattern: #"^[^\u0000]+$"#)

  /// A path inside of a repository.
  ///
  /// - Parameters:
  ///   - own: Whether it may be one of edgesync's own files.
  ///   - root: Whether it may be `.`.
  static func path(own: Bool = true, root: Bool = true) -> Schema {
    let ours = [Manifest.fileName, Lock.fileName].map(anyCase).joined(separator: "|")
    return .text(
      "a path",
      pattern: "^(?!/)" + #"(?:\./)*"#
        + #"(?!(?:.*[/\\])?(?:\.\.|\.[gG][iI][tT]|[gG][iI][tT]~[0-9]+)(?:[/\\]|$))"#
        + #"(?!.+/\.(?:/|$))(?!.*//.)"# + (own ? "" : #"(?!(?:\./)*(?:"# + ours + ")[. ]*(?:/|$))")
        + (root ? "" : #"(?!\.?/*$)"#) + "[^\(control)]+$")
  }

  /// A file below the root of the files that are checked.
  static let filePath: Schema = .text(
    "a path", pattern: #"^(?!/)(?!.*//)(?!.*/$)(?!(?:.*/)?\.\.?(?:/|$))"# + "[^\(control)]+$")

  /// A pattern as in `.gitignore`, unless nothing matches it.
  static let pattern: Schema = .text("a pattern", pattern: "^(?!#)(?!!?/{0,2} *$)[^\(control)]+$")

  /// What `git fetch` takes, without a user or a password.
  package static let url: Schema = {
    let schemes = UpstreamAddress.schemes.map(anyCase).joined(separator: "|")
    return .text(
      "a url or a path",
      pattern:
        #"^(?!-)(?![^/:]*::)(?![hH][tT][tT][pP][sS]?://[^/?#\\]+@)(?!.*://[^/?#\\]*:[^/?#\\]*@)"#
        + "(?!(?!(?:\(schemes))://).*://)" + #"[^\u0000-\u001f\u007f-\u009f]+$"#)
  }()

  /// A branch's name.
  static let branch: Schema = .text(
    "a branch",
    pattern:
      #"^(?![-/.])(?!.*(?:\.\.|@\{|//|/\.|\.lock(?:/|$)))(?!.*[/.]$)[^\u0000- \u007f~^:?*\[\\]+$"#)

  /// An object's id.
  static let objectID: Schema = .text("an id of 40 digits", pattern: "^[0-9a-fA-F]{40}$")

  /// A moment, or a day.
  static let moment: Schema = .text(
    "a moment", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?$")

  /// A text in any case: JSON Schema's expressions have no flags.
  private static func anyCase(_ text: String) -> String {
    text.map { letter in
      switch letter {
      case "a"..."z": "[\(letter)\(letter.uppercased())]"
      case ".": #"\."#
      default: String(letter)
      }
    }.joined()
  }
}
