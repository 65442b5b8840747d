import Foundation
import Git
import Rules
import Setup
import Support
import SystemPackage
import Testing
import Text
import Upstream

/// What becomes of each helper by what stands in its place.
@Suite struct HelperUpdateTests {
  /// What stands in a helper's place.
  enum Situation: String, CaseIterable {
    case current, changed
    case earlier, earlierChanged, earlierCRLF, earlierWithAMode
    case stamped, stampedChanged, stampedCRLF
    case newer, newerChanged, currentCRLF, halfCRLF
    case link, folder, missing, foreign, stampOfAnother
  }

  @Test(arguments: HelperTemplate.allCases, Situation.allCases)
  func isUpdatedWhereNobodyChangedIt(_ template: HelperTemplate, _ situation: Situation) throws {
    let bench = try HelperBench(template)
    try bench.lay(situation)
    let before = try bench.standing()
    let dry = try bench.setup.update(bench.file, isDryRun: true)
    #expect(try bench.standing() == before)
    let update = try bench.setup.update(bench.file, isDryRun: false)
    #expect(dry.state == update.state && dry.isUpdated == update.isUpdated)

    let old = 1
    let (state, isUpdated, isLeft): (HelperState, Bool, Bool) =
      switch situation {
      case .current, .currentCRLF: (.current, false, false)
      case .changed: (.changed, false, false)
      case .earlier, .earlierCRLF, .earlierWithAMode, .stamped, .stampedCRLF:
        (.outdated(format: old), true, false)
      case .earlierChanged: (.changedOutdated(format: nil), false, true)
      case .stampedChanged: (.changedOutdated(format: old), false, true)
      // Other ends in some lines are somebody's change.
      case .halfCRLF: (.changed, false, false)
      case .newer, .newerChanged: (.newer(format: 99), false, false)
      case .link, .folder: (.blocked(why: "it exists and isn't a file"), false, false)
      case .missing: (.missing, false, false)
      case .foreign: (.foreign, false, false)
      case .stampOfAnother: (.changedOutdated(format: nil), false, true)
      }
    #expect(update.state == state)
    #expect(update.isUpdated == isUpdated)
    #expect((update.left != nil) == isLeft)
    let after = try bench.standing()
    if isUpdated {
      let isCRLF = situation == .earlierCRLF || situation == .stampedCRLF
      let text = String(decoding: template.bytes, as: UTF8.self)
      #expect(after.text == (isCRLF ? text.replacing("\n", with: "\r\n") : text))
      #expect(after.mode == before.mode)
      // Nothing is left to do.
      let again = try bench.setup.update(bench.file, isDryRun: false)
      #expect(again.state == .current && !again.isUpdated)
    } else {
      #expect(after == before)
    }
    #expect(try bench.names() == (situation == .missing ? [] : [bench.name]))
  }

  /// Each text that was ever written without a stamp.
  @Test(arguments: [
    (HelperTemplate.githubActions, "edgesync-daily.1", 1),
    (.githubActions, "edgesync-daily.2", 2), (.gitlabCI, "edgesync.1", 1),
    (.gitlabCI, "edgesync.2", 2), (.syncScript, "sync-services.1", 1),
    (.validateScript, "validate-sync.1", 1), (.preCommitHook, "pre-commit.1", 1),
  ])
  func isKnownWithoutAStamp(_ template: HelperTemplate, _ name: String, _ format: Int) throws {
    let bench = try HelperBench(template)
    try bench.write(HelperBench.earlier(name))
    let update = try bench.setup.update(bench.file, isDryRun: false)
    #expect(update.state == .outdated(format: format) && update.isUpdated)
    #expect(try bench.standing().text == String(decoding: template.bytes, as: UTF8.self))
  }

  /// A text that changes gets the next format: else nobody who has the one before would hear of it, or
  /// earlier programs would take it back.
  @Test(arguments: [
    (HelperTemplate.githubActions, 3, "6fb9a1f5fc443655d5c24fc90e3bb6f31cae61ad"),
    (.gitlabCI, 3, "3abb552770116da0502cab2ced1216550b270c51"),
    (.syncScript, 2, "ef3444fc396dcedf86c486caabf464578ca03860"),
    (.validateScript, 2, "d49776bbe24c67826f266047ba886b3285ce2e49"),
    (.preCommitHook, 2, "94a2474d0081e2a83a8715c6cbc251bc3f4ca6af"),
  ])
  func aTextHasItsFormat(_ template: HelperTemplate, _ format: Int, _ id: String) throws {
    #expect(template.format == format)
    let lines = String(decoding: template.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let stamps = lines.filter { $0.hasPrefix("# edgesync-helper: ") }
    #expect(stamps == ["# edgesync-helper: \(template.rawValue), format \(format), text \(id)"])
    let rest = lines.filter { !$0.hasPrefix("# edgesync-helper: ") }.joined(separator: "\n")
    #expect(
      try HelperBench.blobID(rest) == id, "write its new format and id here, and in HelperTemplate")
  }

  @Test func whatIsNoStampIsNone() throws {
    let bench = try HelperBench(.syncScript)
    for line in [
      "", "sync-services", "sync-services, format 1", "sync-services, format 0, text x",
      "sync-services, format -1, text x", "sync-services, format 99999999999999999999, text x",
      "sync-services, format 1, text x, y", "sync-services format 1 text x",
    ] {
      try bench.write("#!/bin/sh\n# edgesync-helper: \(line)\necho mine\n")
      #expect(try bench.setup.update(bench.file, isDryRun: false).state == .foreign, "\(line)")
    }
  }
}
