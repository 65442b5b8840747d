import Foundation
import Git
import Rules
import Text

/// Takes out of a text what may be a secret: second line of defence, for what is bundled is chosen to hold none.
struct SecretFilter: Sendable {
  /// What stands in a secret's place.
  static let mark = URLSecrets.mark
  /// Shorter values stand everywhere, and say nothing.
  private static let shortest = 6

  private let values: [String]
  private let home: String?

  /// Knows the values of the environment, of git's settings and of the manifest that nobody else is to read.
  init(_ environment: [String: String], settings: [String: [String]], _ manifest: Manifest?) {
    var values: Set<String> = []
    for (name, value) in environment where !Self.isHarmless(variable: name) { values.insert(value) }
    for (key, texts) in settings where Self.isSecret(setting: key) {
      for text in texts { values.formUnion(Self.parts(of: text)) }
      values.formUnion(Self.parts(of: key))
    }
    for check in manifest?.checks ?? [] {
      values.formUnion(check.environment.values)
      if case .service(_, let probes, _) = check.work {
        for probe in probes { values.formUnion(probe.headers.values.flatMap(Self.parts)) }
      }
    }
    // The longest first, for one may stand in another.
    self.values = values.filter { $0.utf8.count >= Self.shortest && !$0.hasPrefix("/") }.sorted {
      ($0.utf8.count, $0) > ($1.utf8.count, $1)
    }
    home = environment["HOME"].flatMap { $0.utf8.count > 1 ? $0 : nil }
  }

  /// A text without secrets, and without the name of the user's home.
  func filtered(_ text: String) -> String {
    var text = text
    for value in values { text = text.replacing(value, with: Self.mark) }
    if let home { text = text.replacing(home, with: "~") }
    return URLSecrets.masked(text)
  }

  /// A url's scheme, host and path alone.
  static func place(of url: String) -> String {
    var text = URLSecrets.masked(url: url)
    if let end = text.firstIndex(where: { "?#".contains($0) }) { text = String(text[..<end]) }
    guard let scheme = text.range(of: "://") else {
      return text.contains(mark) ? mark : text
    }
    let authority = text[scheme.upperBound...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@") else { return text }
    return String(text[..<scheme.upperBound] + text[text.index(after: at)...])
  }

  /// Variables whose values say nothing of anybody, and words of which stand in every text.
  private static func isHarmless(variable name: String) -> Bool {
    let known: Set<String> = [
      "COLORTERM", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LOGNAME", "OLDPWD", "PATH", "PWD",
      "SHELL",
      "SHLVL", "TERM", "TMPDIR", "TZ", "USER", "SOURCE_DATE_EPOCH",
    ]
    return known.contains(name)
  }

  /// Settings that hold credentials, or may.
  private static func isSecret(setting key: String) -> Bool {
    ["http.", "url.", "remote.", "credential."].contains { key.hasPrefix($0) }
      || ["token", "secret", "pass", "key", "auth"].contains { key.lowercased().contains($0) }
  }

  /// What of a text may be a secret by itself: its words, and what stands before a url's host.
  private static func parts(of text: String) -> [String] {
    let words = text.split { " \t:".contains($0) }.map(String.init).filter {
      $0.utf8.count >= 8 && !$0.hasPrefix("/") && !$0.contains(".")
    }
    guard let scheme = text.range(of: "://") else { return words }
    let authority = text[scheme.upperBound...].prefix { $0 != "/" }
    let user = authority.lastIndex(of: "@").map { authority[..<$0] } ?? ""
    let query = text.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
    return user.split(separator: ":").map(String.init)
      + query.split { "&=#".contains($0) }.map(String.init)
  }
}
