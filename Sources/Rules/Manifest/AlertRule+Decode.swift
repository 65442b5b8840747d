import Text
import Yams

extension AlertRule {
  /// Reads one entry of `alerts`.
  init(_ value: YAMLValue) throws(ManifestError) {
    let entries = try value.entries("an alert", of: .alert)
    guard let on = entries["on"] else {
      throw value.invalid(
        "the alert has no `on`",
        remedy: "It is a list of \(Kind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.init(
      on: try Self.kinds(on), try Self.channel(entries, value),
      again: try entries["again"].map { again throws(ManifestError) in try again.age("again") },
      line: value.line)
  }

  /// One word, or a list of them.
  private static func kinds(_ value: YAMLValue) throws(ManifestError) -> Set<Kind> {
    guard value.node.sequence != nil else { return [try value.word("on", Kind.self)] }
    var kinds: Set<Kind> = []
    for item in try value.list("on") { kinds.insert(try item.word("on", Kind.self)) }
    if kinds.isEmpty { throw value.invalid("on is empty") }
    return kinds
  }

  private static func channel(
    _ entries: [String: YAMLValue], _ value: YAMLValue
  ) throws(ManifestError) -> Channel {
    switch (entries["run"], entries["post"]) {
    case (let run?, nil):
      if let other = entries["format"] ?? entries["headers"] {
        throw other.invalid(
          "a command gets JSON on standard input: `format` and `headers` go with `post`")
      }
      return .run(try run.command("run"))
    case (nil, let post?):
      return .post(
        try url(post), try entries["format"]?.word("format", Format.self) ?? .json,
        try entries["headers"].map { value throws(ManifestError) in try headers(value) } ?? [])
    default:
      throw value.invalid("an alert has exactly one of `run` and `post`")
    }
  }

  private static let secretRemedy: SafeText =
    "Take it from the environment: write `${NAME}` in its place, and set NAME where edgesync runs"

  /// What is posted to. It isn't repeated: it may hold a secret.
  private static func url(_ value: YAMLValue) throws(ManifestError) -> VariableText {
    let url = try variableText(value, "post")
    guard
      url.beginsWithVariable
        || ["http://", "https://"].contains(where: { url.source.hasPrefix($0) && url.source != $0 })
    else {
      throw value.invalid(
        "post isn't an http url", remedy: "Start it with http:// or https://")
    }
    guard !URLSecrets.areIn(url.words), !isWebhook(url.words) else {
      throw value.invalid(
        "the url of post has a user, a password or a token written in it", remedy: secretRemedy)
    }
    return url
  }

  /// Urls that are secrets as a whole: whoever knows one may post there.
  private static let webhooks = [
    "hooks.slack.com/services/", "discord.com/api/webhooks/", "webhook.office.com/webhookb2/",
  ]

  private static func isWebhook(_ words: String) -> Bool {
    let words = words.lowercased()
    return webhooks.contains { webhook in
      words.firstRange(of: webhook).map { $0.upperBound < words.endIndex } ?? false
    }
  }

  private static func headers(_ value: YAMLValue) throws(ManifestError) -> [Header] {
    guard let texts = value.textEntries else {
      throw value.invalid("headers have to be a mapping of names to values")
    }
    var headers: [Header] = []
    for (name, content) in texts {
      guard !name.isEmpty, name.utf8.allSatisfy({ isTokenByte($0) }) else {
        throw value.invalid("`\(name)` can't be a header's name")
      }
      guard !content.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }),
        let text = VariableText(content)
      else {
        throw value.invalid(
          "the header \(name) has a value that can't be read: `${` begins a variable's name in braces"
        )
      }
      if text.names.isEmpty, URLSecrets.areIn("https://host/?\(name)=\(content)") {
        throw value.invalid("the header \(name) has a secret written in it", remedy: secretRemedy)
      }
      headers.append(Header(name: name, value: text))
    }
    return headers.sorted { $0.name < $1.name }
  }

  /// Bytes of a header's name (RFC 9110, section 5.6.2).
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || "!#$%&'*+-.^_`|~".utf8.contains(byte)
  }

  private static func variableText(
    _ value: YAMLValue, _ what: SafeText
  ) throws(ManifestError) -> VariableText {
    guard let text = VariableText(try value.text(what)) else {
      throw value.invalid(
        "\(what) has a `${` that isn't the beginning of a variable's name in braces")
    }
    return text
  }
}

extension YAMLValue {
  /// Seconds that can be meant by an age: ten years.
  private static let longestAge = 3650 * 86_400

  /// An age in seconds, of hours or days for the most part: `30m`, `24h`, `8d` or `2w`.
  func age(_ what: SafeText) throws(ManifestError) -> Int {
    let text = try text(what)
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()), count > 0,
      count <= Self.longestAge / unit
    else {
      throw invalid("\(what) can't be `\(text)`", remedy: "Write it as `30m`, `24h` or `8d`")
    }
    return count * unit
  }
}
