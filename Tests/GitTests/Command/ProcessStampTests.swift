import Foundation
import Git
import Testing

/// What a process leaves behind is told from what a living one keeps, also where its number was given again.
struct ProcessStampTests {
  @Test func onlyEndedProcessesHaveEnded() throws {
    let ended = try Process.run(URL(fileURLWithPath: "/bin/true"), arguments: [])
    ended.waitUntilExit()
    let own = getpid()
    let cases: [(stamp: String, hasEnded: Bool?)] = [
      (ProcessStamp.own, false), ("\(own)", false), ("\(own).1", true), ("1", false),
      ("\(ended.processIdentifier)", true), ("\(ended.processIdentifier).5", true),
      ("", nil), ("0", nil), ("-1", nil), ("x", nil), ("\(own).", nil), ("\(own).x", nil),
      ("\(own).1.2", nil), (".5", nil),
    ]
    for (stamp, hasEnded) in cases {
      #expect(ProcessStamp.hasEnded(stamp) == hasEnded, "\(stamp)")
    }
    #expect(ProcessStamp.own.hasPrefix("\(own)."))
  }
}
