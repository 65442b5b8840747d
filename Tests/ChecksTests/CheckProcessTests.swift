import Foundation
import Journal
import Support
import SystemPackage
import Testing

@testable import Checks

@Suite struct CheckProcessTests {
  @Test func tellsHowItEnded() async throws {
    let bench = try CheckBench()
    let passed = try await bench.run("echo out; echo err >&2")
    #expect(passed.state == .passed)
    #expect(passed.reason == nil)
    #expect(passed.text == "out\nerr\n")
    let failed = try await bench.run("exit 7")
    #expect(failed.state == .failed)
    #expect(failed.reason == "exit status 7")
    let killed = try await bench.run("kill -9 $$")
    #expect(killed.state == .failed)
    #expect(killed.reason == "ended by signal 9")
    let none = try await bench.run("/no/such/program")
    #expect(none.state == .failed)
    #expect(none.reason?.hasSuffix("not found (exit status 127)") == true, "\(none.reason ?? "")")
  }

  @Test func hasNoTerminalNoInputAndNoOtherDescriptors() async throws {
    let bench = try CheckBench()
    let result = try await bench.run(
      """
      for number in 0 1 2; do [ -t $number ] && echo terminal; done
      (exec < /dev/tty) 2> /dev/null && echo tty
      read line && echo input
      cat
      for descriptor in /proc/self/fd/*; do
        [ -e "$descriptor" ] && [ "${descriptor##*/}" -gt 2 ] && readlink "$descriptor"
      done
      true
      """)
    #expect(result.state == .passed)
    #expect(result.text == "")
  }

  @Test func ignoresNoSignalThatWeIgnore() async throws {
    // What handles signals in the program sets them to be ignored first.
    signal(SIGHUP, SIG_IGN)
    defer { signal(SIGHUP, SIG_DFL) }
    let bench = try CheckBench()
    let result = try await bench.run("kill -HUP $$; echo survived")
    #expect(result.text == "")
    #expect(result.reason == "ended by signal \(SIGHUP)")
  }

  @Test(arguments: [
    // A child of a child that doesn't hear TERM.
    "(trap '' TERM; sh -c 'trap \"\" TERM; sleep 1000' & wait) & trap '' TERM; sleep 1000",
    // One in a group of its own, and one in a session of its own.
    "timeout 1000 sleep 1000; true", "setsid sleep 1000 & sleep 1000",
    "setsid sh -c 'trap \"\" TERM; setsid sleep 1000 & sleep 1000' & wait",
    // One that forks on and on.
    "f() { sleep 0.01; f & }; f & wait; sleep 1000",
  ])
  func timeOutEndsEverything(_ command: String) async throws {
    let bench = try CheckBench()
    let clock = ContinuousClock()
    let start = clock.now
    let result = try await bench.run("echo \"$HOME\"; \(command)", "timeout: 1s")
    #expect(result.state == .timedOut)
    #expect(result.reason?.hasSuffix("(it took longer than 1 s)") == true)
    // Far from the thousand seconds that it would sleep, however busy the machine is.
    #expect(clock.now - start < .seconds(300))
    let home = result.text.split(separator: "\n").first.map(String.init) ?? ""
    #expect(home.contains("edgesync-check-"))
    #expect(Processes.mentioning(.init(home)).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: home))
  }

  @Test func nothingStaysOfACheckThatPassed() async throws {
    let bench = try CheckBench()
    let result = try await bench.run("echo \"$HOME\"; sleep 1000 & setsid sleep 1000 & true")
    #expect(result.state == .passed)
    #expect(result.seconds < 300)
    let home = result.text.split(separator: "\n").first.map(String.init) ?? ""
    #expect(Processes.mentioning(.init(home)).isEmpty)
  }

  @Test func cancelEndsEverything() async throws {
    let bench = try CheckBench()
    let gate = try Gate(in: bench.folder.path)
    let command = Gate.command.replacing("@FOLDER@", with: bench.folder.name)
    let checks =
      try [CheckBench.check("sleep 1000 & \(command)")]
      + CheckBench.checks("  - { name: next, run: touch \(bench.folder.name)/canary }")
    let task = Task { try await bench.run(checks) }
    let came = try await Task.detached { try gate.someoneCame() }.value
    try #require(came)
    task.cancel()
    let results = try await task.value
    #expect(results.map(\.state) == [.cancelled, .cancelled])
    #expect(bench.folder.text(of: "canary") == nil)
    #expect(Processes.mentioning(bench.folder.path).isEmpty)
    // Neither says anything of the tree.
    #expect(try bench.known(checks).isEmpty)
  }
}
