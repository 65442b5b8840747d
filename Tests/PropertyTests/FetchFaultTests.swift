import Properties
import Support
import Testing

/// A line that hangs, and two fetches at once.
@Suite struct FetchFaultTests {
  @Test func aFetchThatBringsNothingIsEndedAndSaysSo() throws {
    let mirrored = try MirroredPair(size: 4 << 10, seed: 1)
    try mirrored.transport.plan(.hung(2 << 10), on: 2)
    let gate = mirrored.transport.gate
    let program = try mirrored.start("fetch", "--patience", "3")
    #expect(try gate.someoneCame())
    let outcome = try program.wait()
    #expect(outcome.status == 5)
    #expect(
      outcome.errorText.contains(
        "can't be reached: it sent nothing for 3 seconds, so it was stopped. Try `git ls-remote "
      ),
      "\(outcome.errorText)")
    #expect(try mirrored.mirrorTip() == mirrored.first)
    #expect(try mirrored.faults() == [])
    #expect(mirrored.processes() == [])
  }

  @Test(arguments: [2, 15] as [Int32])
  func aSignalEndsAFetchThatHangsAndAllThatItStarted(_ signal: Int32) throws {
    let mirrored = try MirroredPair(size: 4 << 10, seed: 1)
    try mirrored.transport.plan(.hung(2 << 10), on: 2)
    let program = try mirrored.start("fetch")
    #expect(try mirrored.transport.gate.someoneCame())
    program.signal(signal)
    let outcome = try program.wait()
    #expect(outcome.status == 128 + signal)
    #expect(outcome.errorText.hasSuffix("edgesync: cancelled.\n"), "\(outcome.errorText)")
    #expect(try mirrored.faults() == [])
    #expect(mirrored.processes() == [])
  }

  @Test func aSecondFetchSaysWhoIsAtWorkAndLeavesTheFirstAlone() throws {
    let mirrored = try MirroredPair(size: 4 << 10, seed: 1)
    try mirrored.transport.plan(.hung(2 << 10), on: 2)
    let first = try mirrored.start("fetch")
    #expect(try mirrored.transport.gate.someoneCame())
    let second = try mirrored.run("fetch")
    #expect(second.status == 4)
    let form =
      /(?s).*edgesync: another edgesync is at work on this repo: process [0-9]+, a fetch, since [0-9T:Z-]+\. Wait until it is done, or end it, and run the command again\.\n/
    #expect(second.errorText.wholeMatch(of: form) != nil, "\(second.errorText)")
    first.signal(15)
    #expect(try first.wait().status == 143)
    #expect(try mirrored.run("fetch").status == 0)
    #expect(try mirrored.mirrorTip() == mirrored.last)
  }

  @Test func aShallowUpstreamIsRefusedAndFetchedOnceItIsWhole() throws {
    let mirrored = try MirroredPair(size: 4 << 10, seed: 1)
    try mirrored.reset(isMirrored: false)
    let platform = mirrored.pair.platform.git
    let clone = try platform.shell(
      "git clone --quiet --depth 1 \"file://$PWD\" ../shallow && mv .git ../whole && mv ../shallow/.git .git"
    )
    #expect(clone.status == 0, "\(clone.errorText)")
    let shallow = try mirrored.run("fetch")
    #expect(shallow.status == 5)
    #expect(
      shallow.errorText.contains(
        "lacks part of its history: it is a shallow clone, or damaged: "),
      "\(shallow.errorText)")
    #expect(try mirrored.faults() == [])
    #expect(try platform.shell("rm -rf .git && mv ../whole .git").status == 0)
    #expect(try mirrored.run("fetch").status == 0)
    #expect(try mirrored.mirrorTip() == mirrored.last)
    #expect(try mirrored.faults() == [])
    #expect(try mirrored.run("status").status == 0)
  }

  @Test func aBranchThatIsForcedWhileItIsFetchedIsAskedForAgain() throws {
    let mirrored = try MirroredPair(size: 4 << 10, seed: 1)
    let script = """
      git update-ref refs/heads/main \
      $(git -c user.name=Ana -c user.email=ana@example.com commit-tree -m forced -p main~1 main~1^{tree}) && \
      git reflog expire --expire=now --all && git gc --quiet --prune=now
      """
    try mirrored.transport.plan(.changing(script), on: 2)
    let outcome = try mirrored.run("fetch")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let tip = try mirrored.pair.platform.git.line("rev-parse", "refs/heads/main")
    #expect(tip != mirrored.last)
    #expect(try mirrored.mirrorTip() == tip)
    #expect(try mirrored.faults() == [])
  }
}
