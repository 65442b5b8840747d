import Foundation
import Git
import Rules
import Subprocess
import SystemPackage

/// One request and its answer by the `curl` program: without cookies, proxies, redirections or credentials
/// of the user's, and bounded in bytes and in time.
///
/// What is asked goes to curl's standard input (curl(1), `--config`), where no process list shows it.
struct HTTPExchange: Sendable {
  /// Why there is no answer, as the end of a sentence.
  struct Failure: Error {
    let reason: String
  }

  /// Bytes that curl may say of what went wrong.
  private static let maximumWords = 64 << 10
  /// The user's variables that curl gets: which authorities to trust.
  private static let kept = ["CURL_CA_BUNDLE", "SSL_CERT_DIR", "SSL_CERT_FILE"]
  /// Those that name a proxy (curl(1)).
  private static let proxies = [
    "ALL_PROXY", "HTTPS_PROXY", "NO_PROXY", "all_proxy", "http_proxy", "https_proxy", "no_proxy",
  ]

  /// The program.
  let curl: FilePath
  /// Seconds that an answer may take.
  let patience: Int
  /// Bytes of an answer's body at the most.
  let limit: Int
  /// Headers that go with the request.
  var headers: [(name: String, value: String)] = []
  /// Whether it goes through the proxy that the user's variables name.
  var usesProxies = false

  /// Asks once.
  ///
  /// - Throws: ``Failure`` where no whole answer comes, `CancellationError`.
  func run(_ probe: HTTPProbe) async throws -> HTTPAnswer {
    // Blanks and letters beyond ASCII are escaped, as a browser does.
    guard let url = URL(string: probe.url)?.absoluteString else {
      throw Failure(reason: "it isn't a url")
    }
    var platform = PlatformOptions()
    // A session of its own has no terminal to ask at.
    platform.createSession = true
    let most = HTTPAnswer.maximumHead + limit
    let answered: ExecutionResult<[UInt8]?, SequenceOutput, BytesOutput>
    do {
      let input = try MemoryFile(Array(configuration(of: probe, at: url).utf8))
      defer { input.close() }
      answered = try await Subprocess.run(
        // `-q` first: no configuration of the user's.
        .path(curl), arguments: ["-q", "--config", "-"], environment: .custom(environment),
        workingDirectory: "/", platformOptions: platform,
        input: .fileDescriptor(input.descriptor, closeAfterSpawningProcess: false),
        output: .sequence, error: .bytes(limit: Self.maximumWords)
      ) { execution in
        var bytes: [UInt8] = []
        for try await buffer in execution.standardOutput {
          buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
          if bytes.count > most {
            try execution.send(signal: .kill)
            return nil
          }
        }
        return bytes
      }
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw Failure(reason: "curl can't be run: \(error)")
    }
    try Task.checkCancellation()
    guard let bytes = answered.closureResult else { throw tooLong }
    let words = String(decoding: answered.standardError, as: UTF8.self).split(separator: "\n")
    guard case .exited(0) = answered.terminationStatus else {
      throw Failure(reason: Self.reason(words, answered.terminationStatus))
    }
    let seconds = words.last.flatMap { Double($0) } ?? 0
    guard let answer = HTTPAnswer(parsing: bytes, seconds: seconds) else {
      throw Failure(reason: "what answers isn't HTTP")
    }
    guard answer.body.count <= limit else { throw tooLong }
    return answer
  }

  private var tooLong: Failure { Failure(reason: "its answer is over \(limit >> 10) KiB") }

  /// What curl reads: one option a line.
  private func configuration(of probe: HTTPProbe, at url: String) -> String {
    var lines = [
      "url = \(Self.quoted(url))", "proto = \"=http,https\"", "globoff", "silent",
      "show-error", "compressed", "max-redirs = 0", "max-time = \(patience)",
      "user-agent = \"edgesync\"", "header = \"Expect:\"",
      // The time it took, without that of starting curl.
      "write-out = \"%{stderr}\\n%{time_total}\"",
    ]
    if !usesProxies { lines.append("noproxy = \"*\"") }
    lines += headers.map { "header = \(Self.quoted("\($0.name): \($0.value)"))" }
    if probe.method == .head {
      lines.append("head")
    } else {
      lines += ["include", "request = \"\(probe.method.rawValue.uppercased())\""]
      let isSending = probe.method == .post || probe.method == .put
      if let body = probe.body ?? (isSending ? "" : nil) {
        lines.append("data-raw = \(Self.quoted(body))")
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A text in double quotes, where a backslash begins an escape.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": quoted += "\\\\"
      case "\"": quoted += "\\\""
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\u{B}": quoted += "\\v"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private var environment: [Environment.Key: String] {
    var variables: [Environment.Key: String] = ["LC_ALL": "C"]
    let kept = Self.kept + (usesProxies ? Self.proxies : [])
    for (name, value) in ProcessInfo.processInfo.environment where kept.contains(name) {
      variables[Environment.Key(stringLiteral: name)] = value
    }
    return variables
  }

  /// What curl says: `curl: (7) Failed to connect …`.
  private static func reason(_ words: [Substring], _ status: TerminationStatus) -> String {
    guard let line = words.first(where: { $0.hasPrefix("curl: (") }),
      let end = line.firstIndex(of: ")")
    else { return words.last.map { "curl: \($0)" } ?? "curl ended with \(status)" }
    return line[line.index(after: end)...].trimmingCharacters(in: .whitespaces)
  }
}
