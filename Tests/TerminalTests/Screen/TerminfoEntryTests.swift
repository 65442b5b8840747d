import Foundation
import Support
import Testing

@testable import Terminal

/// A type's description with direct colours says what the type's own says, and colours; `infocmp` is the oracle.
/// One case at a time, as terminfo has one type at a time for the whole process.
@Suite(.serialized) struct TerminfoEntryTests {
  private static func lines(_ type: String, _ variables: [String: String]) throws -> Set<String> {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let outcome = try Program(
      "/usr/bin/env", variables: variables.merging(["PATH": path]) { $1 }
    ).run(["infocmp", "-1", type])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    return Set(outcome.lines.filter { $0.hasPrefix("\t") })
  }

  @Test(arguments: ["xterm-256color", "xterm", "screen-256color", "linux"])
  func itSaysWhatTheTypeSays(_ type: String) throws {
    // What is meant to differ; the screen's size, which is the present one; and names that termcap alone had.
    let known = Set(
      [
        "colors", "pairs", "setaf", "setab", "cols", "lines", "meml", "memu",
        "acsc", "enacs", "smacs", "rmacs", "sgr", "sgr0",
      ].map { "\t" + $0 })
    let entry = try #require(TerminfoEntry(of: type))
    let own = try Self.lines(type, [:])
    let made = try Self.lines(type, ["TERMINFO": entry.variable])
    let names = Set(
      own.symmetricDifference(made).map { String($0.prefix { $0.isLetter || $0 == "\t" }) })
    #expect(names.isSubset(of: known), "\(names)")
    #expect(made.contains("\tcolors#0x2000000,"))
    #expect(made.contains("\tsgr0=\\E[m,") && !made.contains { $0.hasPrefix("\tsgr=") })
    #expect(entry.own == (type.hasSuffix("256color") ? 256 : 8) && !entry.isDirect)
  }

  @Test(arguments: ["vt100", "dumb", "nonesuch-9000"])
  func withoutColoursThereIsNone(_ type: String) {
    #expect(TerminfoEntry(of: type) == nil)
  }
}
