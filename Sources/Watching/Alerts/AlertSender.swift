import Checks
import Foundation
import Git
import Journal
import Rules
import SystemPackage
import Text

/// Sends messages by a rule's command or to its url.
struct AlertSender: Sendable {
  /// Why a message couldn't be sent.
  struct Fault: Error, Hashable {
    /// Why, as the end of a sentence, without any secret.
    let reason: SafeText
    /// Whether to try again at once may help.
    let isPassing: Bool
  }

  /// Answers by which a server asks to be tried again (RFC 9110, section 15; RFC 6585, section 4).
  private static let passing: Set<Int> = [408, 425, 429]
  /// Seconds that one try may take.
  private static let patience = 10
  /// Variables whose values are no secrets.
  private static let harmless: Set<String> = [
    "COLUMNS", "HOME", "LANG", "LC_ALL", "LINES", "LOGNAME", "OLDPWD", "PATH", "PWD", "SHELL",
    "TERM", "TMPDIR", "TZ", "USER",
  ]
  /// Characters of a value that may be a secret, at the least.
  private static let shortestSecret = 6

  let environment: [String: String]
  /// Where curl is looked for.
  let search: ProgramSearch
  /// Where commands run.
  let folder: FilePath

  /// Tries once to send a message.
  ///
  /// - Parameter seconds: How long it may take, at the most.
  func send(
    _ message: AlertFinding.Message, by channel: AlertRule.Channel, within seconds: Int
  ) async throws(CancellationError) -> Fault? {
    switch channel {
    case .run(let command): return try await run(command, on: message, within: seconds)
    case .post(let url, let format, let headers):
      return try await post(message, to: url, format, headers, within: seconds)
    }
  }

  /// Runs a command with the user's own variables: it is the edge repo's, as its hooks are, and what it needs to tell
  /// somebody is there. Git's own it doesn't get, which may name another repo.
  private func run(
    _ command: String, on message: AlertFinding.Message, within seconds: Int
  ) async throws(CancellationError) -> Fault? {
    let variables = environment.filter { !$0.key.hasPrefix("GIT_") }
    let (fault, output) = try await InputCommand(command, variables: variables, in: folder)
      .run(on: Array(message.document.utf8) + [0x0A], within: seconds)
    guard let fault else { return nil }
    let secrets = environment.filter {
      !Self.harmless.contains($0.key) && $0.value.utf8.count >= Self.shortestSecret
    }.map(\.value)
    let last = SafeText.lines(Self.masked(output, secrets)).last { !$0.isEmpty }
    let words = last.map { ": " + SafeText(String($0.string.prefix(200))) } ?? ""
    return Fault(reason: SafeText(fault) + words, isPassing: true)
  }

  private func post(
    _ message: AlertFinding.Message, to url: VariableText, _ format: AlertRule.Format,
    _ headers: [AlertRule.Header], within seconds: Int
  ) async throws(CancellationError) -> Fault? {
    let place: String
    var filled: [(name: String, value: String)] = []
    do {
      place = try url.filled(from: environment)
      for header in headers {
        filled.append((header.name, try header.value.filled(from: environment)))
      }
    } catch {
      return Fault(reason: Self.reason(error), isPassing: false)
    }
    guard ["http://", "https://"].contains(where: place.lowercased().hasPrefix) else {
      return Fault(reason: "what its url's variables hold makes no http url", isPassing: false)
    }
    let (body, type) = AlertBody.body(of: message, as: format)
    if !filled.contains(where: { $0.name.lowercased() == "content-type" }) {
      filled.append(("Content-Type", type))
    }
    let (status, fault) = try await HTTPPost(to: place, headers: filled, body: body)
      .send(by: search, within: min(seconds, Self.patience))
    guard let status else {
      let secrets = secrets(of: url, headers, place)
      return Fault(
        reason: SafeText(bytes: Self.masked(Array(fault.utf8), secrets)), isPassing: true)
    }
    if (200...299).contains(status) { return nil }
    return Fault(
      reason: "it answers \(status)", isPassing: status >= 500 || Self.passing.contains(status))
  }

  private static func reason(_ gap: VariableText.Gap) -> SafeText {
    switch gap {
    case .unset(let name): "\(name) isn't set in the environment"
    case .control(let name): "what \(name) holds in the environment has a line's end in it"
    }
  }

  /// What must not be told of a post that failed: what variables hold, and the host, where they name it.
  private func secrets(
    of url: VariableText, _ headers: [AlertRule.Header], _ place: String
  ) -> [String] {
    let names = url.names + headers.flatMap(\.value.names)
    var secrets = names.compactMap { environment[$0] }
    if !url.names.isEmpty {
      secrets.append(place)
      if let host = URL(string: place)?.host(), !url.words.contains(host) { secrets.append(host) }
    }
    return secrets
  }

  private static func masked(_ bytes: [UInt8], _ secrets: [String]) -> [UInt8] {
    var mask = SecretMask(secrets)
    let begun = mask.mask(bytes)
    return begun + mask.end()
  }
}
