/// Passwords, tokens and the like in urls: found, so that such a url is refused, and masked, should one come
/// to be shown all the same.
package enum URLSecrets {
  /// What stands in a secret's place.
  package static let mark = "***"

  /// Whether a url holds what may be a secret: a password, or with HTTP any user name (a forge takes tokens
  /// in its place), a parameter that is named like one, or a token that is known by how it begins.
  ///
  /// - Parameter url: A url, or `user@host:path` as ssh has it.
  package static func areIn(_ url: String) -> Bool {
    let url = Array(url.utf8)
    return credentials(in: url) != nil || !parameters(in: url).isEmpty || !tokens(in: url).isEmpty
  }

  /// A url without its secrets.
  package static func masked(url: String) -> String {
    var bytes = Array(url.utf8)
    for find in [parameters, tokens] {
      for range in find(bytes).reversed() { bytes.replaceSubrange(range, with: mark.utf8) }
    }
    if let range = credentials(in: bytes) { bytes.replaceSubrange(range, with: mark.utf8) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text, such as a message of git's, in which each url is without its secrets.
  package static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.firstRange(of: Array("://".utf8)) != nil || !tokens(in: bytes).isEmpty else {
      return text
    }
    var shown: [UInt8] = []
    for word in bytes.split(omittingEmptySubsequences: false, whereSeparator: endsURL) {
      shown += masked(word: String(decoding: word, as: UTF8.self)).utf8
      if word.endIndex < bytes.count { shown.append(bytes[word.endIndex]) }
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// A word of a text: only what has a scheme is taken for a url, and tokens are masked anywhere.
  private static func masked(word: String) -> String {
    if word.utf8.firstRange(of: "://".utf8) != nil { return masked(url: word) }
    var bytes = Array(word.utf8)
    for range in tokens(in: bytes).reversed() { bytes.replaceSubrange(range, with: mark.utf8) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func endsURL(_ byte: UInt8) -> Bool {
    byte <= 0x20 || "'\"<>`".utf8.contains(byte)
  }

  // MARK: - Credentials before a host

  /// The user and the password, where they may be a secret.
  private static func credentials(in url: [UInt8]) -> Range<Int>? {
    guard let mark = url.firstRange(of: Array("://".utf8)) else { return credentialsOfSSH(in: url) }
    let start = mark.upperBound
    let scheme = String(decoding: url[..<mark.lowerBound], as: UTF8.self).lowercased()
    let isHTTP = scheme.hasSuffix("http") || scheme.hasSuffix("https") || scheme.hasSuffix("ftp")
    let authority = url[start...].prefix { !"/?#\\".utf8.contains($0) }
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      let user = percentDecoded(url[start..<at])
      return isHTTP && !user.isEmpty || user.contains(UInt8(ascii: ":")) ? start..<at : nil
    }
    // A password may hold what ends a host: a slash, a question mark or a number sign.
    guard let at = url[authority.endIndex...].lastIndex(of: UInt8(ascii: "@")),
      isSecretBeforeHost(authority, url[authority.endIndex..<at])
    else { return nil }
    return start..<at
  }

  /// Whether what looks like a host and a path is the beginning of a password.
  private static func isSecretBeforeHost(
    _ authority: ArraySlice<UInt8>, _ rest: ArraySlice<UInt8>
  ) -> Bool {
    if authority.first == UInt8(ascii: "[") { return false }
    if let colon = authority.lastIndex(of: UInt8(ascii: ":")),
      !authority[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) })
    {
      return true
    }
    // `/@scope/name` is a path.
    if rest.last == UInt8(ascii: "/") || rest.isEmpty { return false }
    let isName = authority.contains(UInt8(ascii: ".")) || authority.elementsEqual("localhost".utf8)
    return authority.contains(UInt8(ascii: ":")) || !isName && !authority.isEmpty
  }

  /// The password in `user:password@host:path`.
  private static func credentialsOfSSH(in url: [UInt8]) -> Range<Int>? {
    guard
      let colon = url.prefix(while: { $0 != UInt8(ascii: "/") }).firstIndex(of: UInt8(ascii: ":")),
      let at = url[colon...].lastIndex(of: UInt8(ascii: "@")), at > colon + 1,
      !percentDecoded(url[..<colon]).contains(UInt8(ascii: "@"))
    else { return nil }
    let isHostFirst = !url[at...].contains(UInt8(ascii: ":")) && url[colon..<at].contains(0x2F)
    return isHostFirst ? nil : 0..<at
  }

  // MARK: - Parameters and tokens

  /// Parts of names of parameters whose values are secrets.
  private static let words = [
    "token", "secret", "passw", "pwd", "apikey", "accesskey", "authoriz", "oauth", "credential",
    "session",
    "signature", "jwt", "private",
  ]
  /// Whole names of such parameters.
  private static let names = ["auth", "key", "pass", "pat", "pin", "sig", "sid", "sso", "bearer"]
  /// How tokens of forges and services begin.
  private static let prefixes = [
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-", "glptt-",
    "gloas-",
    "xoxb-", "xoxp-", "xapp-", "AKIA", "ASIA", "AIza", "ya29.", "eyJ", "npm_", "pypi-", "hf_",
    "dop_v1_", "sk-",
    "sk_live_", "ATATT", "ATBB",
  ].map { Array($0.utf8) }
  /// Bytes that such a token has at least.
  private static let shortestToken = 16

  /// The values of parameters, in a query, a fragment or a path, that are named like secrets.
  private static func parameters(in url: [UInt8]) -> [Range<Int>] {
    guard let start = url.firstIndex(where: { "?;#".utf8.contains($0) }) else { return [] }
    var ranges: [Range<Int>] = []
    for part in url[(start + 1)...].split(
      omittingEmptySubsequences: false, whereSeparator: { "?;#&/".utf8.contains($0) })
    {
      guard let equals = part.firstIndex(of: UInt8(ascii: "=")), equals + 1 < part.endIndex else {
        continue
      }
      if isSecret(name: part[..<equals]) { ranges.append((equals + 1)..<part.endIndex) }
    }
    return ranges
  }

  private static func isSecret(name: ArraySlice<UInt8>) -> Bool {
    let name = String(decoding: percentDecoded(name), as: UTF8.self).lowercased()
    let letters = name.filter { $0.isLetter }
    let parts = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.contains { letters.contains($0) } || parts.contains { names.contains($0) }
      || letters.hasSuffix("sid") || letters.hasSuffix("sessid")
  }

  /// Tokens that are known by how they begin.
  private static func tokens(in text: [UInt8]) -> [Range<Int>] {
    text.split { !isTokenByte($0) }.filter { part in
      part.count >= shortestToken && prefixes.contains { part.starts(with: $0) }
    }.map { $0.startIndex..<$0.endIndex }
  }

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || "_-.~+".utf8.contains(byte)
  }

  private static func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let decoded = PercentEscape.lenientBytes(of: bytes)
    // Encoded twice, it is no less of a secret.
    return decoded.count < bytes.count ? percentDecoded(decoded[...]) : decoded
  }
}
