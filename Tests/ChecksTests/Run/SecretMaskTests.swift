import Journal
import Support
import Testing

@testable import Checks

/// Secrets in what checks print.
@Suite struct SecretMaskTests {
  @Test(arguments: [
    (["hunter22"], "pass hunter22 on", "pass *** on"),
    (["hunter22", "hunter2222"], "hunter2222 hunter22", "*** ***"),
    (["hunter22"], "hunter2 hunter2", "hunter2 hunter2"),
    (["one\ntwos"], "a twos", "a ***"), (["abc"], "abc", "abc"),
    (["aaab"], "aaaab", "a***"), ([], "hunter22", "hunter22"),
  ])
  func hidesThem(_ secrets: [String], _ text: String, _ wanted: String) {
    // However the text comes in pieces.
    for size in 1...text.utf8.count {
      var mask = SecretMask(secrets)
      var shown: [UInt8] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        shown += mask.mask(rest.prefix(size))
        rest = rest.dropFirst(size)
      }
      shown += mask.end()
      #expect(String(decoding: shown, as: UTF8.self) == wanted, "\(size)")
    }
  }

  @Test func whatIsHandedOnIsInNoLog() async throws {
    let bench = try CheckBench()
    let environment = ["PATH": "/usr/bin:/bin", "TOKEN": "hunter22", "OTHER": "secret22"]
    let check = try CheckBench.check(
      "echo \"<$TOKEN> <$OTHER>\"; env | grep -c hunter22", "env: [TOKEN]")
    let result = try #require(
      try await bench.run([check], environment: environment).first)
    #expect(result.text == "<***> <>\n1\n")
    // Another value is another environment.
    let again = try #require(
      try await bench.run(
        [check], environment: environment.merging(["TOKEN": "other-one"]) { $1 }
      ).first)
    #expect(!again.isCached)
  }
}
